package dev.leibniz.conformance;

import dev.leibniz.Tensor;

/** How far an element may be from what it should be. */
sealed interface Tolerance {
  /**
   * PyTorch 1.13 in float32 differs from its own float64 answers by less than 3e-5 · (1 + largest)
   * in 99.8 % of 25 600 tensors of six files of cases, and by 6.3e-4 where 1e5 − 1e5 leaves 0.1
   * (atan2 of equal arguments near 0). What is beyond this still gets what {@link RoundingNoise}
   * finds.
   */
  OfTensor FLOAT32 = new OfTensor(1e-3);

  /**
   * How far an element may be from {@code theirs}, in a tensor whose largest finite magnitude is
   * given.
   */
  double allowed(double theirs, double largest);

  /**
   * atol + rtol · |theirs|.
   *
   * @param rtol relative to the element
   * @param atol absolute
   */
  record OfElement(double rtol, double atol) implements Tolerance {
    @Override
    public double allowed(double theirs, double largest) {
      return atol + rtol * Math.abs(theirs);
    }
  }

  /**
   * share · (1 + largest): float32 loses small elements of a sum beside large ones.
   *
   * @param share relative to the largest element
   */
  record OfTensor(double share) implements Tolerance {
    @Override
    public double allowed(double theirs, double largest) {
      return share * (1 + largest);
    }
  }

  /** The largest finite magnitude in a tensor; 0 if there is none. */
  static double largest(Tensor x) {
    double largest = 0;
    for (double a : x.toArray()) {
      largest = Double.isFinite(a) ? Math.max(largest, Math.abs(a)) : largest;
    }
    return largest;
  }
}
