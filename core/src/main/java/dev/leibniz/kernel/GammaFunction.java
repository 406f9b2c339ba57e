package dev.leibniz.kernel;

/**
 * The logarithm of the gamma function and its derivatives.
 *
 * <p>Series around 2 (in ζ(k) − 1) and around the root of digamma, where relative accuracy would be
 * lost otherwise; elsewhere recurrence to large arguments, then the asymptotic series; reflection
 * for negative ones. The formulas are those of the NIST Digital Library of Mathematical Functions,
 * 5.5, 5.7, 5.11, 5.15 and 25.11; the coefficients are their exact values, rounded.
 */
final class GammaFunction {
  /** One minus Euler's constant. */
  private static final double LINEAR = 0.42278433509846713;

  /** (−1)ᵏ (ζ(k) − 1) / k, from k = 2. */
  private static final double[] AROUND_TWO = {
    0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
    0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939,
    9.945751278180853e-05, -4.492623673813314e-05, 2.050721277567069e-05, -9.439488275268397e-06,
    4.374866789907488e-06, -2.039215753801366e-06, 9.55141213040742e-07, -4.492469198764566e-07,
    2.1207184805554665e-07, -1.0043224823968099e-07, 4.7698101693639804e-08,
        -2.2711094608943164e-08,
    1.0838659214896955e-08, -5.183475041970047e-09, 2.4836745438024785e-09, -1.1921401405860912e-09,
    5.731367241678862e-10, -2.7595228851242334e-10, 1.330476437424449e-10, -6.4229645638381e-11,
    3.1044247747322276e-11, -1.5021384080754142e-11
  };

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

  /** ψ⁽ᵏ⁾(root) / k!, from k = 1. */
  private static final double[] AROUND_ROOT = {
    0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652,
    0.10782405069126237, -0.07219956125645471, 0.04880428816414311, -0.03316112647484736,
    0.022597648232218104, -0.01542476590494896, 0.010538791616612175, -0.007204534386356869,
    0.004926781395729853, -0.003369801655439328, 0.002305126326734928, -0.0015769367714301972
  };

  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private GammaFunction() {}

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }

  static double logarithm(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    if (x <= 0) {
      double s = Math.abs(sineOfPi(x));
      return s == 0 || Double.isInfinite(x)
          ? Double.POSITIVE_INFINITY
          : x > -1e-300 ? -Math.log(-x) : Math.log(Math.PI / (s * -x)) - logarithm(-x);
    }
    if (x < 0.5) {
      return aroundTwo(x) - Math.log1p(x) - Math.log(x);
    }
    if (x < 1.5) {
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

  /** The logarithm at 2 + z, for |z| ≤ 1/2. */
  private static double aroundTwo(double z) {
    return z * (LINEAR + z * polynomial(AROUND_TWO, z));
  }

  /** sin(πx), exactly zero for whole numbers. */
  private static double sineOfPi(double x) {
    double r = x - 2 * Math.rint(x / 2);
    return Math.abs(r) <= 0.5
        ? Math.sin(Math.PI * r)
        : Math.sin(Math.PI * (Math.copySign(1, r) - r));
  }

  static double digamma(double x) {
    if (x == 0) {
      return Math.copySign(Double.POSITIVE_INFINITY, -x);
    }
    if (x < 0) {
      double r = x - Math.rint(x);
      return r == 0 || Double.isInfinite(x)
          ? Double.NaN
          : digamma(1 - x) - Math.PI / Math.tan(Math.PI * r);
    }
    if (Math.abs(x - ROOT) < 0.1) {
      double z = x - ROOT - ROOT_REST;
      return z * polynomial(AROUND_ROOT, z);
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

  static double polygamma(int n, double x) {
    if (n == 0) {
      return digamma(x);
    }
    if (n == 1 && x < 0) {
      double s = sineOfPi(x);
      return s == 0 ? Double.POSITIVE_INFINITY : Math.PI * Math.PI / (s * s) - polygamma(1, 1 - x);
    }
    if (x < -20 && x != Math.rint(x)) {
      return reflected(n, x);
    }
    double factorial = 1;
    for (int i = 2; i <= n; i++) {
      factorial *= i;
    }
    return (n % 2 == 0 ? -factorial : factorial) * hurwitz(n + 1, x);
  }

  /**
   * For negative x: π dⁿ/dxⁿ cot(πx) is πⁿ⁺¹ times a polynomial in the cotangent, of which each is
   * −(1 + c²) times the derivative of the one before.
   */
  private static double reflected(int n, double x) {
    double[] p = {0, 1};
    for (int i = 0; i < n; i++) {
      double[] next = new double[p.length + 1];
      for (int k = 1; k < p.length; k++) {
        next[k - 1] -= k * p[k];
        next[k + 1] -= k * p[k];
      }
      p = next;
    }
    double derivative =
        Math.pow(Math.PI, n + 1) * polynomial(p, 1 / Math.tan(Math.PI * (x - Math.rint(x))));
    double other = polygamma(n, 1 - x);
    return (n % 2 == 0 ? other : -other) - derivative;
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
    double y = x;
    double far = 10 + s / 2;
    while (y < far) {
      sum += Math.pow(y, -s);
      y += 1;
    }
    double power = Math.pow(y, -s);
    sum += Math.pow(y, 1 - s) / (s - 1) + 0.5 * power;
    double term = power * s / y;
    for (int k = 0; k < EULER_MACLAURIN.length; k++) {
      double change = term * EULER_MACLAURIN[k];
      sum += change;
      if (Math.abs(change) < 1e-17 * Math.abs(sum)) {
        break;
      }
      int j = s + 2 * k + 1;
      term *= (double) j * (j + 1) / (y * y);
    }
    return sum;
  }
}
