package dev.leibniz.optim.solver;

/**
 * Quantiles of Student's distribution, by bisection on its tail: half the regularised incomplete
 * beta function I(ν/(ν + t²); ν/2, 1/2), for whole ν a finite sum (Abramowitz and Stegun, 26.7.3
 * and 26.7.4).
 */
final class StudentQuantile {
  private StudentQuantile() {}

  /** The t below which a value falls with this probability, at least a half. */
  static double of(double probability, int freedom) {
    double low = 0;
    double high = 1;
    while (inside(high, freedom) < 2 * probability - 1 && high < 1e300) {
      low = high;
      high *= 2;
    }
    while (true) {
      double t = 0.5 * (low + high);
      if (t <= low || t >= high) {
        return t;
      }
      if (inside(t, freedom) < 2 * probability - 1) {
        low = t;
      } else {
        high = t;
      }
    }
  }

  /** The probability of falling between −t and t. */
  private static double inside(double t, int freedom) {
    double angle = Math.atan2(t, Math.sqrt(freedom));
    double sine = Math.sin(angle);
    double cosine = Math.cos(angle);
    boolean odd = freedom % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = odd && freedom == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    return odd ? 2 / Math.PI * (angle + sine * sum) : sine * sum;
  }
}
