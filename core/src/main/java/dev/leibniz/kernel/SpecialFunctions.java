package dev.leibniz.kernel;

/** Functions that {@link Math} lacks, in double, to 4 units in the last place. */
public final class SpecialFunctions {
  private static final double LN_TWO = 0.6931471805599453;
  private static final double ONE_OVER_LN_TWO = 1.4426950408889634;
  private static final double SQRT_HALF = 0.7071067811865476;

  private SpecialFunctions() {}

  /** The error function. */
  public static double erf(double x) {
    return ErrorFunction.erf(x);
  }

  /** One minus the error function, accurate also where that is tiny. */
  public static double erfc(double x) {
    return ErrorFunction.erfc(x);
  }

  /** The inverse of the error function; NaN outside −1 … 1. */
  public static double erfinv(double x) {
    return ErrorFunction.inverse(x);
  }

  /** The logarithm of the magnitude of the gamma function. */
  public static double lgamma(double x) {
    return GammaFunction.logarithm(x);
  }

  /** The derivative of {@link #lgamma}. */
  public static double digamma(double x) {
    return GammaFunction.digamma(x);
  }

  /** The n-th derivative of {@link #digamma}. */
  public static double polygamma(int n, double x) {
    return GammaFunction.polygamma(n, x);
  }

  /** The modified Bessel function of the first kind. */
  public static double besselI(int order, double x) {
    return BesselFunctions.modified(order, x);
  }

  /** The modified Bessel function of the first kind, times exp(−|x|). */
  public static double scaledBesselI(int order, double x) {
    return BesselFunctions.scaled(order, x);
  }

  /** The n-th derivative of sin(πx) / (πx). */
  public static double sinc(int n, double x) {
    return SineRatio.derivative(n, x);
  }

  /** The normal density. */
  public static double normalDensity(double x) {
    return NormalDistribution.density(x);
  }

  /** The normal distribution function. */
  public static double ndtr(double x) {
    return NormalDistribution.cdf(x);
  }

  /** The logarithm of {@link #ndtr}, accurate where that underflows or rounds to 1. */
  public static double logNdtr(double x) {
    return NormalDistribution.logCdf(x);
  }

  /** The inverse of {@link #ndtr}; NaN outside 0 … 1. */
  public static double ndtri(double x) {
    return NormalDistribution.quantile(x);
  }

  /** The normal density divided by the normal distribution function. */
  public static double normalHazard(double x) {
    return NormalDistribution.hazard(x);
  }

  /** The sum of x and {@link #normalHazard}, accurate where they cancel. */
  public static double normalExcess(double x) {
    return NormalDistribution.excess(x);
  }

  /** 1 less the product of {@link #normalHazard} and {@link #normalExcess}, never a difference. */
  public static double normalVariance(double x) {
    return NormalDistribution.variance(x);
  }

  /** exp(x²) times {@link #erfc}. */
  public static double erfcx(double x) {
    return NormalDistribution.erfcx(x);
  }

  /** log(x / (1 − x)), accurate near 1/2. */
  public static double logit(double x) {
    return x > 0.25 && x < 0.75 ? Math.log1p((2 * x - 1) / (1 - x)) : Math.log(x / (1 - x));
  }

  /** log(1 + exp(x)), which never overflows. */
  public static double log1pexp(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  /** log(exp(x) + exp(y)), which never overflows. */
  public static double logaddexp(double x, double y) {
    if (x == y && Double.isInfinite(x)) {
      return x;
    }
    return Math.max(x, y) + Math.log1p(Math.exp(-Math.abs(x - y)));
  }

  /** 1 / (1 + exp(−x)), which neither overflows nor loses what is tiny. */
  public static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  /** The derivative of {@link #sigmoid}, accurate where that rounds to 0 or 1. */
  public static double sigmoidSlope(double x) {
    double e = Math.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }

  /** The derivative of tanh, accurate where that rounds to 1. */
  public static double tanhSlope(double x) {
    double e = Math.exp(-Math.abs(x));
    double y = 2 * e / (1 + e * e);
    return y * y;
  }

  /** exp(−x²), without the error that rounding the square would bring in. */
  public static double gaussian(double x) {
    double a = Math.min(Math.abs(x), 40);
    double square = a * a;
    double rest = Math.fma(a, a, -square);
    double y = Math.exp(-square);
    return y - y * rest;
  }

  /** The logarithm to the base 2, exact for powers of two. */
  public static double log2(double x) {
    if (!(x > 0 && x < Double.POSITIVE_INFINITY)) {
      return Math.log(x);
    }
    boolean isTiny = x < Double.MIN_NORMAL;
    double y = isTiny ? x * 0x1p54 : x;
    int exponent = Math.getExponent(y * SQRT_HALF) + 1;
    return exponent - (isTiny ? 54 : 0) + Math.log(Math.scalb(y, -exponent)) * ONE_OVER_LN_TWO;
  }

  /** The inverse of the hyperbolic sine. */
  public static double asinh(double x) {
    double a = Math.abs(x);
    double y =
        a > 0x1p28 ? Math.log(a) + LN_TWO : Math.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    return Math.copySign(y, x);
  }

  /** The inverse of the hyperbolic cosine; NaN below 1. */
  public static double acosh(double x) {
    double t = x - 1;
    return x < 1
        ? Double.NaN
        : x > 0x1p28 ? Math.log(x) + LN_TWO : Math.log1p(t + Math.sqrt(t * (2 + t)));
  }

  /** The inverse of the hyperbolic tangent; NaN outside −1 … 1. */
  public static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(0.5 * Math.log1p(2 * a / (1 - a)), x);
  }
}
