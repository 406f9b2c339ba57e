package dev.leibniz.kernel;

import dev.leibniz.Shape;

/**
 * Singular value decompositions by one-sided Jacobi rotations (J. Demmel and K. Veselić, "Jacobi's
 * method is more accurate than QR", 1992): columns are rotated against each other until all are
 * orthogonal; their lengths are the singular values.
 */
public final class SingularValues {
  private static final int SWEEPS = 60;

  private SingularValues() {}

  /** U […, m, n], S […, n] in descending order and V […, n, n] of A […, m, n], where m ≥ n. */
  public static Dense[] decompose(Dense a, String operation) {
    Dense[] large = NativeFactors.singular(a, operation);
    if (large != null) {
      return large;
    }
    Shape shape = a.shape();
    int m = shape.get(-2);
    int n = shape.get(-1);
    Shape lead = shape.range(0, shape.rank() - 2);
    double[] from = Copies.toDoubles(a);
    Matrices.requireFinite(a, from, operation);
    double[] u = new double[from.length];
    double[] s = new double[lead.size() * n];
    double[] v = new double[lead.size() * n * n];
    Matrices.each(
        lead.size(),
        20L * m * n * n,
        b -> {
          double[][] columns = new double[n][m];
          double[][] rotations = new double[n][n];
          for (int j = 0; j < n; j++) {
            rotations[j][j] = 1;
            for (int i = 0; i < m; i++) {
              columns[j][i] = from[(b * m + i) * n + j];
            }
          }
          orthogonalise(columns, rotations);
          write(columns, rotations, u, s, v, b);
        });
    return new Dense[] {
      Matrices.of(shape, u, a.dtype()),
      Matrices.of(lead.join(Shape.of(n)), s, a.dtype()),
      Matrices.of(lead.join(Shape.of(n, n)), v, a.dtype())
    };
  }

  private static void orthogonalise(double[][] columns, double[][] rotations) {
    int n = columns.length;
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < SWEEPS; sweep++) {
      rotated = false;
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          rotated |= rotate(columns, rotations, p, q);
        }
      }
    }
  }

  private static boolean rotate(double[][] columns, double[][] rotations, int p, int q) {
    double pp = dot(columns[p], columns[p]);
    double qq = dot(columns[q], columns[q]);
    double pq = dot(columns[p], columns[q]);
    if (Math.abs(pq) <= 1e-16 * Math.sqrt(pp * qq) || pq == 0) {
      return false;
    }
    double zeta = (qq - pp) / (2 * pq);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double c = 1 / Math.sqrt(1 + t * t);
    turn(columns[p], columns[q], c, c * t);
    turn(rotations[p], rotations[q], c, c * t);
    return true;
  }

  private static void turn(double[] x, double[] y, double c, double s) {
    for (int i = 0; i < x.length; i++) {
      double t = x[i];
      x[i] = c * t - s * y[i];
      y[i] = s * t + c * y[i];
    }
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static void write(
      double[][] columns, double[][] rotations, double[] u, double[] s, double[] v, int b) {
    int n = columns.length;
    int m = n == 0 ? 0 : columns[0].length;
    double[] lengths = new double[n];
    Integer[] order = new Integer[n];
    for (int j = 0; j < n; j++) {
      lengths[j] = Math.sqrt(dot(columns[j], columns[j]));
      order[j] = j;
    }
    java.util.Arrays.sort(order, (i, j) -> Double.compare(lengths[j], lengths[i]));
    for (int k = 0; k < n; k++) {
      int j = order[k];
      s[b * n + k] = lengths[j];
      for (int i = 0; i < n; i++) {
        v[(b * n + i) * n + k] = rotations[j][i];
      }
      if (lengths[j] == 0) {
        columns[j] = orthogonal(columns, order, k);
      } else {
        for (int i = 0; i < m; i++) {
          columns[j][i] /= lengths[j];
        }
      }
      for (int i = 0; i < m; i++) {
        u[(b * m + i) * n + k] = columns[j][i];
      }
    }
  }

  /** A vector of length one that is orthogonal to the first k columns. */
  private static double[] orthogonal(double[][] columns, Integer[] order, int k) {
    int m = columns[0].length;
    double[] best = new double[m];
    double most = 0;
    for (int axis = 0; axis < m && most < 0.5; axis++) {
      double[] x = new double[m];
      x[axis] = 1;
      for (int twice = 0; twice < 2; twice++) {
        for (int c = 0; c < k; c++) {
          double[] other = columns[order[c]];
          double along = dot(x, other);
          for (int i = 0; i < m; i++) {
            x[i] -= along * other[i];
          }
        }
      }
      double length = Math.sqrt(dot(x, x));
      if (length > most) {
        most = length;
        for (int i = 0; i < m; i++) {
          best[i] = x[i] / length;
        }
      }
    }
    return best;
  }
}
