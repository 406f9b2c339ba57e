package dev.leibniz.kernel;

/**
 * erf, erfc and the inverse of erf.
 *
 * <p>Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error
 * function", Math. Comp. 23 (1969), and of M. J. Wichura, "Algorithm AS 241: the percentage points
 * of the normal distribution", Appl. Statist. 37 (1988).
 */
final class ErrorFunction {
  private static final double SQRT_HALF = 0.7071067811865476;

  private static final double CENTRAL_END = 0.85 * 0.85;

  /** A Chebyshev series in 2s / 0.85² − 1 of s = x² ({@code scripts/golden/chebyshev.py}). */
  private static final double[] CENTRAL = {
    1.0159263125740792,
    0.15024335081070167,
    0.024700362870782033,
    0.0051007565297926365,
    0.0011738327842938947,
    0.000287724074274452,
    7.349258028209829e-05,
    1.9324257354745404e-05,
    5.19153325349258e-06,
    1.418010364547902e-06,
    3.9243804981509435e-07,
    1.0977471227800348e-07,
    3.0979760261767776e-08,
    8.808278725110801e-09,
    2.5203856511973196e-09,
    7.251510350168959e-10,
    2.0963811577852548e-10,
    6.086141292179765e-11,
    1.7735197607188263e-11,
    5.18534761661299e-12,
    1.5206168914474855e-12,
    4.4713179691242226e-13,
    1.3180028188296996e-13,
    3.893747737389281e-14,
    1.152676935163773e-14,
    3.4187188109502562e-15,
    1.015713646980249e-15,
    3.022558128917043e-16,
    9.007888530970495e-17,
    2.6882590040042315e-17,
    8.033010949618273e-18,
    2.4033007213919417e-18
  };

  private ErrorFunction() {}

  static double erf(double x) {
    double a = Math.abs(x);
    if (a <= 0.5) {
      return x * ratioOfSmall(x * x);
    }
    if (a > 6) {
      return Math.copySign(1, x);
    }
    return Math.copySign(0.5 - tail(a) + 0.5, x) + (Double.isNaN(x) ? x : 0);
  }

  static double erfc(double x) {
    double a = Math.abs(x);
    if (a <= 0.5) {
      return 1 - x * ratioOfSmall(x * x);
    }
    double t = tail(a);
    return x < 0 ? 2 - t : t;
  }

  /** erf(x) / x, from x². */
  private static double ratioOfSmall(double s) {
    double p = 1.85777706184603153e-1;
    p = Math.fma(p, s, 3.16112374387056560);
    p = Math.fma(p, s, 1.13864154151050156e2);
    p = Math.fma(p, s, 3.77485237685302021e2);
    p = Math.fma(p, s, 3.20937758913846947e3);
    double q = s + 2.36012909523441209e1;
    q = Math.fma(q, s, 2.44024637934444173e2);
    q = Math.fma(q, s, 1.28261652607737228e3);
    q = Math.fma(q, s, 2.84423683343917062e3);
    return p / q;
  }

  /** erfc of a number above 0.5. */
  private static double tail(double a) {
    if (a > 28) {
      return 0;
    }
    return SpecialFunctions.gaussian(a) * NormalDistribution.scaledTail(a);
  }

  static double inverse(double x) {
    double a = Math.abs(x);
    if (a <= 0.85) {
      return x * central(x * x);
    }
    return Math.copySign(SQRT_HALF * quantileOfTail(0.5 * (1 - a)), x);
  }

  /** The x > 0 beyond which the normal distribution has a part p < 0.075; NaN below 0. */
  static double quantileOfTail(double p) {
    if (p == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double logarithm = Math.log(p);
    double r = Math.sqrt(-logarithm);
    double x = r <= 5 ? near(r - 1.6) : far(r - 5);
    return x + (NormalDistribution.logCdf(-x) - logarithm) / NormalDistribution.hazard(-x);
  }

  /** The inverse of erf at x, divided by x, from x² ≤ 0.85². */
  static double central(double square) {
    return Chebyshev.sum(CENTRAL, square * (2 / CENTRAL_END) - 1);
  }

  private static double near(double r) {
    double p = 7.74545014278341407640e-4;
    p = Math.fma(p, r, 2.27238449892691845833e-2);
    p = Math.fma(p, r, 2.41780725177450611770e-1);
    p = Math.fma(p, r, 1.27045825245236838258);
    p = Math.fma(p, r, 3.64784832476320460504);
    p = Math.fma(p, r, 5.76949722146069140550);
    p = Math.fma(p, r, 4.63033784615654529590);
    p = Math.fma(p, r, 1.42343711074968357734);
    double q = 1.05075007164441684324e-9;
    q = Math.fma(q, r, 5.47593808499534494600e-4);
    q = Math.fma(q, r, 1.51986665636164571966e-2);
    q = Math.fma(q, r, 1.48103976427480074590e-1);
    q = Math.fma(q, r, 6.89767334985100004550e-1);
    q = Math.fma(q, r, 1.67638483018380384940);
    q = Math.fma(q, r, 2.05319162663775882187);
    return p / Math.fma(q, r, 1);
  }

  private static double far(double r) {
    double p = 2.01033439929228813265e-7;
    p = Math.fma(p, r, 2.71155556874348757815e-5);
    p = Math.fma(p, r, 1.24266094738807843860e-3);
    p = Math.fma(p, r, 2.65321895265761230930e-2);
    p = Math.fma(p, r, 2.96560571828504891230e-1);
    p = Math.fma(p, r, 1.78482653991729133580);
    p = Math.fma(p, r, 5.46378491116411436990);
    p = Math.fma(p, r, 6.65790464350110377720);
    double q = 2.04426310338993978564e-15;
    q = Math.fma(q, r, 1.42151175831644588870e-7);
    q = Math.fma(q, r, 1.84631831751005468180e-5);
    q = Math.fma(q, r, 7.86869131145613259100e-4);
    q = Math.fma(q, r, 1.48753612908506148525e-2);
    q = Math.fma(q, r, 1.36929880922735805310e-1);
    q = Math.fma(q, r, 5.99832206555887937690e-1);
    return p / Math.fma(q, r, 1);
  }
}
