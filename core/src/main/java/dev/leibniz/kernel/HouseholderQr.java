package dev.leibniz.kernel;

import dev.leibniz.Shape;

/**
 * QR factors by Householder reflections, in double precision whatever the dtype.
 *
 * <p>A matrix is held column by column, so that every loop runs along memory. Signs are those of
 * LAPACK: a reflection turns a column to the side opposite to its first element.
 */
public final class HouseholderQr {
  private HouseholderQr() {}

  /** Q […, m, n] with orthonormal columns and upper triangular R […, n, n] of A, where m ≥ n. */
  public static Dense[] decompose(Dense a) {
    Dense[] large = NativeFactors.qr(a);
    if (large != null) {
      return large;
    }
    Dense[] many = SideBySide.qr(a);
    if (many != null) {
      return many;
    }
    int m = a.shape().get(-2);
    int n = a.shape().get(-1);
    Shape lead = a.shape().range(0, a.rank() - 2);
    double[] columns = Matrices.columns(a);
    double[] r = new double[lead.size() * n * n];
    Matrices.each(
        lead.size(),
        (long) m * n * n,
        b -> {
          int at = b * m * n;
          double[] tau = new double[n];
          factor(columns, at, m, n, tau);
          for (int i = 0; i < n; i++) {
            for (int j = i; j < n; j++) {
              r[(b * n + i) * n + j] = columns[at + j * m + i];
            }
          }
          form(columns, at, m, n, tau);
        });
    return new Dense[] {
      Matrices.ofColumns(lead, m, n, columns, a.dtype()),
      Matrices.of(lead.join(Shape.of(n, n)), r, a.dtype())
    };
  }

  /** Orthonormal columns […, m, m − n] that are orthogonal to those of A […, m, n]. */
  public static Dense complement(Dense a) {
    int m = a.shape().get(-2);
    int n = a.shape().get(-1);
    int k = m - n;
    Shape lead = a.shape().range(0, a.rank() - 2);
    double[] columns = Matrices.columns(a);
    double[] out = new double[lead.size() * m * k];
    Matrices.each(
        lead.size(),
        (long) m * m * n,
        b -> {
          int at = b * m * n;
          double[] tau = new double[n];
          factor(columns, at, m, n, tau);
          for (int j = 0; j < k; j++) {
            int to = (b * k + j) * m;
            out[to + n + j] = 1;
            for (int i = n - 1; i >= 0; i--) {
              reflect(columns, at + i * m + i, out, to + i, m - i, tau[i]);
            }
          }
        });
    return Matrices.ofColumns(lead, m, k, out, a.dtype());
  }

  /**
   * Reflects columns in place: R on and above the diagonal, below it the vectors of the
   * reflections, whose first elements are one and not stored.
   */
  private static void factor(double[] w, int at, int m, int n, double[] tau) {
    for (int j = 0; j < n; j++) {
      int p = at + j * m + j;
      tau[j] = prepare(w, p, m - j);
      for (int k = j + 1; k < n; k++) {
        reflect(w, p, w, at + k * m + j, m - j, tau[j]);
      }
    }
  }

  /**
   * Makes a vector the reflection I − τ v vᵀ that leaves it only its first element, and gives τ.
   */
  static double prepare(double[] x, int at, int n) {
    double most = 0;
    for (int i = 1; i < n; i++) {
      most = Math.max(most, Math.abs(x[at + i]));
    }
    if (most == 0) {
      return 0;
    }
    most = Math.max(most, Math.abs(x[at]));
    double scale = most < 1e-140 || most > 1e140 ? 1 / most : 1;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double v = x[at + i] * scale;
      sum += v * v;
    }
    double first = x[at];
    double beta = -Math.copySign(Math.sqrt(sum) / scale, first);
    double divisor = first - beta;
    for (int i = 1; i < n; i++) {
      x[at + i] /= divisor;
    }
    x[at] = beta;
    return -divisor / beta;
  }

  /** Reflects y by the vector whose first element, not stored, is one. */
  static void reflect(double[] v, int p, double[] y, int q, int n, double tau) {
    if (tau == 0) {
      return;
    }
    double s = y[q];
    for (int i = 1; i < n; i++) {
      s += v[p + i] * y[q + i];
    }
    s *= tau;
    y[q] -= s;
    for (int i = 1; i < n; i++) {
      y[q + i] -= s * v[p + i];
    }
  }

  /** The first n columns of the product of the reflections, in their place. */
  private static void form(double[] w, int at, int m, int n, double[] tau) {
    for (int j = n - 1; j >= 0; j--) {
      int p = at + j * m + j;
      for (int k = j + 1; k < n; k++) {
        int q = at + k * m + j;
        w[q] = 0;
        reflect(w, p, w, q, m - j, tau[j]);
      }
      for (int i = 1; i < m - j; i++) {
        w[p + i] *= -tau[j];
      }
      w[p] = 1 - tau[j];
      for (int i = at + j * m; i < p; i++) {
        w[i] = 0;
      }
    }
  }
}
