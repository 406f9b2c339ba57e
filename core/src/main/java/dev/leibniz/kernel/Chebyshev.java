package dev.leibniz.kernel;

/** Series of Chebyshev's polynomials. */
final class Chebyshev {
  private Chebyshev() {}

  /** Σ cₙ Tₙ(t), by Clenshaw's recurrence. */
  static double sum(double[] c, double t) {
    double b = 0;
    double before = 0;
    for (int i = c.length - 1; i > 0; i--) {
      double next = 2 * t * b - before + c[i];
      before = b;
      b = next;
    }
    return t * b - before + c[0];
  }
}
