package dev.leibniz.kernel;

/**
 * Reduces matrices that lie row by row. Numbers narrower than the accumulator are widened first.
 */
public abstract class FoldLoop {
  /** Every row becomes one number. */
  protected abstract void rows(Object x, int xo, int rows, int length, Object z, int zo);

  /**
   * Every one of {@code width} columns becomes one number; the next row is {@code step} further.
   */
  protected abstract void columns(
      Object x, int xo, int rows, int step, int width, Object z, int zo);
}
