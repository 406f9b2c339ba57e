package dev.leibniz.examples.tour;

/**
 * The same regression without Leibniz: derivatives by hand, loops over doubles, and Gauss's
 * elimination.
 */
final class PlainLogisticRegression {
  private final double[][] rows;
  private final int[] labels;
  private final int n;

  PlainLogisticRegression(Examples data) {
    labels = data.classes().toIntArray();
    double[][] features = (double[][]) data.features().toNestedArray();
    n = features[0].length;
    rows = new double[labels.length][n + 1];
    for (int j = 0; j < n; j++) {
      double mean = 0;
      for (double[] row : features) {
        mean += row[j] / labels.length;
      }
      double variance = 0;
      for (double[] row : features) {
        variance += (row[j] - mean) * (row[j] - mean) / labels.length;
      }
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = (features[i][j] - mean) / Math.sqrt(variance);
        rows[i][n] = 1;
      }
    }
  }

  /** The weights after twenty steps of iteratively reweighted least squares. */
  double[] optimum() {
    double[] w = new double[n + 1];
    for (int step = 0; step < 20; step++) {
      double[][] system = new double[n + 1][n + 2];
      for (int j = 0; j < n; j++) {
        system[j][j] = 1;
        system[j][n + 1] = w[j];
      }
      for (int i = 0; i < rows.length; i++) {
        double p = 1 / (1 + Math.exp(-score(rows[i], w)));
        for (int j = 0; j <= n; j++) {
          system[j][n + 1] += rows[i][j] * (p - labels[i]);
          for (int k = 0; k <= n; k++) {
            system[j][k] += p * (1 - p) * rows[i][j] * rows[i][k];
          }
        }
      }
      double[] s = eliminated(system);
      for (int j = 0; j <= n; j++) {
        w[j] -= s[j];
      }
    }
    return w;
  }

  /** Solves a positive definite system, whose right side is the last column. */
  private static double[] eliminated(double[][] a) {
    int m = a.length;
    for (int i = 0; i < m; i++) {
      for (int r = 0; r < m; r++) {
        if (r != i) {
          double factor = a[r][i] / a[i][i];
          for (int c = i; c <= m; c++) {
            a[r][c] -= factor * a[i][c];
          }
        }
      }
    }
    double[] solution = new double[m];
    for (int i = 0; i < m; i++) {
      solution[i] = a[i][m] / a[i][i];
    }
    return solution;
  }

  /** The gradient by central differences. */
  double[] slope(double[] w) {
    double h = 1e-5;
    double[] slope = new double[w.length];
    for (int j = 0; j < w.length; j++) {
      double[] up = w.clone();
      double[] down = w.clone();
      up[j] += h;
      down[j] -= h;
      slope[j] = (loss(up) - loss(down)) / (2 * h);
    }
    return slope;
  }

  private double loss(double[] w) {
    double loss = 0;
    for (int j = 0; j < n; j++) {
      loss += w[j] * w[j] / 2;
    }
    for (int i = 0; i < rows.length; i++) {
      double margin = (2 * labels[i] - 1) * score(rows[i], w);
      loss += Math.max(-margin, 0) + Math.log1p(Math.exp(-Math.abs(margin)));
    }
    return loss;
  }

  /** How many examples lie on the right side. */
  int right(double[] w) {
    int right = 0;
    for (int i = 0; i < rows.length; i++) {
      right += score(rows[i], w) > 0 == (labels[i] == 1) ? 1 : 0;
    }
    return right;
  }

  private static double score(double[] row, double[] w) {
    double score = 0;
    for (int j = 0; j < w.length; j++) {
      score += row[j] * w[j];
    }
    return score;
  }
}
