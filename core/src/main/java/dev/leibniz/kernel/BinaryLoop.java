package dev.leibniz.kernel;

/**
 * Applies a function to two runs. A stride is 1, or 0 for one number that meets all of the other run.
 * {@code z} may be the array of an operand, if its offset is the same.
 */
public abstract class BinaryLoop {
  protected abstract void run(
      BinaryFunction f, Object x, int xo, int xs, Object y, int yo, int ys, Object z, int zo, int n);
}
