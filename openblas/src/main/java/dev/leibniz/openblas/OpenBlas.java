package dev.leibniz.openblas;

import dev.leibniz.DType;
import dev.leibniz.spi.Blas;
import dev.leibniz.spi.Lapack;
import dev.leibniz.spi.Transpose;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Matrix products by OpenBLAS, or by another library with the CBLAS interface.
 *
 * <p>The library is looked for in this order:
 *
 * <ol>
 *   <li>the file that {@code -Dleibniz.openblas.path} names;
 *   <li>the system's own OpenBLAS, if it is of version 0.3.20 or later, built with pthreads, and
 *       knows the processor;
 *   <li>in a jar {@code org.bytedeco:openblas} for this platform on the class path or module path.
 *       It is used as a container only: its shared libraries are unpacked once, to {@code
 *       $XDG_CACHE_HOME/leibniz} or {@code ~/.cache/leibniz};
 *   <li>any OpenBLAS of the system; on macOS then Accelerate.
 * </ol>
 *
 * <p>{@code -Dleibniz.openblas=jar} passes over the second, so that results have the same bits on
 * machines of a kind, whatever is installed there.
 *
 * <p>OpenBLAS is set to one thread, for the whole process: Leibniz splits large products itself.
 */
public final class OpenBlas implements Blas {
  private static final int ROW_BY_ROW = 101;

  private final String name;

  /**
   * Finds the library, which happens once in a process.
   *
   * @throws UnsupportedOperationException if there is no library that works, with the reasons
   */
  public OpenBlas() {
    this.name = Library.require();
    try {
      Calls.check();
    } catch (LinkageError | RuntimeException e) {
      throw new UnsupportedOperationException(name + " cannot be used: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    Throwable cause =
        e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    return cause.toString();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Optional<Lapack> lapack(DType dtype) {
    return dtype == DType.FLOAT32
        ? FortranLapack.find(Library.symbols(), "s", Float.BYTES)
        : FortranLapack.find(Library.symbols(), "d", Double.BYTES);
  }

  private static int code(Transpose transpose) {
    return transpose == Transpose.YES ? 112 : 111;
  }

  @Override
  public void gemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float alpha,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float beta,
      float[] c,
      int cOffset,
      int ldc) {
    try {
      Calls.SGEMM_ON_HEAP.invokeExact(
          ROW_BY_ROW,
          code(transposeA),
          code(transposeB),
          m,
          n,
          k,
          alpha,
          MemorySegment.ofArray(a).asSlice((long) aOffset << 2),
          lda,
          MemorySegment.ofArray(b).asSlice((long) bOffset << 2),
          ldb,
          beta,
          MemorySegment.ofArray(c).asSlice((long) cOffset << 2),
          ldc);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  @Override
  public void gemm(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double alpha,
      double[] a,
      int aOffset,
      int lda,
      double[] b,
      int bOffset,
      int ldb,
      double beta,
      double[] c,
      int cOffset,
      int ldc) {
    try {
      Calls.DGEMM_ON_HEAP.invokeExact(
          ROW_BY_ROW,
          code(transposeA),
          code(transposeB),
          m,
          n,
          k,
          alpha,
          MemorySegment.ofArray(a).asSlice((long) aOffset << 3),
          lda,
          MemorySegment.ofArray(b).asSlice((long) bOffset << 3),
          ldb,
          beta,
          MemorySegment.ofArray(c).asSlice((long) cOffset << 3),
          ldc);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  @Override
  public void gemmOfFloats(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      float alpha,
      MemorySegment a,
      int lda,
      MemorySegment b,
      int ldb,
      float beta,
      MemorySegment c,
      int ldc) {
    try {
      Calls.SGEMM.invokeExact(
          ROW_BY_ROW,
          code(transposeA),
          code(transposeB),
          m,
          n,
          k,
          alpha,
          a,
          lda,
          b,
          ldb,
          beta,
          c,
          ldc);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  @Override
  public void gemmOfDoubles(
      Transpose transposeA,
      Transpose transposeB,
      int m,
      int n,
      int k,
      double alpha,
      MemorySegment a,
      int lda,
      MemorySegment b,
      int ldb,
      double beta,
      MemorySegment c,
      int ldc) {
    try {
      Calls.DGEMM.invokeExact(
          ROW_BY_ROW,
          code(transposeA),
          code(transposeB),
          m,
          n,
          k,
          alpha,
          a,
          lda,
          b,
          ldb,
          beta,
          c,
          ldc);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }
}
