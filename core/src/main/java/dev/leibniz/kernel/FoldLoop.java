package dev.leibniz.kernel;

/** Reduces matrices that lie row by row. Numbers narrower than the accumulator are widened first. */
public abstract class FoldLoop {
  /** Every row becomes one number. */
  protected abstract void rows(Object x, int xo, int rows, int length, Object z, int zo);

  /** Every column becomes one number. */
  protected abstract void columns(Object x, int xo, int rows, int width, Object z, int zo);
}
