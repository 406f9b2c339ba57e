package dev.leibniz.kernel;

/** Products of matrices on Java arrays, in plain Java or by the Vector API. */
public interface GemmKernel {
  /**
   * Writes A · B to C, or subtracts it from what C holds. All hold floats, or all doubles; the rows
   * of C are runs of its array and none of its elements is one of A's or B's. No size is zero.
   */
  void multiply(Matrix a, Matrix b, Matrix c, boolean subtracts);

  /**
   * Writes A · x to y. The rows or the columns of A are runs of its array, x is a column without
   * gaps, and y is a column.
   */
  void apply(Matrix a, Matrix x, Matrix y);
}
