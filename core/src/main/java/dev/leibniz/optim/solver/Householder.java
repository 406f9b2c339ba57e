package dev.leibniz.optim.solver;

/**
 * A P = Q R by Householder reflections with column pivoting, on columns of doubles, as MINPACK has
 * it: a column goes last if it is nearly a combination of the others. The least squares solvers
 * factor J itself and not JᵀJ, which would square its condition.
 */
final class Householder {
  private final int m;
  private final int n;

  /** R above the diagonal, reflections on and below it. */
  private final double[][] columns;

  private final double[] diagonal;
  private final int[] pivots;

  /** Overwrites the columns. */
  Householder(double[][] columns, int rows) {
    this.m = rows;
    this.n = columns.length;
    this.columns = columns;
    this.diagonal = new double[Math.min(m, n)];
    this.pivots = new int[n];
    for (int j = 0; j < n; j++) {
      pivots[j] = j;
    }
    factor();
  }

  private void factor() {
    double[] norms = new double[n];
    for (int j = 0; j < n; j++) {
      norms[j] = norm(columns[j], 0);
    }
    double[] at = norms.clone();
    for (int k = 0; k < diagonal.length; k++) {
      int best = k;
      for (int j = k + 1; j < n; j++) {
        best = norms[j] > norms[best] ? j : best;
      }
      swap(k, best, norms, at);
      double[] v = columns[k];
      double length = norm(v, k);
      if (length == 0) {
        continue;
      }
      double alpha = v[k] > 0 ? -length : length;
      diagonal[k] = alpha;
      // v ← (x − α e) / (x_k − α) · …, so that v_k = 1 − x_k / α and the reflection is I − v vᵀ /
      // v_k
      for (int i = k; i < m; i++) {
        v[i] /= -alpha;
      }
      v[k] += 1;
      for (int j = k + 1; j < n; j++) {
        double[] c = columns[j];
        reflect(v, k, c);
        if (norms[j] > 0) {
          double t = c[k] / norms[j];
          norms[j] *= Math.sqrt(Math.max(0, 1 - t * t));
          if (0.05 * (norms[j] / at[j]) * (norms[j] / at[j]) <= 0x1p-52) {
            norms[j] = norm(c, k + 1);
            at[j] = norms[j];
          }
        }
      }
    }
  }

  private void swap(int a, int b, double[] norms, double[] at) {
    double[] c = columns[a];
    columns[a] = columns[b];
    columns[b] = c;
    int p = pivots[a];
    pivots[a] = pivots[b];
    pivots[b] = p;
    norms[b] = norms[a];
    at[b] = at[a];
  }

  private void reflect(double[] v, int k, double[] c) {
    double sum = 0;
    for (int i = k; i < m; i++) {
      sum += v[i] * c[i];
    }
    sum /= -v[k];
    for (int i = k; i < m; i++) {
      c[i] += sum * v[i];
    }
  }

  private static double norm(double[] v, int from) {
    double largest = 0;
    for (int i = from; i < v.length; i++) {
      largest = Math.max(largest, Math.abs(v[i]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = from; i < v.length; i++) {
      sum += (v[i] / largest) * (v[i] / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** Qᵀ b. */
  double[] applyTranspose(double[] b) {
    double[] c = b.clone();
    for (int k = 0; k < diagonal.length; k++) {
      if (columns[k][k] != 0) {
        reflect(columns[k], k, c);
      }
    }
    return c;
  }

  /** An element of R, for i ≤ j. */
  double r(int i, int j) {
    return i == j ? diagonal[i] : columns[j][i];
  }

  /** Which column of A stands at a place of R. */
  int pivot(int j) {
    return pivots[j];
  }

  /** How many columns are independent, to rounding. */
  int rank() {
    int rank = 0;
    double small = diagonal.length == 0 ? 0 : Math.abs(diagonal[0]) * 0x1p-52 * Math.max(m, n);
    while (rank < diagonal.length && Math.abs(diagonal[rank]) > small) {
      rank++;
    }
    return rank;
  }

  /** Solves with the first k rows and columns of R. */
  double[] solve(double[] b, int k) {
    double[] x = new double[k];
    for (int i = k - 1; i >= 0; i--) {
      double sum = b[i];
      for (int j = i + 1; j < k; j++) {
        sum -= r(i, j) * x[j];
      }
      x[i] = sum / r(i, i);
    }
    return x;
  }

  /** Solves with the transpose of the first k rows and columns of R. */
  double[] solveTranspose(double[] b, int k) {
    double[] x = new double[k];
    for (int i = 0; i < k; i++) {
      double sum = b[i];
      for (int j = 0; j < i; j++) {
        sum -= r(j, i) * x[j];
      }
      x[i] = sum / r(i, i);
    }
    return x;
  }
}
