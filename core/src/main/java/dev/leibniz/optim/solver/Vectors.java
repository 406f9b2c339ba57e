package dev.leibniz.optim.solver;

/** Arithmetic on vectors of doubles. */
final class Vectors {
  private Vectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The Euclidean norm, by scaling where squares would overflow or vanish. */
  static double norm(double[] a) {
    double squares = dot(a, a);
    if (squares > 1e-280 && squares < 1e280) {
      return Math.sqrt(squares);
    }
    double largest = largest(a);
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double v : a) {
      sum += (v / largest) * (v / largest);
    }
    return largest * Math.sqrt(sum);
  }

  /** The largest absolute value; NaN if there is one. */
  static double largest(double[] a) {
    double largest = 0;
    for (double v : a) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  static boolean isFinite(double[] a) {
    return Double.isFinite(largest(a));
  }

  /** a + s b. */
  static double[] plus(double[] a, double s, double[] b) {
    double[] c = new double[a.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = a[i] + s * b[i];
    }
    return c;
  }

  /** a ← a + s b. */
  static void add(double[] a, double s, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += s * b[i];
    }
  }

  static double[] times(double s, double[] a) {
    double[] c = new double[a.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = s * a[i];
    }
    return c;
  }

  /** a / norm, or a itself where there is nothing to divide by. */
  static double[] unit(double[] a, double norm) {
    double inverse = 1 / norm;
    return Double.isFinite(inverse)
        ? times(inverse, a)
        : norm == 0 ? a : times(1 / (norm * 0x1p100), times(0x1p100, a));
  }

  static double[] minus(double[] a, double[] b) {
    return plus(a, -1, b);
  }
}
