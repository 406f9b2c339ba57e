package dev.leibniz.kernel;

/** x Φ(x), with the distribution function of the normal distribution, and its derivative. */
public final class GaussianErrorUnit {
  private GaussianErrorUnit() {}

  public static double at(double x) {
    double a = bounded(x);
    double y = a * NormalDistribution.cdf(-a);
    return x > 0 ? x - y : -y;
  }

  /** Φ(x) + x Φ′(x), which is 1 less its value at −x. */
  public static double slope(double x) {
    double a = bounded(x);
    double y = NormalDistribution.cdf(-a) - a * NormalDistribution.density(a);
    return x > 0 ? 1 - y : y;
  }

  /** |x|, or a number that is large enough. */
  private static double bounded(double x) {
    return Math.min(Math.abs(x), 60);
  }
}
