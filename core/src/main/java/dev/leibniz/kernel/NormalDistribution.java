package dev.leibniz.kernel;

/**
 * The normal distribution: density φ, distribution Φ, its logarithm and inverse, the ratio φ / Φ,
 * and the scaled complementary error function, which is the same ratio in another measure.
 *
 * <p>Everything rests on one smooth function, the excess D(u) = φ(u) / Φ(−u) − u, which falls from
 * √(2/π) to 0 as 1/u. A Chebyshev series in (u − 4) / (u + 4) gives (u + 1) D(u) for all u ≥ 0, and
 * another one (u + 1)² times its slope; {@code scripts/golden/chebyshev.py} computed the
 * coefficients. Sums of it with u lose nothing, whereas D taken as a difference would lose every
 * digit far out. The inverse is M. J. Wichura's, see {@link ErrorFunction}.
 */
final class NormalDistribution {
  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  /** Beyond it φ(u) / Φ(−u) is u + 1/u to the last digit. */
  private static final double FAR = 1e10;

  private static final double SQRT_HALF = 0.7071067811865476;
  private static final double SQRT_TWO = 1.4142135623730951;
  private static final double SQRT_TWO_REST = -9.667293313452913e-17;
  private static final double SQRT_TWO_OVER_PI = 0.7978845608028654;

  private static final double[] EXCESS = {
    1.0168805564426282,
    0.06385599300140679,
    -0.11509035595355087,
    0.038934029049955285,
    -0.003347370576381033,
    -0.0017736338770155734,
    0.00054076040973986,
    3.902404417582679e-05,
    -4.402617067828808e-05,
    2.7612076544288964e-06,
    2.8674097969311685e-06,
    -4.995282519092665e-07,
    -1.5806245994487862e-07,
    4.938482308086009e-08,
    7.114472972821824e-09,
    -3.943344498242817e-09,
    -2.0992695898584107e-10,
    2.7542478232219564e-10,
    -3.29156814387016e-12,
    -1.716164405777426e-11,
    1.201559505276977e-12,
    9.424312178713976e-13,
    -1.279271190378952e-13,
    -4.29654024129139e-14,
    1.0402939865135318e-14,
    1.2728811508716543e-15,
    -7.396596377340524e-16,
    2.530671679501365e-17,
    4.8478954579590156e-17,
    -8.222875764646372e-18,
    -3.0047211186514518e-18
  };

  private static final double[] VARIANCE = {
    0.9017240602733058,
    0.297417873196754,
    -0.24191156909202546,
    0.028433794221056102,
    0.02261557416637179,
    -0.008422617142821135,
    -0.0006713234962598253,
    0.0009543503867695071,
    -8.205385756899682e-05,
    -7.83322933566577e-05,
    1.727926908788842e-05,
    5.052688482745427e-06,
    -2.02841312921596e-06,
    -2.3992111474758224e-07,
    1.891705666404533e-07,
    4.460194198931867e-09,
    -1.5224600152972834e-08,
    6.925900860646091e-10,
    1.0852935257663216e-09,
    -1.1560102536348501e-10,
    -6.834873649636475e-11,
    1.1737128486703735e-11,
    3.658397389757329e-12,
    -9.642393791924143e-13,
    -1.4355931014525982e-13,
    6.88614049857912e-14,
    6.926966335641414e-16,
    -4.407497642701094e-15,
    6.25222865633576e-16,
    2.5824495311246907e-16,
    -8.482271264001195e-17,
    -1.4133482811876938e-17,
    7.81568595209367e-18
  };

  private NormalDistribution() {}

  /** φ(x) = exp(−x²/2) / √(2π). */
  static double density(double x) {
    return ONE_OVER_SQRT_TWO_PI * expOfHalfSquare(x, -1);
  }

  /** exp(± x²/2), without the error that rounding the square would bring in. */
  private static double expOfHalfSquare(double x, int sign) {
    double a = Math.min(Math.abs(x), 40);
    double square = a * a;
    double rest = Math.fma(a, a, -square);
    double y = Math.exp(sign * 0.5 * square);
    return Double.isNaN(x) ? x : y + sign * 0.5 * y * rest;
  }

  /** Φ(x). */
  static double cdf(double x) {
    if (x < -0.5) {
      return density(x) / ratioOfTail(-x);
    }
    return x > 0.5 ? 1 - density(x) / ratioOfTail(x) : 0.5 + 0.5 * ErrorFunction.erf(x * SQRT_HALF);
  }

  /** ln Φ(x). */
  static double logCdf(double x) {
    return x < -1
        ? -0.5 * x * x - HALF_LOG_TWO_PI - Math.log(ratioOfTail(-x))
        : x < 0 ? Math.log(cdf(x)) : Math.log1p(-cdf(-x));
  }

  /** φ(u) / Φ(−u) for u ≥ 0. */
  private static double ratioOfTail(double u) {
    return u + excessOfTail(u);
  }

  /** φ(u) / Φ(−u) − u for u ≥ 0. */
  private static double excessOfTail(double u) {
    return u > FAR ? 1 / u : Chebyshev.sum(EXCESS, (u - 4) / (u + 4)) / (u + 1);
  }

  /** φ(x) / Φ(x), the derivative of {@link #logCdf}. */
  static double hazard(double x) {
    return x <= 0 ? ratioOfTail(-x) : density(x) / cdf(x);
  }

  /** x + φ(x) / Φ(x), never negative. */
  static double excess(double x) {
    return x <= 0 ? excessOfTail(-x) : x + density(x) / cdf(x);
  }

  /** 1 − h D of the ratio h and the excess D: the variance of what lies below x. */
  static double variance(double x) {
    if (x > 0) {
      double h = density(x) / cdf(x);
      return 1 - h * (x + h);
    }
    return x < -FAR ? 1 / x / x : Chebyshev.sum(VARIANCE, (x + 4) / (x - 4)) / ((1 - x) * (1 - x));
  }

  /** The x at which Φ is p; NaN outside 0 … 1. */
  static double quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * (2 * SQRT_TWO * ErrorFunction.central(4 * q * q));
    }
    return q < 0 ? -ErrorFunction.quantileOfTail(p) : ErrorFunction.quantileOfTail(1 - p);
  }

  /** exp(x²) erfc(x). */
  static double erfcx(double x) {
    if (x < -0.5) {
      return x < -27 ? Double.POSITIVE_INFINITY : 2 * expOfSquare(x) - erfcx(-x);
    }
    return x > 0.5 ? scaledTail(x) : expOfSquare(x) * ErrorFunction.erfc(x);
  }

  /**
   * exp(x²) erfc(x) of a number above 0.5, by {@link #ratioOfTail} at x√2, which is in two parts.
   */
  static double scaledTail(double x) {
    double u = x * SQRT_TWO;
    if (u > FAR) {
      return SQRT_TWO_OVER_PI / u;
    }
    double rest = Math.fma(x, SQRT_TWO, -u) + x * SQRT_TWO_REST;
    return SQRT_TWO_OVER_PI / (u + (excessOfTail(u) + rest));
  }

  private static double expOfSquare(double x) {
    double square = x * x;
    double y = Math.exp(square);
    return Double.isInfinite(y) ? y : y + y * Math.fma(x, x, -square);
  }
}
