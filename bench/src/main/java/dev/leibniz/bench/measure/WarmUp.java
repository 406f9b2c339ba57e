package dev.leibniz.bench.measure;

import dev.leibniz.bench.statistics.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened before the measurement.
 *
 * @param windows nanoseconds per call in each window of calls, in order
 * @param seconds how long it took
 * @param isSettled whether the last windows were no quicker than those before
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record WarmUp(double[] windows, double seconds, boolean isSettled) {
  /** As many windows are compared with as many before them. */
  private static final int COMPARED = 4;

  /** Times have settled when they no longer fall by more than this. */
  private static final double STILL_FALLING = 0.02;

  static WarmUp run(Clock clock, Plan plan) {
    List<Double> windows = new ArrayList<>();
    long start = System.nanoTime();
    long calls = 1;
    boolean isSettled = false;
    while (true) {
      double perCall = clock.time(calls);
      windows.add(perCall);
      double seconds = (System.nanoTime() - start) / 1e9;
      isSettled = seconds >= plan.leastWarmUp() && isSettled(windows);
      if (isSettled || seconds >= plan.mostWarmUp()) {
        double[] w = windows.stream().mapToDouble(Double::doubleValue).toArray();
        return new WarmUp(w, seconds, isSettled);
      }
      calls = Math.max(1, (long) (plan.leastWarmUp() / (2 * COMPARED) * 1e9 / perCall));
    }
  }

  private static boolean isSettled(List<Double> windows) {
    int n = windows.size();
    return n >= 2 * COMPARED
        && median(windows.subList(n - COMPARED, n))
            >= (1 - STILL_FALLING) * median(windows.subList(n - 2 * COMPARED, n - COMPARED));
  }

  private static double median(List<Double> windows) {
    return Samples.median(windows.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
