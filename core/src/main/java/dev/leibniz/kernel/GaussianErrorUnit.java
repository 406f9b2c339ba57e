package dev.leibniz.kernel;

/** x Φ(x), with the distribution function of the normal distribution, and its derivative. */
public final class GaussianErrorUnit {
  private static final double SQRT_HALF = 0.7071067811865476;

  /** √½ less its rounding. */
  private static final double SQRT_HALF_REST = -4.833646656726457e-17;

  private static final double TWO_OVER_SQRT_PI = 1.1283791670955126;
  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;

  private GaussianErrorUnit() {}

  public static double at(double x) {
    double a = bounded(x);
    double y = a * tail(a);
    return x > 0 ? x - y : -y;
  }

  /** Φ(x) + x Φ′(x), which is 1 less its value at −x. */
  public static double slope(double x) {
    double a = bounded(x);
    double y = tail(a) - a * density(a);
    return x > 0 ? 1 - y : y;
  }

  /** |x|, or a number that is large enough. */
  private static double bounded(double x) {
    return Math.min(Math.abs(x), 60);
  }

  /** Φ′(a): the square is in two parts. */
  private static double density(double a) {
    double square = 0.5 * a * a;
    double y = Math.exp(-square) * ONE_OVER_SQRT_TWO_PI;
    return y - y * Math.fma(0.5 * a, a, -square);
  }

  /** Φ(−a) = ½ erfc(a/√2), which is as exact as its argument, which so has two parts. */
  private static double tail(double a) {
    double u = a * SQRT_HALF;
    double rest = Math.fma(a, SQRT_HALF, -u) + a * SQRT_HALF_REST;
    double change = TWO_OVER_SQRT_PI * SpecialFunctions.gaussian(u) * rest;
    return (ErrorFunction.erfc(u) - change) / 2;
  }
}
