package dev.leibniz.bench.measure;

/**
 * How long to measure.
 *
 * @param leastWarmUp seconds of warm-up, though times have settled
 * @param mostWarmUp seconds after which warm-up ends, though times still fall
 * @param seconds of measurement
 * @param samples at least so many, though the time is over
 * @param withMemory whether the live heap is measured, which takes full collections
 */
public record Plan(
    double leastWarmUp, double mostWarmUp, double seconds, int samples, boolean withMemory) {
  /**
   * The usual plan.
   *
   * @param seconds of measurement
   * @return the plan: warm-up of at least as long, at most ten times and ten seconds more
   */
  public static Plan of(double seconds) {
    return new Plan(seconds, 10 * seconds + 10, seconds, 5, true);
  }
}
