package dev.leibniz.kernel;

import dev.leibniz.spi.NativeScratch;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A copy of a matrix in native memory, for the length of a native call. */
final class Scratch implements AutoCloseable {
  /** Elements that are copied at once: the collector must wait for each of them. */
  private static final int STRETCH = 1 << 17;

  private final Matrix matrix;

  /** The matrix with its runs as rows. */
  private final Matrix stored;

  private final int leading;
  private final NativeScratch scratch;

  private Scratch(Matrix matrix) {
    this.matrix = matrix;
    this.stored = matrix.hasRuns() ? matrix : matrix.transposed();
    this.leading = stored.columns();
    int bytes = matrix.array() instanceof float[] ? Float.BYTES : Double.BYTES;
    this.scratch = NativeScratch.of((long) stored.rows() * leading * bytes);
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
    return scratch.memory();
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
      MemorySegment.copy(f, from, memory(), ValueLayout.JAVA_FLOAT, to * Float.BYTES, count);
    } else {
      double[] d = (double[]) stored.array();
      MemorySegment.copy(d, from, memory(), ValueLayout.JAVA_DOUBLE, to * Double.BYTES, count);
    }
  }

  private void out(long from, int to, int count) {
    if (stored.array() instanceof float[] f) {
      MemorySegment.copy(memory(), ValueLayout.JAVA_FLOAT, from * Float.BYTES, f, to, count);
    } else {
      double[] d = (double[]) stored.array();
      MemorySegment.copy(memory(), ValueLayout.JAVA_DOUBLE, from * Double.BYTES, d, to, count);
    }
  }

  @Override
  public void close() {
    scratch.close();
  }
}
