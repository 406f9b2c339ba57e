package dev.leibniz.transform;

import dev.leibniz.op.Op;
import java.util.concurrent.atomic.LongAdder;

/**
 * How many ops have been evaluated, for the tests of what a derivative costs. Off, and then free,
 * unless the JVM starts with {@code -Dleibniz.count=on}.
 */
public final class OpCount {
  static final boolean ENABLED = "on".equals(System.getProperty("leibniz.count"));

  private static final LongAdder COUNT = new LongAdder();

  private OpCount() {}

  static void add(Op op) {
    COUNT.increment();
  }

  /** The ops evaluated while {@code body} ran. */
  public static long during(Runnable body) {
    if (!ENABLED) {
      throw new IllegalStateException("start the JVM with -Dleibniz.count=on to count ops");
    }
    long before = COUNT.sum();
    body.run();
    return COUNT.sum() - before;
  }
}
