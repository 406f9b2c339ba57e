package dev.leibniz.spi;

import java.lang.foreign.MemorySegment;

/**
 * Factorisations of a native library, in one precision, of matrices in native memory.
 *
 * <p>Unlike those of {@link Blas}, matrices are stored column by column without gaps, as LAPACK has
 * them. Each method is the routine of that name with the choices that Leibniz needs; the provider
 * finds the room that the routine works in. A method gives 0, or a positive number if the iteration
 * did not converge.
 *
 * <p>Methods are called by several threads at once, must not start threads of their own, and must
 * let the collector run meanwhile.
 */
public interface Lapack {
  /**
   * QR factors: R on and above the diagonal of A, the reflections below it.
   *
   * @param m rows of A
   * @param n columns of A, at most m
   * @param a A, overwritten
   * @param tau n factors of the reflections, written
   * @return 0
   */
  int geqrf(int m, int n, MemorySegment a, MemorySegment tau);

  /**
   * The first n columns of the orthogonal matrix of n reflections.
   *
   * @param m rows of A
   * @param n columns of A, at most m
   * @param a what {@link #geqrf} left; overwritten with the columns
   * @param tau what {@link #geqrf} left
   * @return 0
   */
  int orgqr(int m, int n, MemorySegment a, MemorySegment tau);

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix.
   *
   * @param n rows of A
   * @param a A, of which the upper triangle is read; overwritten with the eigenvectors, as columns
   * @param w the n eigenvalues in ascending order, written
   * @return 0, or a positive number if there was no convergence
   */
  int syevd(int n, MemorySegment a, MemorySegment w);

  /**
   * The reduced singular value decomposition.
   *
   * @param m rows of A
   * @param n columns of A
   * @param a A, destroyed
   * @param s the k singular values in descending order, written; k is the lesser of m and n
   * @param u U, m × k, written
   * @param vt Vᵀ, k × n, written
   * @return 0, or a positive number if there was no convergence
   */
  int gesdd(int m, int n, MemorySegment a, MemorySegment s, MemorySegment u, MemorySegment vt);
}
