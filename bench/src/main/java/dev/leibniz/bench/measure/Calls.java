package dev.leibniz.bench.measure;

/**
 * How often to call, where two processes must do the same to the last call. A compiler that is
 * waited for and counts the same calls makes the same code, so that times of two processes differ
 * by what else the machine does and by nothing else.
 *
 * @param warmUp calls that are not timed
 * @param perSample calls that a sample is the mean of
 * @param samples how many of those
 */
public record Calls(long warmUp, long perSample, int samples) {
  private static final double WARM_UP_SECONDS = 0.5;
  private static final double SAMPLE_SECONDS = 0.004;
  private static final int SAMPLES = 32;

  /** A method is compiled for good after some thousand calls; an operation has many in one call. */
  private static final long MOST_WARM_UP = 3000;

  private static final long LEAST_WARM_UP = 50;

  /**
   * As many calls as take about half a second, and a little more until they are compiled.
   *
   * @param nanoseconds that a call takes
   * @return the numbers of calls
   */
  public static Calls of(double nanoseconds) {
    double perSecond = 1e9 / nanoseconds;
    long warmUp = Math.clamp((long) (WARM_UP_SECONDS * perSecond), LEAST_WARM_UP, MOST_WARM_UP);
    return new Calls(warmUp, Math.max(1, (long) (SAMPLE_SECONDS * perSecond)), SAMPLES);
  }
}
