package dev.leibniz.kernel;

/** Products of matrices on Java arrays, in plain Java or by the Vector API. */
public interface GemmKernel {
  /**
   * Writes A · B to C, adds or subtracts it. All hold floats, or all doubles; the rows of C are
   * runs of its array and none of its elements is one of A's or B's. No size is zero.
   */
  void multiply(Matrix a, Matrix b, Matrix c, Update update);

  /**
   * Writes A · B to C for each of a batch, whose entries of A and B begin at the given places and
   * those of C {@code step} apart; the layouts are those of {@code a}, {@code b} and {@code c}.
   *
   * @return false, and nothing is written, if there is no quicker way than one product after the
   *     other
   */
  boolean each(Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, int start, int end);

  /**
   * Writes A · x to y. The rows or the columns of A are runs of its array, x is a column without
   * gaps, and y is a column.
   */
  void apply(Matrix a, Matrix x, Matrix y);
}
