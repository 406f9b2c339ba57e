package dev.leibniz.bench.measure;

import java.util.function.Supplier;

/** Times calls. */
final class Clock {
  private final Supplier<?> work;
  private final Sink sink = new Sink();

  Clock(Supplier<?> work) {
    this.work = work;
  }

  /** Nanoseconds per call. */
  double time(long calls) {
    long start = System.nanoTime();
    for (long i = 0; i < calls; i++) {
      sink.take(work.get());
    }
    double elapsed = System.nanoTime() - start;
    sink.forget();
    return elapsed / calls;
  }
}
