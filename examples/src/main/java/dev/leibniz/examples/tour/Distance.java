package dev.leibniz.examples.tour;

/** How far apart two lists of numbers are. */
final class Distance {
  private Distance() {}

  /**
   * The largest absolute difference; NaN if there is one, infinite if there are not equally many.
   */
  static double between(double[] a, double[] b) {
    double largest = a.length == b.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(a.length, b.length); i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]));
    }
    return largest;
  }

  /** The absolute difference, in units of the number that is expected. */
  static double relative(double found, double expected) {
    return Math.abs(found - expected) / Math.abs(expected);
  }
}
