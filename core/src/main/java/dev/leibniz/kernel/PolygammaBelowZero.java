package dev.leibniz.kernel;

/**
 * Digamma and its derivatives at negative numbers, where those of even order cross zero once
 * between any two poles.
 *
 * <p>By the reflection (NIST Digital Library of Mathematical Functions 5.15.6) (−1)ⁿ ψₙ(1 − x) − π
 * dⁿ/dxⁿ cot(πx), a difference of numbers that cancel near the zeros; so it is taken in {@link
 * TwoDoubles}. ψₙ is summed up to where its asymptotic series (5.11.2, derived n times) takes over.
 */
final class PolygammaBelowZero {
  /** Where the asymptotic series takes over, for digamma. */
  private static final int FAR = 30;

  /** What a pole contributes when nothing else counts, and powers might overflow. */
  private static final double HUGE = 1e280;

  /** B₂ₖ / 2k, from k = 1: numerators and denominators. */
  private static final double[][] BERNOULLI = {
    {1, 12},
    {-1, 120},
    {1, 252},
    {-1, 240},
    {1, 132},
    {-691, 32760},
    {1, 12},
    {-3617, 8160},
    {43867, 14364},
    {-174611, 6600},
    {77683, 276},
    {-236364091, 65520},
    {657931, 12}
  };

  private static final TwoDoubles[] SERIES = new TwoDoubles[BERNOULLI.length];

  static {
    for (int k = 0; k < SERIES.length; k++) {
      SERIES[k] = new TwoDoubles(BERNOULLI[k][0], 0).over(BERNOULLI[k][1]);
    }
  }

  private PolygammaBelowZero() {}

  /** The n-th derivative of digamma at a negative number, finite and not whole. */
  static double at(int n, double x) {
    double r = x - Math.rint(x);
    double pole = factorial(n) / Math.pow(r, n + 1);
    if (Math.abs(pole) > HUGE) {
      return n % 2 == 0 ? -pole : pole;
    }
    TwoDoubles cotangents = cotangent(n, r).times(TwoDoubles.PI.power(n + 1));
    return aboveZero(n, TwoDoubles.sum(1, -x)).minus(cotangents).high();
  }

  private static double factorial(int n) {
    double f = 1;
    for (int i = 2; i <= n; i++) {
      f *= i;
    }
    return f;
  }

  /** (−1)ⁿ ψₙ(y) for y ≥ 1. */
  private static TwoDoubles aboveZero(int n, TwoDoubles y) {
    TwoDoubles poles = new TwoDoubles(0, 0);
    TwoDoubles far = y;
    while (far.high() < FAR + n) {
      poles = poles.plus(TwoDoubles.ONE.over(far.power(n + 1)));
      far = far.plus(1);
    }
    TwoDoubles one = TwoDoubles.ONE.over(far.power(n));
    TwoDoubles square = far.times(far);
    TwoDoubles sum = n == 0 ? far.log() : one.times(-factorial(n - 1));
    sum = sum.minus(one.over(far).times(0.5 * factorial(n)));
    TwoDoubles power = one;
    for (int k = 0; k < SERIES.length; k++) {
      power = power.over(square);
      sum = sum.minus(SERIES[k].times(power).times(rising(2 * k + 2, n)));
    }
    return sum.minus(poles.times(factorial(n)));
  }

  /** a (a + 1) … (a + n − 1). */
  private static double rising(int a, int n) {
    double p = 1;
    for (int i = 0; i < n; i++) {
      p *= a + i;
    }
    return p;
  }

  /**
   * π⁻ⁿ dⁿ/dxⁿ cot(πx): a polynomial in the cotangent, of which each is −(1 + c²) times the
   * derivative of the one before.
   */
  private static TwoDoubles cotangent(int n, double r) {
    double[] p = {0, 1};
    for (int i = 0; i < n; i++) {
      double[] next = new double[p.length + 1];
      for (int k = 1; k < p.length; k++) {
        next[k - 1] -= k * p[k];
        next[k + 1] -= k * p[k];
      }
      p = next;
    }
    TwoDoubles c = cotangent(r);
    TwoDoubles sum = new TwoDoubles(0, 0);
    for (int k = p.length - 1; k >= 0; k--) {
      sum = sum.times(c).plus(p[k]);
    }
    return sum;
  }

  /** cot(πr), for |r| ≤ 1/2. */
  private static TwoDoubles cotangent(double r) {
    double a = Math.abs(r);
    boolean isSteep = a <= 0.25;
    double u = isSteep ? a : 0.5 - a;
    TwoDoubles sine = TwoDoubles.sine(u);
    TwoDoubles cosine = TwoDoubles.cosine(u);
    TwoDoubles c = isSteep ? cosine.over(sine) : sine.over(cosine);
    return r < 0 ? c.negated() : c;
  }
}
