package dev.leibniz.kernel;

import dev.leibniz.NumericalException;
import dev.leibniz.Shape;

/**
 * Eigenvalues and eigenvectors of symmetric matrices, in double precision whatever the dtype.
 *
 * <p>Householder reflections make the matrix tridiagonal; QL iterations with implicit shifts make
 * that diagonal (J. H. Wilkinson and C. Reinsch, "Linear Algebra", 1971, II/2 and II/4). A matrix
 * is scaled to a greatest element of one first, so that no square overflows.
 */
public final class SymmetricEigen {
  private static final int ITERATIONS = 60;
  private static final double EPSILON = 0x1p-53;

  private SymmetricEigen() {}

  /**
   * The eigenvalues […, n] in ascending order and the eigenvectors […, n, n], as columns, of
   * symmetric matrices, of which the lower triangle is read.
   */
  public static Dense[] decompose(Dense a, String operation) {
    Dense[] large = NativeFactors.eigen(a, operation);
    if (large != null) {
      return large;
    }
    Dense[] many = SideBySide.eigen(a);
    if (many != null) {
      return many;
    }
    int n = a.shape().get(-1);
    Shape lead = a.shape().range(0, a.rank() - 2);
    double[] from = Copies.toDoubles(a);
    mirror(from, n);
    Matrices.requireFinite(a, from, operation);
    double[] values = new double[lead.size() * n];
    double[] vectors = new double[from.length];
    Matrices.each(
        lead.size(),
        6L * n * n * n,
        b -> {
          double[] m = java.util.Arrays.copyOfRange(from, b * n * n, (b + 1) * n * n);
          double[][] rows = new double[n][n];
          double[] d = new double[n];
          if (!diagonalise(m, n, d, rows)) {
            throw new NumericalException(
                operation
                    + ": no convergence for "
                    + Matrices.entry(a, b)
                    + "; scale it, or add a small multiple of the identity");
          }
          write(d, rows, values, vectors, b);
        });
    return new Dense[] {
      Matrices.of(lead.join(Shape.of(n)), values, a.dtype()),
      Matrices.ofColumns(lead, n, n, vectors, a.dtype())
    };
  }

  /** Copies the lower triangle of each matrix to the upper one. */
  private static void mirror(double[] a, int n) {
    for (int at = 0; n > 0 && at < a.length; at += n * n) {
      for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
          a[at + i * n + j] = a[at + j * n + i];
        }
      }
    }
  }

  private static boolean diagonalise(double[] m, int n, double[] d, double[][] rows) {
    double most = 0;
    for (double v : m) {
      most = Math.max(most, Math.abs(v));
    }
    if (most == 0) {
      for (int i = 0; i < n; i++) {
        rows[i][i] = 1;
      }
      return true;
    }
    for (int i = 0; i < m.length; i++) {
      m[i] /= most;
    }
    double[] e = new double[n];
    tridiagonalise(m, n, d, e, rows);
    boolean converged = iterate(d, e, rows);
    for (int i = 0; i < n; i++) {
      d[i] *= most;
    }
    return converged;
  }

  /** Leaves diagonal d and subdiagonal e; the rows become the columns of the orthogonal factor. */
  private static void tridiagonalise(double[] a, int n, double[] d, double[] e, double[][] rows) {
    double[] tau = new double[n];
    double[][] reflections = new double[n][];
    double[] w = new double[n];
    for (int k = 0; k + 1 < n; k++) {
      int size = n - k - 1;
      double[] v = java.util.Arrays.copyOfRange(a, k * n + k + 1, (k + 1) * n);
      tau[k] = HouseholderQr.prepare(v, 0, size);
      d[k] = a[k * n + k];
      e[k] = v[0];
      v[0] = 1;
      reflections[k] = v;
      if (tau[k] != 0) {
        rankTwo(a, n, k + 1, v, tau[k], w);
      }
    }
    if (n > 0) {
      d[n - 1] = a[n * n - 1];
    }
    for (int j = 0; j < n; j++) {
      double[] row = rows[j];
      row[j] = 1;
      for (int k = j - 1; k >= 0; k--) {
        HouseholderQr.reflect(reflections[k], 0, row, k + 1, n - k - 1, tau[k]);
      }
    }
  }

  /** Reflects the corner from (at, at) on from both sides. */
  private static void rankTwo(double[] a, int n, int at, double[] v, double tau, double[] w) {
    int size = v.length;
    double inner = 0;
    for (int i = 0; i < size; i++) {
      int p = (at + i) * n + at;
      double s = 0;
      for (int j = 0; j < size; j++) {
        s += a[p + j] * v[j];
      }
      w[i] = tau * s;
      inner += w[i] * v[i];
    }
    double half = tau * inner / 2;
    for (int i = 0; i < size; i++) {
      w[i] -= half * v[i];
    }
    for (int i = 0; i < size; i++) {
      int p = (at + i) * n + at;
      double vi = v[i];
      double wi = w[i];
      for (int j = 0; j < size; j++) {
        a[p + j] -= vi * w[j] + wi * v[j];
      }
    }
  }

  private static boolean iterate(double[] d, double[] e, double[][] rows) {
    int n = d.length;
    for (int l = 0; l < n; l++) {
      for (int tries = 0; ; tries++) {
        int m = l;
        while (m + 1 < n && Math.abs(e[m]) > EPSILON * (Math.abs(d[m]) + Math.abs(d[m + 1]))) {
          m++;
        }
        if (m == l) {
          break;
        }
        if (tries == ITERATIONS) {
          return false;
        }
        sweep(d, e, rows, l, m);
      }
    }
    return true;
  }

  /** One implicit QL step on the block from l to m. */
  private static void sweep(double[] d, double[] e, double[][] rows, int l, int m) {
    double ratio = (d[l + 1] - d[l]) / (2 * e[l]);
    double root = Math.abs(ratio) > 1e150 ? Math.abs(ratio) : Math.sqrt(ratio * ratio + 1);
    double g = d[m] - d[l] + e[l] / (ratio + Math.copySign(root, ratio));
    double s = 1;
    double c = 1;
    double shifted = 0;
    for (int i = m - 1; i >= l; i--) {
      double f = s * e[i];
      double b = c * e[i];
      double r = Math.sqrt(f * f + g * g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= shifted;
        e[m] = 0;
        return;
      }
      s = f / r;
      c = g / r;
      g = d[i + 1] - shifted;
      r = (d[i] - g) * s + 2 * c * b;
      shifted = s * r;
      d[i + 1] = g + shifted;
      g = c * r - b;
      turn(rows[i], rows[i + 1], c, s);
    }
    d[l] -= shifted;
    e[l] = g;
    e[m] = 0;
  }

  private static void turn(double[] x, double[] y, double c, double s) {
    for (int k = 0; k < x.length; k++) {
      double f = y[k];
      y[k] = s * x[k] + c * f;
      x[k] = c * x[k] - s * f;
    }
  }

  /** Sorts by insertion, which QL leaves little to do. */
  private static void write(double[] d, double[][] rows, double[] values, double[] vectors, int b) {
    int n = d.length;
    for (int i = 1; i < n; i++) {
      double v = d[i];
      double[] row = rows[i];
      int j = i;
      for (; j > 0 && d[j - 1] > v; j--) {
        d[j] = d[j - 1];
        rows[j] = rows[j - 1];
      }
      d[j] = v;
      rows[j] = row;
    }
    for (int i = 0; i < n; i++) {
      values[b * n + i] = d[i];
      System.arraycopy(rows[i], 0, vectors, (b * n + i) * n, n);
    }
  }
}
