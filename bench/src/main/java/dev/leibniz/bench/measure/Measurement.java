package dev.leibniz.bench.measure;

/**
 * What was measured in one JVM.
 *
 * @param times nanoseconds per call, a sample each
 * @param callsPerSample how many calls a sample is the mean of
 * @param warmUp what happened before
 * @param allocatedBytes per call, by all threads
 * @param peakLiveBytes the most that was reachable during a call, or −1
 * @param collections of garbage, per second of measurement
 * @param collectionShare of the measured time that they took
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Measurement(
    double[] times,
    long callsPerSample,
    WarmUp warmUp,
    double allocatedBytes,
    long peakLiveBytes,
    double collections,
    double collectionShare) {
  Measurement withPeakLiveBytes(long bytes) {
    return new Measurement(
        times, callsPerSample, warmUp, allocatedBytes, bytes, collections, collectionShare);
  }
}
