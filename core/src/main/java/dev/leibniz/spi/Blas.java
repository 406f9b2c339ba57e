package dev.leibniz.spi;

import dev.leibniz.DType;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Matrix products of a native library: {@code C = α · op(A) · op(B) + β · C}.
 *
 * <p>Matrices are stored row by row, as for {@link FloatProducts}. A provider is a public class
 * with a public constructor without parameters. The constructor throws if the library cannot be
 * used, and the message of what it throws (or of its cause) is what the user reads.
 *
 * <p>Methods are called by several threads at once and must not start threads of their own: Leibniz
 * splits large products itself. A result may depend on nothing but the arguments.
 */
public interface Blas extends FloatProducts {
  /**
   * The library and its version, for the log.
   *
   * @return a short text, such as {@code OpenBLAS 0.3.31}
   */
  String name();

  /**
   * The library's factorisations in a precision, if it has them.
   *
   * @param dtype FLOAT32 or FLOAT64
   * @return the factorisations, or nothing: then they run in Java
   */
  default Optional<Lapack> lapack(DType dtype) {
    return Optional.empty();
  }

  /**
   * A product of arrays, done within about a millisecond; the collector may have to wait for it.
   *
   * @param transposeA whether {@code op(A)} is the transpose of A
   * @param transposeB whether {@code op(B)} is the transpose of B
   * @param m rows of the result
   * @param n columns of the result
   * @param k columns of {@code op(A)}
   * @param alpha α, which multiplies the product
   * @param a holds A
   * @param aOffset where A starts
   * @param lda A's leading dimension
   * @param b holds B
   * @param bOffset where B starts
   * @param ldb B's leading dimension
   * @param beta β, which multiplies what C held; if it is zero C is only written
   * @param c holds C
   * @param cOffset where C starts
   * @param ldc C's leading dimension
   */
  void gemm(
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
      int ldc);

  /**
   * A product of {@code double} matrices in native memory, of any size; the collector runs
   * meanwhile.
   *
   * @param transposeA whether {@code op(A)} is the transpose of A
   * @param transposeB whether {@code op(B)} is the transpose of B
   * @param m rows of the result
   * @param n columns of the result
   * @param k columns of {@code op(A)}
   * @param alpha α, which multiplies the product
   * @param a A, from its first element
   * @param lda A's leading dimension
   * @param b B, from its first element
   * @param ldb B's leading dimension
   * @param beta β, which multiplies what C held; if it is zero C is only written
   * @param c C, from its first element
   * @param ldc C's leading dimension
   */
  void gemmOfDoubles(
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
      int ldc);
}
