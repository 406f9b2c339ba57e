package dev.leibniz.kernel;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one pool of threads that share large operations.
 *
 * <p>Work is cut into chunks whose bounds follow from its size and grain alone; which thread takes
 * which chunk is left to chance. So a result may depend on the chunks, never on the number of
 * threads. The caller takes chunks like the others and waits only for those that somebody has
 * begun, so that work may be split again from within a chunk.
 */
public final class Pool {
  private static final class Workers {
    static final ExecutorService ALL =
        Executors.newFixedThreadPool(
            Settings.THREADS, Thread.ofPlatform().daemon().name("leibniz-", 1).factory());
  }

  private Pool() {}

  /** How many threads share one operation. */
  public static int threads() {
    return Settings.THREADS;
  }

  /** Runs the body over 0 … n in chunks of {@code grain}; returns when all have run. */
  public static void parallel(int n, int grain, Range body) {
    int chunks = n / grain + (n % grain == 0 ? 0 : 1);
    int helpers = Math.min(Settings.THREADS, chunks) - 1;
    Work work = new Work(n, grain, chunks, body);
    for (int i = 0; i < helpers; i++) {
      Workers.ALL.execute(work::takeChunks);
    }
    work.takeChunks();
    work.join();
  }

  private static final class Work {
    private final int n;
    private final int grain;
    private final int chunks;
    private final Range body;
    private final AtomicInteger next = new AtomicInteger();
    private final CountDownLatch open;
    private volatile @Nullable Throwable failure;

    Work(int n, int grain, int chunks, Range body) {
      this.n = n;
      this.grain = grain;
      this.chunks = chunks;
      this.body = body;
      this.open = new CountDownLatch(chunks);
    }

    void takeChunks() {
      for (int i = next.getAndIncrement(); i < chunks; i = next.getAndIncrement()) {
        try {
          if (failure == null) {
            int from = i * grain;
            body.run(from, n - from > grain ? from + grain : n);
          }
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          open.countDown();
        }
      }
    }

    void join() {
      boolean interrupted = false;
      while (true) {
        try {
          open.await();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      switch (failure) {
        case null -> {}
        case Error e -> throw e;
        case RuntimeException e -> throw e;
        case Throwable e -> throw new AssertionError(e);
      }
    }
  }
}
