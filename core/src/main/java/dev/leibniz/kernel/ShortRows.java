package dev.leibniz.kernel;

/**
 * Two operands of which one lies row by row, in short rows, and the other repeats either a row or a
 * number for each row; or many such pairs. What is repeated is written out for some rows at a time,
 * and for several pairs that lie one behind the other, so that the loop has runs of some length:
 * three times quicker than a loop for each row. It is written to where the result will be, for
 * fresh memory costs more than all the rest.
 */
final class ShortRows implements Nest.Grid {
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

  /** How much is written out and waits for the loop, and where the other operand and it begin. */
  private int waiting;

  private int startFilled;
  private int startZ;

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
    boolean repeatsFirst = fillsY && repeatsX;
    nest.walkGrids(() -> new ShortRows(loop, f, x, y, nest, repeatsFirst, z));
    return true;
  }

  @Override
  public void at(int xo, int yo, int zo, int rows, int length) {
    int from = repeatsX ? xo : yo;
    int filled = repeatsX ? yo : xo;
    int n = rows * length;
    if (n > TOGETHER) {
      end();
      tall(from, filled, zo, rows);
      return;
    }
    if (waiting + n > TOGETHER || filled != startFilled + waiting) {
      end();
    }
    if (waiting == 0) {
      startFilled = filled;
      startZ = zo;
    }
    write(from, zo, rows);
    waiting += n;
  }

  @Override
  public void end() {
    if (waiting > 0) {
      run(startFilled, startZ, waiting);
      waiting = 0;
    }
  }

  /** Rows that do not fit together. A block is used for the next one before the loop takes it. */
  private void tall(int from, int filled, int zo, int rows) {
    int together = TOGETHER / length;
    boolean isCopied = repeatsRow();
    for (int row = 0; row < rows; row += together) {
      int at = zo + row * length;
      int n = Math.min(together, rows - row) * length;
      if (row == 0 || !isCopied) {
        write(from + row * outer(), at, n / length);
      }
      if (isCopied) {
        Copies.range(z, at, z, at + n, Math.min(n, zo + rows * length - at - n));
      }
      run(filled + row * length, at, n);
    }
  }

  private boolean repeatsRow() {
    return (repeatsX ? nest.innerX() : nest.innerY()) == 1;
  }

  private int outer() {
    return repeatsX ? nest.outerX() : nest.outerY();
  }

  private void run(int filled, int zo, int n) {
    if (repeatsX) {
      loop.run(f, z, zo, 1, y.array(), filled, 1, z, zo, n);
    } else {
      loop.run(f, x.array(), filled, 1, z, zo, 1, z, zo, n);
    }
  }

  private void write(int from, int to, int rows) {
    Dense repeated = repeatsX ? x : y;
    if (!repeatsRow()) {
      spread(repeated, from, outer(), to, rows);
      return;
    }
    Copies.range(repeated.array(), from, z, to, length);
    int n = rows * length;
    for (int done = length; done < n; done *= 2) {
      Copies.range(z, to, z, to + done, Math.min(done, n - done));
    }
  }

  private void spread(Dense repeated, int from, int step, int to, int rows) {
    switch (repeated.dtype()) {
      case FLOAT32 -> {
        float[] a = (float[]) repeated.array();
        float[] b = (float[]) z;
        for (int row = 0, k = to; row < rows; row++) {
          float v = a[from + row * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case FLOAT64 -> {
        double[] a = (double[]) repeated.array();
        double[] b = (double[]) z;
        for (int row = 0, k = to; row < rows; row++) {
          double v = a[from + row * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case INT64 -> {
        long[] a = (long[]) repeated.array();
        long[] b = (long[]) z;
        for (int row = 0, k = to; row < rows; row++) {
          long v = a[from + row * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case INT32 -> {
        int[] a = (int[]) repeated.array();
        int[] b = (int[]) z;
        for (int row = 0, k = to; row < rows; row++) {
          int v = a[from + row * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
      case BOOL -> {
        boolean[] a = (boolean[]) repeated.array();
        boolean[] b = (boolean[]) z;
        for (int row = 0, k = to; row < rows; row++) {
          boolean v = a[from + row * step];
          for (int end = k + length; k < end; k++) {
            b[k] = v;
          }
        }
      }
    }
  }
}
