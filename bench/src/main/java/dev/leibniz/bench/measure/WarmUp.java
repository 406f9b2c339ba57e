package dev.leibniz.bench.measure;

import dev.leibniz.bench.statistics.Samples;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened before the measurement.
 *
 * <p>A JVM first interprets, then runs quick code with counters, and a slow compiler works on what
 * is called often. While code waits for that compiler, times can stand still for seconds at ten
 * times what they come to. So times have settled when they no longer fall and the compilers rest.
 *
 * @param windows nanoseconds per call in each window of calls, in order
 * @param seconds how long it took
 * @param isSettled whether the last windows were no quicker than those before, and not compiled in
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record WarmUp(double[] windows, double seconds, boolean isSettled) {
  /** As many windows are compared with as many before them. */
  private static final int COMPARED = 4;

  /** Times have settled when they no longer fall by more than this. */
  private static final double STILL_FALLING = 0.02;

  /** The compilers rest when they work for less than this share of the time. */
  private static final double STILL_COMPILING = 0.05;

  private static final CompilationMXBean COMPILERS = ManagementFactory.getCompilationMXBean();

  static WarmUp run(Clock clock, Plan plan) {
    List<Double> windows = new ArrayList<>();
    List<Double> compiling = new ArrayList<>();
    long start = System.nanoTime();
    long calls = 1;
    while (true) {
      long before = System.nanoTime();
      long compiled = COMPILERS.getTotalCompilationTime();
      double perCall = clock.time(calls);
      double elapsed = (System.nanoTime() - before) / 1e6;
      windows.add(perCall);
      compiling.add((COMPILERS.getTotalCompilationTime() - compiled) / elapsed);
      double seconds = (System.nanoTime() - start) / 1e9;
      boolean isSettled = isSettled(windows) && isAtRest(compiling);
      if (isSettled && seconds >= plan.leastWarmUp() || seconds >= plan.mostWarmUp()) {
        double[] w = windows.stream().mapToDouble(Double::doubleValue).toArray();
        return new WarmUp(w, seconds, isSettled);
      }
      calls = Math.max(1, (long) (plan.leastWarmUp() / (2 * COMPARED) * 1e9 / perCall));
    }
  }

  /** So many calls, whatever the times are. */
  static WarmUp counted(Clock clock, long calls) {
    long start = System.nanoTime();
    double perCall = clock.time(calls);
    return new WarmUp(new double[] {perCall}, (System.nanoTime() - start) / 1e9, true);
  }

  private static boolean isSettled(List<Double> windows) {
    int n = windows.size();
    return n >= 2 * COMPARED
        && median(windows.subList(n - COMPARED, n))
            >= (1 - STILL_FALLING) * median(windows.subList(n - 2 * COMPARED, n - COMPARED));
  }

  private static boolean isAtRest(List<Double> compiling) {
    int n = compiling.size();
    return compiling.subList(n - COMPARED, n).stream()
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow()
        < STILL_COMPILING;
  }

  private static double median(List<Double> windows) {
    return Samples.median(windows.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
