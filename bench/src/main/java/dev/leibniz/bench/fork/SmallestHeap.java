package dev.leibniz.bench.fork;

import dev.leibniz.bench.measure.Plan;

/** Finds the smallest {@code -Xmx} with which a task can be done, by bisection. */
public final class SmallestHeap {
  private static final long MEGABYTE = 1 << 20;

  /** The search ends when it is known to a sixteenth. */
  private static final int PRECISION = 16;

  private static final Plan ONCE = new Plan(0, 0, 0, 1, false);

  private SmallestHeap() {}

  /**
   * Finds it.
   *
   * @param fork one whose heap is large enough
   * @param order the task
   * @return bytes
   */
  public static long find(Fork fork, Order order) {
    Order once = new Order(order.workload(), order.task(), order.size(), ONCE, null, false);
    long low = 2;
    long high = megabytes(fork.heap());
    while (high - low > Math.max(1, high / PRECISION)) {
      long middle = (low + high) / 2;
      Fork smaller = new Fork(fork.paths(), middle + "m", fork.threads(), fork.limit());
      if (smaller.run(once).failure() == null) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high * MEGABYTE;
  }

  private static long megabytes(String heap) {
    long n = Long.parseLong(heap.substring(0, heap.length() - 1));
    return heap.endsWith("g") ? n * 1024 : n;
  }
}
