package dev.leibniz.kernel;

/**
 * ln |Γ(x)| at negative numbers.
 *
 * <p>Down to −20 by the recurrence, Γ(r + 2) divided by the product of what lies between x and r +
 * 2, at the distance r from a pole close by; the product is compensated (T. Ogita, S. M. Rump and
 * S. Oishi, SIAM J. Sci. Comput. 26, 2005). There the function has zeros, two in each unit of
 * length below −3. Near one of them it is the difference from its value at the zero, of which each
 * term is a multiple of the distance. Further out, where poles are so narrow that no zero is left,
 * by reflection (NIST Digital Library of Mathematical Functions 5.5.3).
 */
final class LogGammaBelowZero {
  private static final double END = -20;

  /** Between −3 and −2 the zeros are nearest to each other here, left of the middle. */
  private static final double ASIDE = 0.15;

  private static final int FIRST = 2;

  /**
   * How far the zeros lie from −n, from n = 2: to its right and, in two parts each, to its left.
   * Between −2 and −1 there is none.
   */
  private static final double[][] ZEROS = {
    {Double.NaN, 0},
    {-0.45702473822080064, 1.843554041574456e-17},
    {0.2523173532725874, -2.04688991691325e-17},
    {-0.14358088834998006, 3.862806401714152e-18},
    {0.04470571514140207, 8.223977942582053e-19},
    {-0.03936183974053688, 3.2731379225891636e-18},
    {0.008455359439952277, 8.231751957350036e-19},
    {-0.008218168322593521, -5.582665915956405e-19},
    {0.0013925199191243706, -7.090441230646531e-20},
    {-0.0013852944531550972, -2.6295731811446077e-20},
    {0.0001984921093623021, 6.263909978492175e-21},
    {-0.00019833340732475162, 1.1820573401560963e-20},
    {2.4802904179335845e-05, 3.15397713595963e-22},
    {-2.48002706819597e-05, 1.0083974251164085e-21},
    {2.7557490225318057e-06, -6.500300408654724e-23},
    {-2.7557148226503463e-06, -5.624459871432079e-23},
    {2.7557337083353163e-07, 1.4502658434955713e-23},
    {-2.755730136466002e-07, -2.4472526783403563e-23},
    {2.5052109918476226e-08, -6.807394864189793e-25},
    {-2.5052106852407546e-08, 1.2924868620853802e-24},
    {2.087675709796081e-09, -8.658839215884982e-26},
    {-2.087675687777539e-09, -4.849684877236172e-26},
    {1.6059043843534355e-10, 6.465141936497467e-27},
    {-1.6059043830108875e-10, 7.046449983196074e-27},
    {1.147074559808161e-11, -7.830340218001236e-28},
    {-1.147074559737784e-11, 4.194056116105366e-28},
    {7.647163731835846e-13, -3.8035184915187745e-29},
    {-7.647163731803788e-13, 4.886154187641447e-29},
    {4.779477332388026e-14, -9.319923331229129e-31},
    {-4.779477332386745e-14, -1.811833433216651e-30},
    {2.8114572543455435e-15, -8.713180440266469e-32},
    {-2.811457254345498e-15, -2.2878206410005478e-32}
  };

  private LogGammaBelowZero() {}

  static double at(double x) {
    double s = Math.abs(SineRatio.sine(x));
    if (s == 0 || x == Double.NEGATIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    if (x < END) {
      return Math.log(Math.PI / (s * -x)) - GammaFunction.logarithm(-x);
    }
    int n = (int) -Math.rint(x + ASIDE);
    double r = x + n;
    double product = r * (1 + r);
    double lost = Math.fma(r, 1 + r, -product);
    for (int k = 1; k <= n; k++) {
      double factor = r - k;
      double next = product * factor;
      lost = lost * factor + Math.fma(product, factor, -next);
      product = next;
    }
    double logarithm = Math.log(Math.abs(product)) + lost / product;
    double value = GammaFunction.aroundTwo(r) - logarithm;
    boolean hasCancelled = Math.abs(value) < 0.5 * Math.abs(logarithm);
    int zero = 2 * (n - FIRST) + (r > 0 ? 0 : 1);
    return hasCancelled && zero >= 0 && zero < ZEROS.length ? fromZero(n, r, ZEROS[zero]) : value;
  }

  /** The value at r − n less that at the zero. */
  private static double fromZero(int n, double r, double[] zero) {
    TwoDoubles h = TwoDoubles.sum(r, -zero[0]).plus(-zero[1]);
    TwoDoubles grown = new TwoDoubles(0, 0); // what the product has grown by since the zero, less 1
    for (int k = -1; k <= n; k++) {
      TwoDoubles change = h.over(TwoDoubles.sum(-k, zero[0]).plus(zero[1]));
      grown = grown.plus(change).plus(grown.times(change));
    }
    return h.high() * GammaFunction.slopeAroundTwo(r, zero[0]) - Math.log1p(grown.high());
  }
}
