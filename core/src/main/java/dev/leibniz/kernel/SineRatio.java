package dev.leibniz.kernel;

/** sin(πx) / (πx) and its derivatives. */
final class SineRatio {
  private SineRatio() {}

  /** The derivative of order n. */
  static double derivative(int n, double x) {
    if (n == 0) {
      return x == 0 ? 1 : sine(x) / (Math.PI * x);
    }
    double z = Math.PI * x;
    return Math.pow(Math.PI, n) * (Math.abs(z) > n + 1 ? recurred(n, x, z) : series(n, z));
  }

  /** By z s⁽ᵏ⁾ + k s⁽ᵏ⁻¹⁾ = sin⁽ᵏ⁾, forward, which is stable beyond k. */
  private static double recurred(int n, double x, double z) {
    double s = sine(x) / z;
    for (int k = 1; k <= n; k++) {
      double of = k % 2 == 0 ? sine(x) : cosine(x);
      s = ((k % 4 < 2 ? of : -of) - k * s) / z;
    }
    return s;
  }

  /** Σ (−1)ᵏ z²ᵏ⁻ⁿ / ((2k + 1) (2k − n)!), over 2k ≥ n. */
  private static double series(int n, double z) {
    int first = (n + 1) / 2;
    double term = (first % 2 == 0 ? 1 : -1) * (n % 2 == 0 ? 1 : z);
    double sum = 0;
    for (int k = first; k < first + 20; k++) {
      sum += term / (2 * k + 1);
      term *= -z * z / ((2 * k + 1 - n) * (double) (2 * k + 2 - n));
    }
    return sum;
  }

  /** sin(πx), exactly zero for whole numbers. */
  static double sine(double x) {
    double r = x - 2 * Math.rint(x / 2);
    return Math.abs(r) <= 0.5
        ? Math.sin(Math.PI * r)
        : Math.sin(Math.PI * (Math.copySign(1, r) - r));
  }

  private static double cosine(double x) {
    double r = Math.abs(x - 2 * Math.rint(x / 2));
    return Math.sin(Math.PI * (0.5 - r));
  }
}
