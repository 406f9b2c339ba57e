package dev.leibniz.kernel;

import dev.leibniz.DType;

/**
 * Two operands of which one lies row by row, in short rows, and the other repeats either a row or a
 * number for each row; or many such pairs. What is repeated is written out for some rows at a time,
 * so that the loop has runs of some length: three times quicker than a loop for each row.
 */
final class ShortRows {
  private static final int LONG = 16;
  private static final int TOGETHER = 512;

  private final BinaryLoop loop;
  private final BinaryFunction f;
  private final Dense x;
  private final Dense y;
  private final Nest nest;
  private final boolean repeatsX;
  private final int length;
  private final Object z;

  private ShortRows(
      BinaryLoop loop, BinaryFunction f, Dense x, Dense y, Nest nest, boolean repeatsX, Object z) {
    this.loop = loop;
    this.f = f;
    this.x = x;
    this.y = y;
    this.nest = nest;
    this.repeatsX = repeatsX;
    this.length = nest.length();
    this.z = z;
  }

  /** Fewer rows than that are not worth it, where they come again and again. */
  private static final int FEW = 4;

  /** Does the work and says so, if the operands are of this kind. */
  static boolean run(
      BinaryLoop loop, BinaryFunction f, Dense x, Dense y, Nest nest, Object z, int n) {
    int length = nest.length();
    if (n == 0 || nest.depth() < 2 || length >= LONG || nest.depth() > 2 && nest.rows() < FEW) {
      return false;
    }
    boolean fillsX = nest.innerX() == 1 && nest.outerX() == length;
    boolean fillsY = nest.innerY() == 1 && nest.outerY() == length;
    boolean repeatsX = nest.innerX() == 0 || nest.innerX() == 1 && nest.outerX() == 0;
    boolean repeatsY = nest.innerY() == 0 || nest.innerY() == 1 && nest.outerY() == 0;
    if (!(fillsX && repeatsY || fillsY && repeatsX)) {
      return false;
    }
    ShortRows all = new ShortRows(loop, f, x, y, nest, fillsY && repeatsX, z);
    nest.walkGrids(all::grid);
    return true;
  }

  private void grid(int xo, int yo, int zo, int rows, int length) {
    Dense repeated = repeatsX ? x : y;
    int at = repeatsX ? xo : yo;
    int outer = repeatsX ? nest.outerX() : nest.outerY();
    boolean isRow = (repeatsX ? nest.innerX() : nest.innerY()) == 1;
    int together = Math.min(rows, TOGETHER / length);
    Object written = Dense.newArray(repeated.dtype(), together * length);
    if (isRow) {
      System.arraycopy(repeated.array(), at, written, 0, length);
      for (int done = length; done < together * length; done *= 2) {
        System.arraycopy(written, 0, written, done, Math.min(done, together * length - done));
      }
    }
    for (int row = 0; row < rows; row += together) {
      int n = Math.min(together, rows - row) * length;
      int start = row * length;
      if (!isRow) {
        spread(repeated.dtype(), repeated.array(), at + row * outer, outer, written, n / length);
      }
      if (repeatsX) {
        loop.run(f, written, 0, 1, y.array(), yo + start, 1, z, zo + start, n);
      } else {
        loop.run(f, x.array(), xo + start, 1, written, 0, 1, z, zo + start, n);
      }
    }
  }

  private void spread(DType dtype, Object from, int at, int step, Object to, int rows) {
    switch (dtype) {
      case FLOAT32 -> {
        float[] a = (float[]) from;
        float[] b = (float[]) to;
        for (int i = 0, k = 0; i < rows; i++) {
          float v = a[at + i * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case FLOAT64 -> {
        double[] a = (double[]) from;
        double[] b = (double[]) to;
        for (int i = 0, k = 0; i < rows; i++) {
          double v = a[at + i * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case INT64 -> {
        long[] a = (long[]) from;
        long[] b = (long[]) to;
        for (int i = 0, k = 0; i < rows; i++) {
          long v = a[at + i * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case INT32 -> {
        int[] a = (int[]) from;
        int[] b = (int[]) to;
        for (int i = 0, k = 0; i < rows; i++) {
          int v = a[at + i * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case BOOL -> {
        boolean[] a = (boolean[]) from;
        boolean[] b = (boolean[]) to;
        for (int i = 0, k = 0; i < rows; i++) {
          boolean v = a[at + i * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
    }
  }
}
