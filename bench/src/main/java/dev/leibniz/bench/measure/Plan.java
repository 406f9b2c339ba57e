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
   * @param warmUp the least seconds of warm-up; at most it takes ten seconds and ten times as long
   * @param seconds of measurement
   * @return at least five samples, and the live heap
   */
  public static Plan of(double warmUp, double seconds) {
    return new Plan(warmUp, 10 * warmUp + 10, seconds, 5, true);
  }
}
