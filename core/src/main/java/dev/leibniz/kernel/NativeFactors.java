package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.NumericalException;
import dev.leibniz.Shape;
import dev.leibniz.spi.Blas;
import dev.leibniz.spi.Lapack;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Factorisations of large matrices by LAPACK.
 *
 * <p>Each matrix is copied into native memory for the length of the call, so that no garbage
 * collection waits. LAPACK stores column by column what is stored row by row here; a matrix that is
 * read the other way round is its transpose, which costs nothing where the result is transposed
 * back by its strides.
 *
 * <p>Small matrices are done in Java sooner than a call has begun: the limits are about sizes
 * alone, so that equal calls give equal results.
 */
final class NativeFactors {
  private static final boolean FORCED = Settings.THRESHOLD == 1;
  private static final int QR = FORCED ? 2 : 32;
  private static final int EIGEN = FORCED ? 2 : 24;
  private static final int SINGULAR = FORCED ? 2 : 12;

  /** Elements that are copied at once: the collector must wait for each of them. */
  private static final int STRETCH = 1 << 17;

  private static final @Nullable Lapack FLOATS = find(DType.FLOAT32);
  private static final @Nullable Lapack DOUBLES = find(DType.FLOAT64);

  private NativeFactors() {}

  private static @Nullable Lapack find(DType dtype) {
    Blas blas = NativeLibraries.blas();
    Optional<Lapack> lapack = blas == null ? Optional.empty() : blas.lapack(dtype);
    return lapack.orElse(null);
  }

  private static @Nullable Lapack of(Dense a, int least) {
    int size = Math.min(a.shape().get(-1), a.shape().get(-2));
    return size < least ? null : a.dtype() == DType.FLOAT32 ? FLOATS : DOUBLES;
  }

  /** Q and R as {@link HouseholderQr#decompose} gives them, or null if that is quicker. */
  static Dense @Nullable [] qr(Dense a) {
    Lapack lapack = of(a, QR);
    if (lapack == null) {
      return null;
    }
    int m = a.shape().get(-2);
    int n = a.shape().get(-1);
    Shape lead = a.shape().range(0, a.rank() - 2);
    Object q = Copies.contiguous(Matrices.transposed(a)).array();
    Object r = Dense.newArray(a.dtype(), lead.size() * n * n);
    Matrices.each(
        lead.size(),
        (long) m * n * n,
        b -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = in(arena, q, b * m * n, m * n);
            MemorySegment tau = room(arena, q, n);
            lapack.geqrf(m, n, memory, tau);
            for (int i = 0; i < n; i++) {
              upper(memory, m, n, r, b * n * n, i);
            }
            lapack.orgqr(m, n, memory, tau);
            out(memory, q, b * m * n, m * n);
          }
        });
    return new Dense[] {
      Matrices.transposed(Dense.over(lead.join(Shape.of(n, m)), a.dtype(), q)),
      Dense.over(lead.join(Shape.of(n, n)), a.dtype(), r)
    };
  }

  /** Copies row i of R, from the diagonal on. */
  private static void upper(MemorySegment memory, int m, int n, Object r, int at, int i) {
    for (int j = i; j < n; j++) {
      long from = (long) j * m + i;
      if (r instanceof float[] f) {
        f[at + i * n + j] = memory.getAtIndex(ValueLayout.JAVA_FLOAT, from);
      } else {
        ((double[]) r)[at + i * n + j] = memory.getAtIndex(ValueLayout.JAVA_DOUBLE, from);
      }
    }
  }

  /** As {@link SymmetricEigen#decompose}, or null if that is quicker. */
  static Dense @Nullable [] eigen(Dense a, String operation) {
    Lapack lapack = of(a, EIGEN);
    if (lapack == null) {
      return null;
    }
    int n = a.shape().get(-1);
    Shape lead = a.shape().range(0, a.rank() - 2);
    Dense below = (Dense) a.tril();
    Matrices.requireFinite(below, operation);
    Object vectors = Copies.contiguous(below).array();
    Object values = Dense.newArray(a.dtype(), lead.size() * n);
    Matrices.each(
        lead.size(),
        6L * n * n * n,
        b -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = in(arena, vectors, b * n * n, n * n);
            MemorySegment w = room(arena, vectors, n);
            requireConvergence(lapack.syevd(n, memory, w), a, b, operation);
            out(memory, vectors, b * n * n, n * n);
            out(w, values, b * n, n);
          }
        });
    return new Dense[] {
      Dense.over(lead.join(Shape.of(n)), a.dtype(), values),
      Matrices.transposed(Dense.over(a.shape(), a.dtype(), vectors))
    };
  }

  /** As {@link SingularValues#decompose}, or null if that is quicker. */
  static Dense @Nullable [] singular(Dense a, String operation) {
    Lapack lapack = of(a, SINGULAR);
    if (lapack == null) {
      return null;
    }
    Matrices.requireFinite(a, operation);
    int m = a.shape().get(-2);
    int n = a.shape().get(-1);
    Shape lead = a.shape().range(0, a.rank() - 2);
    Object u = Copies.contiguous(a).array();
    Object s = Dense.newArray(a.dtype(), lead.size() * n);
    Object v = Dense.newArray(a.dtype(), lead.size() * n * n);
    Matrices.each(
        lead.size(),
        20L * m * n * n,
        b -> {
          try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = in(arena, u, b * m * n, m * n);
            MemorySegment values = room(arena, u, n);
            MemorySegment left = room(arena, u, n * n);
            MemorySegment right = room(arena, u, m * n);
            requireConvergence(lapack.gesdd(n, m, memory, values, left, right), a, b, operation);
            out(right, u, b * m * n, m * n);
            out(values, s, b * n, n);
            out(left, v, b * n * n, n * n);
          }
        });
    Shape square = lead.join(Shape.of(n, n));
    return new Dense[] {
      Dense.over(a.shape(), a.dtype(), u),
      Dense.over(lead.join(Shape.of(n)), a.dtype(), s),
      Matrices.transposed(Dense.over(square, a.dtype(), v))
    };
  }

  private static void requireConvergence(int info, Dense a, int b, String operation) {
    if (info != 0) {
      throw new NumericalException(
          operation
              + ": no convergence for "
              + Matrices.entry(a, b)
              + "; scale it, or add a small multiple of the identity");
    }
  }

  private static MemorySegment room(Arena arena, Object like, int n) {
    int bytes = like instanceof float[] ? Float.BYTES : Double.BYTES;
    return arena.allocate((long) Math.max(1, n) * bytes, 64);
  }

  private static MemorySegment in(Arena arena, Object array, int at, int n) {
    MemorySegment memory = room(arena, array, n);
    for (int i = 0; i < n; i += STRETCH) {
      int count = Math.min(STRETCH, n - i);
      if (array instanceof float[] f) {
        MemorySegment.copy(f, at + i, memory, ValueLayout.JAVA_FLOAT, 4L * i, count);
      } else {
        MemorySegment.copy(
            (double[]) array, at + i, memory, ValueLayout.JAVA_DOUBLE, 8L * i, count);
      }
    }
    return memory;
  }

  private static void out(MemorySegment memory, Object array, int at, int n) {
    for (int i = 0; i < n; i += STRETCH) {
      int count = Math.min(STRETCH, n - i);
      if (array instanceof float[] f) {
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, 4L * i, f, at + i, count);
      } else {
        MemorySegment.copy(
            memory, ValueLayout.JAVA_DOUBLE, 8L * i, (double[]) array, at + i, count);
      }
    }
  }
}
