package dev.leibniz.kernel;

/**
 * Applies a function to two runs. A stride is 1, or 0 for one number that meets all of the other
 * run. {@code z} may be the array of an operand, if its offset is the same.
 */
public abstract class BinaryLoop {
  private static final int SHORT = 16;

  protected abstract void run(
      BinaryFunction f,
      Object x,
      int xo,
      int xs,
      Object y,
      int yo,
      int ys,
      Object z,
      int zo,
      int n);

  /** The same for many runs of any strides; the results lie row by row. */
  protected abstract void grid(
      BinaryFunction f,
      Object x,
      int xo,
      int outerX,
      int innerX,
      Object y,
      int yo,
      int outerY,
      int innerY,
      Object z,
      int zo,
      int rows,
      int length);

  /** Whether runs of this length and these strides are better walked by {@link #run}. */
  protected static boolean isRun(int length, int xs, int ys) {
    return length >= SHORT && (xs | ys) == 1 && xs >= 0 && ys >= 0;
  }
}
