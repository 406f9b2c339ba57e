package dev.leibniz.kernel;

/**
 * Asks a question about two runs. A stride is 1, or 0 for one number that meets all of the other.
 */
public abstract class CompareLoop {
  protected abstract void run(
      BinaryPredicate p,
      Object x,
      int xo,
      int xs,
      Object y,
      int yo,
      int ys,
      boolean[] z,
      int zo,
      int n);
}
