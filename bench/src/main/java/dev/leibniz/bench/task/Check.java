package dev.leibniz.bench.task;

/**
 * How far a result is from what another way gave.
 *
 * @param name the two ways
 * @param error their distance, relative to the larger of the two
 * @param tolerance what rounding explains
 */
public record Check(String name, double error, double tolerance) {
  static Check of(String name, double difference, double scale, double tolerance) {
    double error = difference == 0 ? 0 : difference / scale;
    return new Check(name, error, tolerance);
  }

  /**
   * Whether the two agree. NaN agrees with nothing.
   *
   * @return true if the error is within the tolerance
   */
  public boolean isPassed() {
    return error <= tolerance;
  }
}
