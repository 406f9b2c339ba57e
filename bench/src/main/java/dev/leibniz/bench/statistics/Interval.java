package dev.leibniz.bench.statistics;

/**
 * A number and where it may well be.
 *
 * @param low the lower end
 * @param estimate the number
 * @param high the upper end
 */
public record Interval(double low, double estimate, double high) {
  /**
   * Whether a value may be the true one.
   *
   * @param value the value
   * @return true if it is between the ends
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
