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
    System.gc();
    long collections = collections();
    long collecting = collecting();
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    long start = System.nanoTime();
    List<Double> times = new ArrayList<>();
    double elapsed = 0;
    while (times.size() < plan.samples() || elapsed < plan.seconds()) {
      times.add(clock.time(calls));
      elapsed = (System.nanoTime() - start) / 1e9;
    }
    double bytes = THREADS.getTotalThreadAllocatedBytes() - allocated;
    double share = (collecting() - collecting) / 1e3 / elapsed;
    double perSecond = (collections() - collections) / elapsed;
    long live = plan.withMemory() ? LiveHeap.peak(work, medianSeconds(times)) : -1;
    return new Measurement(
        times.stream().mapToDouble(Double::doubleValue).toArray(),
        calls,
        warmUp,
        bytes / ((double) calls * times.size()),
        live,
        perSecond,
        share);
  }

  private static double medianSeconds(List<Double> times) {
    return Samples.median(times.stream().mapToDouble(Double::doubleValue).toArray()) / 1e9;
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
