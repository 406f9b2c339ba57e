package dev.leibniz.kernel;

/**
 * The logarithm of the gamma function and its derivatives.
 *
 * <p>A polynomial around 2 and a series around the root of digamma, where relative accuracy would
 * be lost otherwise; elsewhere recurrence to large arguments, then the asymptotic series. Negative
 * numbers have classes of their own. The formulas are those of the NIST Digital Library of
 * Mathematical Functions, 5.5, 5.7, 5.11, 5.15 and 25.11; the coefficients are their exact values,
 * rounded.
 */
final class GammaFunction {
  /**
   * ln Γ(2 + z) / z for −0.7 ≤ z ≤ 0.5, from Chebyshev interpolation (scripts/golden/chebyshev.py).
   */
  private static final double[] AROUND_TWO = {
    0.42278433509846713,
    0.3224670334241132,
    -0.06735230105319819,
    0.020580808427785476,
    -0.007385551028663437,
    0.002890510330681948,
    -0.0011927539121902482,
    0.0005096695264143903,
    -0.00022315474676676852,
    9.945748886178298e-05,
    -4.4926400935834896e-05,
    2.0507390769990976e-05,
    -9.438064125840024e-06,
    4.374324977104769e-06,
    -2.0469233329889713e-06,
    9.53977468882887e-07,
    -4.2402205088759924e-07,
    2.2643795585035623e-07,
    -1.4548559837251197e-07,
    5.632938061063637e-09,
    8.81289090943987e-09,
    5.507642252528651e-08
  };

  /**
   * Up to here the recurrence leads to Γ from above, beyond it from below: its logarithms hardly
   * cancel.
   */
  private static final double MIDDLE = 1.3;

  /** B₂ₖ / (2k (2k − 1)), from k = 1. */
  private static final double[] STIRLING = {
    0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953,
    0.0008417508417508417, -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242,
    0.17964437236883057, -1.3924322169059011
  };

  /** B₂ₖ / 2k, from k = 1. */
  private static final double[] DIGAMMA = {
    0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667,
    0.007575757575757576, -0.021092796092796094, 0.08333333333333333, -0.4432598039215686,
    3.0539543302701198, -26.456212121212122
  };

  /** B₂ₖ / (2k)!, from k = 1. */
  private static final double[] EULER_MACLAURIN = {
    0.08333333333333333, -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07,
    2.08767569878681e-08, -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13,
    8.586062056277845e-15, -2.174868698558062e-16, 5.5090028283602295e-18, -1.3954464685812522e-19
  };

  /** The positive root of digamma, in two parts. */
  private static final double ROOT = 1.4616321449683622;

  private static final double ROOT_REST = 9.549995429965697e-17;

  /**
   * ψ(x) / (x − root) for 1 ≤ x ≤ 2, a Chebyshev series in 2x − 3 (scripts/golden/chebyshev.py).
   */
  private static final double[] AROUND_ROOT = {
    0.983570260441567,
    -0.2270640863346444,
    0.03336889902393011,
    -0.005320077271596548,
    0.0008788656937820505,
    -0.00014773492650606044,
    2.5060543468359146e-05,
    -4.2721034029993324e-06,
    7.302769272465923e-07,
    -1.2502886813559594e-07,
    2.1425009322359472e-08,
    -3.673295918565179e-09,
    6.299717236108931e-10,
    -1.080593028883266e-10,
    1.853735192053638e-11,
    -3.18023536582553e-12,
    5.456147570322795e-13,
    -9.360993131036438e-14,
    1.606064636295075e-14,
    -2.7555431377438815e-15,
    4.727736178601912e-16,
    -8.11148420346509e-17,
    1.391707769474154e-17,
    -2.3877901082188625e-18
  };

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private GammaFunction() {}

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = Math.fma(sum, x, coefficients[i]);
    }
    return sum;
  }

  static double logarithm(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x <= 0) {
      return LogGammaBelowZero.at(x);
    }
    if (x < 0.5) {
      return aroundTwo(x) - Math.log1p(x) - Math.log(x);
    }
    if (x < MIDDLE) {
      return aroundTwo(x - 1) - Math.log1p(x - 1);
    }
    if (x >= 10) {
      double s = 1 / (x * x);
      return (x - 0.5) * (Math.log(x) - 1) - 0.5 + HALF_LOG_TWO_PI + polynomial(STIRLING, s) / x;
    }
    double product = 1;
    double y = x;
    while (y >= 2.5) {
      y -= 1;
      product *= y;
    }
    return aroundTwo(y - 2) + Math.log(product);
  }

  /** The logarithm at 2 + z, for −0.7 ≤ z ≤ 0.5. */
  static double aroundTwo(double z) {
    return z * polynomial(AROUND_TWO, z);
  }

  /** The difference of {@link #aroundTwo} at two numbers, divided by that of the numbers. */
  static double slopeAroundTwo(double z, double w) {
    double quotient = 0;
    double value = 0;
    for (int i = AROUND_TWO.length - 1; i >= 0; i--) {
      quotient = Math.fma(quotient, z, value);
      value = Math.fma(value, w, AROUND_TWO[i]);
    }
    return Math.fma(quotient, z, value);
  }

  static double digamma(double x) {
    if (x == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    if (x < 0) {
      return x == Math.rint(x) ? Double.NaN : PolygammaBelowZero.at(0, x);
    }
    if (x < 4) {
      return x < 1 ? aroundRoot(x + 1) - 1 / x : aroundRoot(x);
    }
    double sum = 0;
    double y = x;
    while (y < 10) {
      sum -= 1 / y;
      y += 1;
    }
    double s = 1 / (y * y);
    return sum + Math.log(y) - 0.5 / y - s * polynomial(DIGAMMA, s);
  }

  /** Digamma between 1 and 4. */
  private static double aroundRoot(double x) {
    double y = x;
    double sum = 0;
    while (y > 2) {
      y -= 1;
      sum += 1 / y;
    }
    return (y - ROOT - ROOT_REST) * Chebyshev.sum(AROUND_ROOT, 2 * y - 3) + sum;
  }

  static double polygamma(int n, double x) {
    if (n == 0) {
      return digamma(x);
    }
    if (x < 0 && x != Math.rint(x)) {
      return PolygammaBelowZero.at(n, x);
    }
    double factorial = 1;
    for (int i = 2; i <= n; i++) {
      factorial *= i;
    }
    return (n % 2 == 0 ? -factorial : factorial) * hurwitz(n + 1, x);
  }

  /** Σ (x + i)⁻ˢ over i ≥ 0, by Euler and Maclaurin once the terms are far out. */
  private static double hurwitz(int s, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    if (x <= 0 && x == Math.rint(x)) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    double lost = 0;
    double y = x;
    double far = 10 + s / 2;
    while (y < far) {
      double term = Math.pow(y, -s);
      double next = sum + term;
      lost += Math.abs(sum) > Math.abs(term) ? sum - next + term : term - next + sum;
      sum = next;
      y += 1;
    }
    if (Double.isInfinite(sum)) {
      return sum;
    }
    double power = Math.pow(y, -s);
    double rest = lost + Math.pow(y, 1 - s) / (s - 1) + 0.5 * power;
    double term = power * s / y;
    for (int k = 0; k < EULER_MACLAURIN.length; k++) {
      double change = term * EULER_MACLAURIN[k];
      rest += change;
      if (Math.abs(change) < 1e-17 * Math.abs(sum + rest)) {
        break;
      }
      int j = s + 2 * k + 1;
      term *= (double) j * (j + 1) / (y * y);
    }
    return sum + rest;
  }
}
