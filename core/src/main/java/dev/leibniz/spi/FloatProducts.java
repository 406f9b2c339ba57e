package dev.leibniz.spi;

import java.lang.foreign.MemorySegment;

/**
 * Matrix products of FLOAT32: {@code C = α · op(A) · op(B) + β · C}.
 *
 * <p>Matrices are stored row by row. {@code op(A)} is m × k, {@code op(B)} is k × n and C is m × n;
 * a leading dimension tells how many elements lie between the starts of two stored rows.
 */
public interface FloatProducts {
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
      int ldc);

  /**
   * A product of {@code float} matrices in native memory, of any size; the collector runs
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
  void gemmOfFloats(
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
      int ldc);
}
