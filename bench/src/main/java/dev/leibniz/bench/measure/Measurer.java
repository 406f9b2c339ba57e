package dev.leibniz.bench.measure;

import com.sun.management.ThreadMXBean;
import dev.leibniz.bench.statistics.Samples;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Measures time, allocation and collections of one piece of work. */
public final class Measurer {
  private static final int MOST_SAMPLES = 200;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Measurer() {}

  /**
   * Measures.
   *
   * @param work what is called again and again
   * @param plan how long
   * @return what was found
   */
  public static Measurement measure(Supplier<?> work, Plan plan) {
    Clock clock = new Clock(work);
    WarmUp warmUp = WarmUp.run(clock, plan);
    double[] last = warmUp.windows();
    double perCall = last[last.length - 1];
    long calls = Math.max(1, (long) Math.ceil(plan.seconds() * 1e9 / MOST_SAMPLES / perCall));
    Measurement found =
        timed(clock, warmUp, calls, (n, s) -> n >= plan.samples() && s >= plan.seconds());
    return plan.withMemory()
        ? found.withPeakLiveBytes(LiveHeap.peak(work, Samples.median(found.times()) / 1e9))
        : found;
  }

  /**
   * Measures by a number of calls.
   *
   * @param work what is called again and again
   * @param calls how often
   * @return what was found, without the live heap
   */
  public static Measurement measure(Supplier<?> work, Calls calls) {
    Clock clock = new Clock(work);
    WarmUp warmUp = WarmUp.counted(clock, calls.warmUp());
    return timed(clock, warmUp, calls.perSample(), (n, s) -> n >= calls.samples());
  }

  /** Whether so many samples, in so many seconds, are enough. */
  @FunctionalInterface
  private interface Enough {
    boolean at(int samples, double seconds);
  }

  private static Measurement timed(Clock clock, WarmUp warmUp, long calls, Enough enough) {
    System.gc();
    long collections = collections();
    long collecting = collecting();
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    List<Double> times = new ArrayList<>();
    double elapsed = 0;
    while (!enough.at(times.size(), elapsed)) {
      times.add(clock.time(calls));
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    double bytes = THREADS.getTotalThreadAllocatedBytes() - allocated;
    return new Measurement(
        times.stream().mapToDouble(Double::doubleValue).toArray(),
        calls,
        warmUp,
        bytes / ((double) calls * times.size()),
        -1,
        (collections() - collections) / elapsed,
        (collecting() - collecting) / 1e3 / elapsed);
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }

  private static long collecting() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
