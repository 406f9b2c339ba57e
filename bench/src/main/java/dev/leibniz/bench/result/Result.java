package dev.leibniz.bench.result;

import dev.leibniz.bench.statistics.Interval;
import dev.leibniz.bench.statistics.Samples;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One subject's result.
 *
 * @param subject what was measured
 * @param failure why there are no times, else null
 * @param dtype of the parameters
 * @param flags of the process that measured
 * @param inputs a checksum of the point, where known
 * @param blas what multiplied matrices, where known
 * @param checks the comparisons made before timing
 * @param runs nanoseconds per call: for each process its samples
 * @param median of all samples, in nanoseconds, with its 95 % interval, or null
 * @param spread the distance of the quartiles, in nanoseconds
 * @param warmUp what happened before the times were taken, or null
 * @param memory what memory was used, or null
 * @param seconds that the whole measurement took
 * @param reusedFrom when the result was measured, if it was taken over from an earlier file
 */
public record Result(
    Subject subject,
    @Nullable String failure,
    String dtype,
    List<String> flags,
    @Nullable String inputs,
    @Nullable String blas,
    List<Checked> checks,
    List<double[]> runs,
    @Nullable Interval median,
    double spread,
    @Nullable Warming warmUp,
    @Nullable Memory memory,
    double seconds,
    @Nullable String reusedFrom) {
  /**
   * A comparison with another way.
   *
   * @param name the two ways
   * @param error relative
   * @param tolerance what was allowed
   */
  public record Checked(String name, double error, double tolerance) {}

  /**
   * The warm-up of the first process.
   *
   * @param seconds how long it took
   * @param isSettled whether times had ceased to fall
   * @param windows nanoseconds per call, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Warming(double seconds, boolean isSettled, double[] windows) {}

  /**
   * What memory was used.
   *
   * @param allocatedBytes per call
   * @param peakLiveBytes reachable at most, or −1
   * @param collectionsPerSecond of garbage
   * @param collectionShare the part of the time that they took
   * @param smallestHeapBytes with which the task can be done, or −1 if nobody asked
   */
  public record Memory(
      double allocatedBytes,
      long peakLiveBytes,
      double collectionsPerSecond,
      double collectionShare,
      long smallestHeapBytes) {}

  /**
   * Whether there are times.
   *
   * @return false for a failure
   */
  public boolean isMeasured() {
    return failure == null && !runs.isEmpty();
  }

  /**
   * The median.
   *
   * @return nanoseconds per call
   */
  public double nanoseconds() {
    return Samples.median(Samples.joined(runs));
  }

  /**
   * The same, marked as taken over.
   *
   * @param from when it was measured
   * @return the marked result
   */
  public Result reused(String from) {
    return new Result(
        subject, failure, dtype, flags, inputs, blas, checks, runs, median, spread, warmUp, memory,
        seconds, from);
  }
}
