package dev.leibniz.kernel;

/**
 * A number in two parts, high + low, of which the low one is at most half a unit of the high one:
 * some 106 bits. For sums that cancel.
 *
 * <p>The algorithms are those of T. J. Dekker, "A floating-point technique for extending the
 * available precision", Numer. Math. 18 (1971), with a fused product for his split one.
 */
record TwoDoubles(double high, double low) {
  static final TwoDoubles ONE = new TwoDoubles(1, 0);
  static final TwoDoubles PI = new TwoDoubles(Math.PI, 1.2246467991473532e-16);

  private static final TwoDoubles LN_TWO =
      new TwoDoubles(0.6931471805599453, 2.3190468138462996e-17);
  private static final double SQRT_HALF = 0.7071067811865476;

  /** As many terms as the series of log, sin and cos need. */
  private static final int LOG_TERMS = 21;

  private static final int CIRCLE_TERMS = 14;

  /** a + b, exactly. */
  static TwoDoubles sum(double a, double b) {
    double s = a + b;
    double t = s - a;
    return new TwoDoubles(s, a - (s - t) + (b - t));
  }

  /** a b, exactly. */
  static TwoDoubles product(double a, double b) {
    double p = a * b;
    return new TwoDoubles(p, Math.fma(a, b, -p));
  }

  /** a + b where a is the greater. */
  private static TwoDoubles joined(double a, double b) {
    double s = a + b;
    return new TwoDoubles(s, b - (s - a));
  }

  TwoDoubles plus(TwoDoubles other) {
    TwoDoubles s = sum(high, other.high);
    TwoDoubles t = sum(low, other.low);
    TwoDoubles u = joined(s.high, s.low + t.high);
    return joined(u.high, u.low + t.low);
  }

  TwoDoubles plus(double other) {
    TwoDoubles s = sum(high, other);
    return joined(s.high, s.low + low);
  }

  TwoDoubles negated() {
    return new TwoDoubles(-high, -low);
  }

  TwoDoubles minus(TwoDoubles other) {
    return plus(other.negated());
  }

  TwoDoubles times(TwoDoubles other) {
    TwoDoubles p = product(high, other.high);
    return joined(p.high, p.low + (high * other.low + low * other.high));
  }

  TwoDoubles times(double other) {
    TwoDoubles p = product(high, other);
    return joined(p.high, p.low + low * other);
  }

  TwoDoubles over(TwoDoubles other) {
    double first = high / other.high;
    TwoDoubles rest = minus(other.times(first));
    double second = rest.high / other.high;
    double third = rest.minus(other.times(second)).high / other.high;
    return joined(first, second).plus(third);
  }

  TwoDoubles over(double other) {
    return over(new TwoDoubles(other, 0));
  }

  /** The n-th power, for n ≥ 0. */
  TwoDoubles power(int n) {
    TwoDoubles p = ONE;
    for (int i = 0; i < n; i++) {
      p = p.times(this);
    }
    return p;
  }

  /**
   * The logarithm of a positive number: that of a power of two, and 2 artanh((m − 1) / (m + 1)).
   */
  TwoDoubles log() {
    int exponent = Math.getExponent(high * SQRT_HALF) + 1;
    TwoDoubles m = new TwoDoubles(Math.scalb(high, -exponent), Math.scalb(low, -exponent));
    TwoDoubles s = m.plus(-1).over(m.plus(1));
    TwoDoubles square = s.times(s);
    TwoDoubles series = new TwoDoubles(0, 0);
    for (int k = LOG_TERMS; k >= 0; k--) {
      series = series.times(square).plus(ONE.over(2 * k + 1));
    }
    return LN_TWO.times(exponent).plus(series.times(s).times(2));
  }

  /** sin(πu) for 0 ≤ u ≤ 1/4. */
  static TwoDoubles sine(double u) {
    TwoDoubles t = PI.times(u);
    return circle(t, 1).times(t);
  }

  /** cos(πu) for 0 ≤ u ≤ 1/4. */
  static TwoDoubles cosine(double u) {
    return circle(PI.times(u), 0);
  }

  /** 1 − t² / ((1 + first) (2 + first)) (1 − t² / ((3 + first) (4 + first)) (1 − …)). */
  private static TwoDoubles circle(TwoDoubles t, int first) {
    TwoDoubles square = t.times(t).negated();
    TwoDoubles s = ONE;
    for (int k = CIRCLE_TERMS; k > 0; k--) {
      s = s.times(square).over((2 * k - 1 + first) * (2 * k + first)).plus(1);
    }
    return s;
  }
}
