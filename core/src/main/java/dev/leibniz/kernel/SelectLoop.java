package dev.leibniz.kernel;

/**
 * Picks from two runs by a third, which is a run of its own: x where it is true, else y. A stride
 * is 1, or 0 for one number that stands for all. The result lies in an array of its own.
 */
public abstract class SelectLoop {
  protected abstract void run(
      boolean[] c,
      int co,
      Object x,
      int xo,
      int xs,
      Object y,
      int yo,
      int ys,
      Object z,
      int zo,
      int n);
}
