package dev.leibniz.kernel;

import dev.leibniz.Triangle;

/**
 * Factorisations of several small matrices at once, one in each lane of a vector: element (i, j) of
 * all of them is a run of {@link #lanes} numbers, and these follow each other row by row. What is
 * done to one number in {@link Factors} and {@link HouseholderQr} is done to a vector here, in the
 * same order, so that results are the same to the last bit; eigenvalues excepted.
 */
public interface Abreast {
  /** How many matrices lie side by side. */
  int lanes();

  /** Lays a run of doubles or floats into one lane, from a place in the array on. */
  void lay(Object from, int at, int count, double[] to, int place);

  /** Exchanges rows and columns of square matrices, in place. */
  void transpose(double[] x, int n);

  /** Takes a run of doubles or floats from one lane. */
  void take(double[] from, int place, Object to, int at, int count);

  /** Cholesky factors in place of lower triangles; false if a matrix is not positive definite. */
  boolean cholesky(double[] x, int n);

  /**
   * LU factors in place of square matrices; {@code order} has the places of rows, run by run, and
   * they are exchanged with the rows.
   */
  void lu(double[] x, double[] order, int n);

  /** Replaces X, of n rows and k columns, by the solution of T times it = X. */
  void solve(double[] t, Triangle which, double[] x, int n, int k);

  /**
   * Reflects columns: R on and above the diagonal, below it the vectors of the reflections. False
   * if a number is so large or small that its square is not.
   */
  boolean reflect(double[] x, double[] tau, int m, int n);

  /** The first n columns of the product of the reflections, in their place. */
  void form(double[] x, double[] tau, int m, int n);

  /**
   * Leaves eigenvalues on the diagonals of symmetric matrices, of which the upper triangles are
   * read, and the eigenvectors, as rows, behind the matrices. False if some did not converge.
   */
  boolean diagonalise(double[] x, int n);
}
