package dev.leibniz.onednn;

import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.ConvolutionKind;
import dev.leibniz.spi.FloatProducts;
import dev.leibniz.spi.NetworkKernels;
import dev.leibniz.spi.PackagedLibrary;
import dev.leibniz.spi.PreparedConvolution;
import dev.leibniz.spi.Transpose;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Convolutions and large matrix products by oneDNN 3, in FLOAT32.
 *
 * <p>The library is looked for in this order:
 *
 * <ol>
 *   <li>the file that {@code -Dleibniz.onednn.path} names;
 *   <li>in a jar {@code org.bytedeco:dnnl} for this platform on the class path or module path. It
 *       is used as a container only: its shared libraries are unpacked once, to {@code
 *       $XDG_CACHE_HOME/leibniz} or {@code ~/.cache/leibniz};
 *   <li>the system's own.
 * </ol>
 *
 * <p>It must be built without threads or with OpenMP's, which is then set to one thread in each
 * thread that calls it: Leibniz splits large work itself.
 */
public final class OneDnn implements NetworkKernels, FloatProducts {
  private final String name;
  private final Convolutions convolutions;

  /**
   * Finds the library, which happens once in a process.
   *
   * @throws UnsupportedOperationException if there is no library that works, with the reasons
   */
  public OneDnn() {
    this.name = Library.require();
    try {
      Calls.useOneThread();
      this.convolutions = new Convolutions();
      checkThatItMultiplies();
    } catch (LinkageError | RuntimeException e) {
      throw new UnsupportedOperationException(name + " cannot be used: " + reason(e), e);
    }
  }

  private static String reason(Throwable e) {
    Throwable cause =
        e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
    return cause.toString();
  }

  private void checkThatItMultiplies() {
    float[] c = new float[1];
    float[] a = {3};
    float[] b = {5};
    gemm(Transpose.NO, Transpose.NO, 1, 1, 1, 1, a, 0, 1, b, 0, 1, 0, c, 0, 1);
    if (c[0] != 15) {
      throw new UnsupportedOperationException("3 · 5 gave " + c[0]);
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** oneDNN writes machine code for products on x86-64 only; elsewhere its loops are plain. */
  @Override
  public Optional<FloatProducts> products() {
    return PackagedLibrary.platform().endsWith("x86_64") ? Optional.of(this) : Optional.empty();
  }

  @Override
  public Optional<PreparedConvolution> convolution(
      ConvolutionKind kind, ConvolutionGeometry geometry, int images, int inputs, int outputs) {
    return convolutions.find(new Task(kind, geometry, images, inputs, outputs));
  }

  private static byte code(Transpose transpose) {
    return (byte) (transpose == Transpose.YES ? 'T' : 'N');
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
    Calls.useOneThread();
    try {
      int status =
          (int)
              Calls.SGEMM_ON_HEAP.invokeExact(
                  code(transposeA),
                  code(transposeB),
                  (long) m,
                  (long) n,
                  (long) k,
                  alpha,
                  MemorySegment.ofArray(a).asSlice((long) aOffset << 2),
                  (long) lda,
                  MemorySegment.ofArray(b).asSlice((long) bOffset << 2),
                  (long) ldb,
                  beta,
                  MemorySegment.ofArray(c).asSlice((long) cOffset << 2),
                  (long) ldc);
      Calls.check(status, "dnnl_sgemm");
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
    Calls.useOneThread();
    try {
      int status =
          (int)
              Calls.SGEMM.invokeExact(
                  code(transposeA),
                  code(transposeB),
                  (long) m,
                  (long) n,
                  (long) k,
                  alpha,
                  a,
                  (long) lda,
                  b,
                  (long) ldb,
                  beta,
                  c,
                  (long) ldc);
      Calls.check(status, "dnnl_sgemm");
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }
}
