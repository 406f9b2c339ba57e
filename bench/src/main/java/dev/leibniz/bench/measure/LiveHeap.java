package dev.leibniz.bench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * The most that is reachable while a piece of work runs. Beside the work a thread collects garbage
 * without a pause and notes what is left each time; what is reachable only between two collections
 * is missed, so the number is a lower bound, and calls are repeated to come close.
 */
final class LiveHeap {
  private static final double SECONDS = 0.5;
  private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

  private LiveHeap() {}

  static long peak(Supplier<?> work, double secondsPerCall) {
    AtomicBoolean isOver = new AtomicBoolean();
    AtomicLong peak = new AtomicLong();
    Thread collector =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              do {
                System.gc();
                long used = MEMORY.getHeapMemoryUsage().getUsed();
                peak.accumulateAndGet(used, Math::max);
              } while (!isOver.get());
            });
    Sink sink = new Sink();
    long start = System.nanoTime();
    do {
      sink.take(work.get());
    } while ((System.nanoTime() - start) / 1e9 < Math.max(SECONDS, secondsPerCall));
    isOver.set(true);
    try {
      collector.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return peak.get();
  }
}
