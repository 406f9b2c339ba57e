package dev.leibniz.kernel;

/**
 * erf, erfc and the inverse of erf.
 *
 * <p>Rational approximations of W. J. Cody, "Rational Chebyshev approximations for the error
 * function", Math. Comp. 23 (1969), and of M. J. Wichura, "Algorithm AS 241: the percentage points
 * of the normal distribution", Appl. Statist. 37 (1988).
 */
final class ErrorFunction {
  private static final double ONE_OVER_SQRT_PI = 0.5641895835477563;
  private static final double SQRT_HALF = 0.7071067811865476;

  private static final double HALF_SQRT_HALF = 0.35355339059327379;

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
    p = p * s + 3.16112374387056560;
    p = p * s + 1.13864154151050156e2;
    p = p * s + 3.77485237685302021e2;
    p = p * s + 3.20937758913846947e3;
    double q = s + 2.36012909523441209e1;
    q = q * s + 2.44024637934444173e2;
    q = q * s + 1.28261652607737228e3;
    q = q * s + 2.84423683343917062e3;
    return p / q;
  }

  /** erfc of a number above 0.5. */
  private static double tail(double a) {
    if (a > 28) {
      return 0;
    }
    return expOfMinusSquare(a) * scaledTail(a);
  }

  /** exp(x²) erfc(x) of a number above 0.5. */
  static double scaledTail(double a) {
    return a <= 4 ? scaledMiddle(a) : scaledFar(a);
  }

  /** The square in two parts, of which the first is exact. */
  private static double expOfMinusSquare(double a) {
    double coarse = Math.rint(a * 16) / 16;
    return Math.exp(-coarse * coarse) * Math.exp(-(a - coarse) * (a + coarse));
  }

  private static double scaledMiddle(double a) {
    double p = 2.15311535474403846e-8;
    p = p * a + 5.64188496988670089e-1;
    p = p * a + 8.88314979438837594;
    p = p * a + 6.61191906371416295e1;
    p = p * a + 2.98635138197400131e2;
    p = p * a + 8.81952221241769090e2;
    p = p * a + 1.71204761263407058e3;
    p = p * a + 2.05107837782607147e3;
    p = p * a + 1.23033935479799725e3;
    double q = a + 1.57449261107098347e1;
    q = q * a + 1.17693950891312499e2;
    q = q * a + 5.37181101862009858e2;
    q = q * a + 1.62138957456669019e3;
    q = q * a + 3.29079923573345963e3;
    q = q * a + 4.36261909014324716e3;
    q = q * a + 3.43936767414372164e3;
    q = q * a + 1.23033935480374942e3;
    return p / q;
  }

  private static double scaledFar(double a) {
    double s = 1 / (a * a);
    double p = 1.63153871373020978e-2;
    p = p * s + 3.05326634961232344e-1;
    p = p * s + 3.60344899949804439e-1;
    p = p * s + 1.25781726111229246e-1;
    p = p * s + 1.60837851487422766e-2;
    p = p * s + 6.58749161529837803e-4;
    double q = s + 2.56852019228982242;
    q = q * s + 1.87295284992346725;
    q = q * s + 5.27905102951428412e-1;
    q = q * s + 6.05183413124413191e-2;
    q = q * s + 2.33520497626869185e-3;
    return (ONE_OVER_SQRT_PI - s * p / q) / a;
  }

  static double inverse(double x) {
    double a = Math.abs(x);
    if (a <= 0.85) {
      return x * HALF_SQRT_HALF * central(0.180625 - 0.25 * x * x);
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
    if (r <= 5) {
      return near(r - 1.6);
    }
    double x = far(r - 5);
    return x + (NormalDistribution.logCdf(-x) - logarithm) / NormalDistribution.hazard(-x);
  }

  /** The normal quantile of 0.5 + q divided by q, from 0.425² − q². */
  static double central(double r) {
    double p = 2.5090809287301226727e3;
    p = p * r + 3.3430575583588128105e4;
    p = p * r + 6.7265770927008700853e4;
    p = p * r + 4.5921953931549871457e4;
    p = p * r + 1.3731693765509461125e4;
    p = p * r + 1.9715909503065514427e3;
    p = p * r + 1.3314166789178437745e2;
    p = p * r + 3.3871328727963666080;
    double q = 5.2264952788528545610e3;
    q = q * r + 2.8729085735721942674e4;
    q = q * r + 3.9307895800092710610e4;
    q = q * r + 2.1213794301586595867e4;
    q = q * r + 5.3941960214247511077e3;
    q = q * r + 6.8718700749205790830e2;
    q = q * r + 4.2313330701600911252e1;
    return p / (q * r + 1);
  }

  private static double near(double r) {
    double p = 7.74545014278341407640e-4;
    p = p * r + 2.27238449892691845833e-2;
    p = p * r + 2.41780725177450611770e-1;
    p = p * r + 1.27045825245236838258;
    p = p * r + 3.64784832476320460504;
    p = p * r + 5.76949722146069140550;
    p = p * r + 4.63033784615654529590;
    p = p * r + 1.42343711074968357734;
    double q = 1.05075007164441684324e-9;
    q = q * r + 5.47593808499534494600e-4;
    q = q * r + 1.51986665636164571966e-2;
    q = q * r + 1.48103976427480074590e-1;
    q = q * r + 6.89767334985100004550e-1;
    q = q * r + 1.67638483018380384940;
    q = q * r + 2.05319162663775882187;
    return p / (q * r + 1);
  }

  private static double far(double r) {
    double p = 2.01033439929228813265e-7;
    p = p * r + 2.71155556874348757815e-5;
    p = p * r + 1.24266094738807843860e-3;
    p = p * r + 2.65321895265761230930e-2;
    p = p * r + 2.96560571828504891230e-1;
    p = p * r + 1.78482653991729133580;
    p = p * r + 5.46378491116411436990;
    p = p * r + 6.65790464350110377720;
    double q = 2.04426310338993978564e-15;
    q = q * r + 1.42151175831644588870e-7;
    q = q * r + 1.84631831751005468180e-5;
    q = q * r + 7.86869131145613259100e-4;
    q = q * r + 1.48753612908506148525e-2;
    q = q * r + 1.36929880922735805310e-1;
    q = q * r + 5.99832206555887937690e-1;
    return p / (q * r + 1);
  }
}
