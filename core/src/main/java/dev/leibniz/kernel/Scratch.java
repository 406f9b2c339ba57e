package dev.leibniz.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.SoftReference;
import java.util.Iterator;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a matrix in native memory, for the length of a native call.
 *
 * <p>The memory is used again: a few pieces wait, softly referenced, so that a process that is
 * short of memory gets them back from the collector.
 */
final class Scratch implements AutoCloseable {
  private static final int KEPT = 2 * Settings.THREADS + 2;
  private static final int ALIGNMENT = 64;

  /** Elements that are copied at once: the collector must wait for each of them. */
  private static final int STRETCH = 1 << 17;

  private static final ConcurrentLinkedDeque<SoftReference<MemorySegment>> FREE =
      new ConcurrentLinkedDeque<>();

  private final Matrix matrix;

  /** The matrix with its runs as rows. */
  private final Matrix stored;

  private final int leading;
  private final MemorySegment memory;

  private Scratch(Matrix matrix) {
    this.matrix = matrix;
    this.stored = matrix.hasRuns() ? matrix : matrix.transposed();
    this.leading = stored.columns();
    int bytes = matrix.array() instanceof float[] ? Float.BYTES : Double.BYTES;
    this.memory = take((long) stored.rows() * leading * bytes);
  }

  /** Room for a matrix of which the rows or the columns are runs. */
  static Scratch of(Matrix matrix) {
    return new Scratch(matrix);
  }

  boolean isTransposed() {
    return stored != matrix;
  }

  int leading() {
    return leading;
  }

  MemorySegment memory() {
    return memory;
  }

  /** Copies the matrix in. */
  void fill() {
    if (stored.rowStride() == leading) {
      int n = stored.rows() * leading;
      for (int i = 0; i < n; i += STRETCH) {
        in(stored.at() + i, i, Math.min(STRETCH, n - i));
      }
    } else {
      for (int i = 0; i < stored.rows(); i++) {
        in(stored.at() + i * stored.rowStride(), (long) i * leading, leading);
      }
    }
  }

  /** Copies the matrix out. */
  void store() {
    if (stored.rowStride() == leading) {
      int n = stored.rows() * leading;
      for (int i = 0; i < n; i += STRETCH) {
        out(i, stored.at() + i, Math.min(STRETCH, n - i));
      }
    } else {
      for (int i = 0; i < stored.rows(); i++) {
        out((long) i * leading, stored.at() + i * stored.rowStride(), leading);
      }
    }
  }

  private void in(int from, long to, int count) {
    if (stored.array() instanceof float[] f) {
      MemorySegment.copy(f, from, memory, ValueLayout.JAVA_FLOAT, to * Float.BYTES, count);
    } else {
      double[] d = (double[]) stored.array();
      MemorySegment.copy(d, from, memory, ValueLayout.JAVA_DOUBLE, to * Double.BYTES, count);
    }
  }

  private void out(long from, int to, int count) {
    if (stored.array() instanceof float[] f) {
      MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, from * Float.BYTES, f, to, count);
    } else {
      double[] d = (double[]) stored.array();
      MemorySegment.copy(memory, ValueLayout.JAVA_DOUBLE, from * Double.BYTES, d, to, count);
    }
  }

  @Override
  public void close() {
    if (FREE.size() < KEPT) {
      FREE.addFirst(new SoftReference<>(memory));
    }
  }

  /** The first waiting piece that is large enough, else a new one in place of one that is not. */
  private static MemorySegment take(long bytes) {
    Iterator<SoftReference<MemorySegment>> waiting = FREE.iterator();
    while (waiting.hasNext()) {
      SoftReference<MemorySegment> reference = waiting.next();
      @Nullable MemorySegment memory = reference.get();
      if (memory == null || memory.byteSize() >= bytes) {
        boolean isOurs = FREE.remove(reference);
        if (isOurs && memory != null) {
          return memory;
        }
      }
    }
    if (FREE.size() >= KEPT) {
      FREE.pollLast();
    }
    return Arena.ofAuto().allocate(bytes, ALIGNMENT);
  }
}
