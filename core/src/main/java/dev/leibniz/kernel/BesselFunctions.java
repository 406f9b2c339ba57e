package dev.leibniz.kernel;

/**
 * Modified Bessel functions of the first kind and of whole order.
 *
 * <p>Up to 8, or as far as the order demands, their power series, of which all terms are positive
 * (NIST Digital Library of Mathematical Functions 10.25.2); beyond it orders 0 and 1 are e^x / √x
 * times a Chebyshev series in 16/x − 1 ({@code scripts/golden/chebyshev.py}), and higher ones
 * follow by recurrence (10.29.1), where it is stable.
 */
final class BesselFunctions {
  private static final double NEAR = 8;

  private static final double[] FAR_0 = {
    0.4022452055070544,
    0.0033691164782556943,
    6.889758346916825e-05,
    2.8913705208347567e-06,
    2.0489185894690638e-07,
    2.266668990498178e-08,
    3.3962320257083865e-09,
    4.94060238822497e-10,
    1.1889147107846439e-11,
    -3.1499165279632416e-11,
    -1.3215811840447713e-11,
    -1.7941785315068062e-12,
    7.180124451383666e-13,
    3.8527783827421426e-13,
    1.54008621752141e-14,
    -4.150569347287222e-14,
    -9.554846698828307e-15,
    3.8116806693526224e-15,
    1.7725601330565263e-15,
    -3.425485619677219e-16,
    -2.8276239805165836e-16,
    3.461222867697461e-17,
    4.46562142029676e-17,
    -4.830504485944182e-18,
    -7.233180487874754e-18,
    9.921475412173699e-19,
    1.193650890845982e-18
  };

  private static final double[] FAR_1 = {
    0.38928811750914005, -0.009761097491361469, -0.00011058893876262371,
    -3.882564808877691e-06, -2.512236237870209e-07, -2.6314688468895196e-08,
    -3.835380385964237e-09, -5.589743462196584e-10, -1.8974958123505413e-11,
    3.2526035830154884e-11, 1.4125807436613782e-11, 2.0356285441470896e-12,
    -7.198551776245908e-13, -4.0835511110921974e-13, -2.1015418427726643e-14,
    4.272440016711951e-14, 1.0420276984128802e-14, -3.8144030724370075e-15,
    -1.8803547755107825e-15, 3.3082023109209285e-16, 2.96262899764595e-16,
    -3.209525921993424e-17, -4.6503053684893586e-17, 4.414348323071708e-18,
    7.517296310842105e-18, -9.314178867326884e-19, -1.242193275194891e-18
  };

  private BesselFunctions() {}

  /** Iₙ(x). */
  static double modified(int order, double x) {
    int n = Math.abs(order);
    double a = Math.abs(x);
    if (a <= near(n)) {
      return signed(n, x, series(n, a));
    }
    double far = scaledFar(n, a);
    if (a < 700) {
      return signed(n, x, far * Math.exp(a));
    }
    double half = Math.exp(0.5 * a); // e^x alone would overflow before the function does
    return signed(n, x, Double.isInfinite(half) ? half : far * half * half);
  }

  /** e^(−|x|) Iₙ(x). */
  static double scaled(int order, double x) {
    int n = Math.abs(order);
    double a = Math.abs(x);
    return signed(n, x, a <= near(n) ? Math.exp(-a) * series(n, a) : scaledFar(n, a));
  }

  private static double near(int n) {
    return Math.max(NEAR, 2.0 * n * n);
  }

  private static double signed(int n, double x, double value) {
    return n % 2 == 1 && x < 0 ? -value : value;
  }

  /** (x/2)ⁿ Σ (x²/4)ᵏ / (k! (k + n)!), from the last term that counts to the first. */
  private static double series(int n, double x) {
    double q = 0.25 * x * x;
    double sum = 1;
    for (int k = 20 + (int) (1.5 * x); k > 0; k--) {
      sum = Math.fma(sum, q / (k * (double) (k + n)), 1);
    }
    for (int k = 1; k <= n; k++) {
      sum *= 0.5 * x / k;
    }
    return sum;
  }

  private static double scaledFar(int n, double x) {
    if (x == Double.POSITIVE_INFINITY) {
      return 0;
    }
    double t = 16 / x - 1;
    double root = Math.sqrt(x);
    double before = Chebyshev.sum(FAR_0, t) / root;
    if (n == 0) {
      return before;
    }
    double here = Chebyshev.sum(FAR_1, t) / root;
    for (int k = 1; k < n; k++) {
      double next = before - 2 * k / x * here;
      before = here;
      here = next;
    }
    return here;
  }
}
