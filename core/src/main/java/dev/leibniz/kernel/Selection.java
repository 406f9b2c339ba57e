package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Picks from two tensors by a third.
 *
 * <p>Floating numbers are picked by their bits: a processor has no other way without a branch, and
 * branches by data are guessed wrong half of the time (nine nanoseconds against two).
 */
final class Selection {
  private static final @Nullable SelectLoop FLOATS = find(DType.FLOAT32);
  private static final @Nullable SelectLoop DOUBLES = find(DType.FLOAT64);

  private Selection() {}

  static Dense where(Dense condition, Dense x, Dense y, Shape out) {
    Nest nest = new Nest(out, x, y, condition);
    if (!nest.hasRuns()) {
      return where(
          condition.expanded(out).contiguous(),
          x.expanded(out).contiguous(),
          y.expanded(out).contiguous(),
          out);
    }
    boolean[] c = condition.booleans();
    Object a = x.array();
    Object b = y.array();
    Object z = Dense.newArray(x.dtype(), out.size());
    int cs = nest.innerW();
    int xs = nest.innerX();
    int ys = nest.innerY();
    SelectLoop lanes = cs == 1 ? lanes(x.dtype()) : null;
    if (lanes != null) {
      nest.walk((xo, yo, co, zo, n) -> lanes.run(c, co, a, xo, xs, b, yo, ys, z, zo, n));
      return Dense.over(out, x.dtype(), z);
    }
    nest.walk((xo, yo, co, zo, n) -> run(c, co, cs, a, xo, xs, b, yo, ys, z, zo, n));
    return Dense.over(out, x.dtype(), z);
  }

  private static @Nullable SelectLoop lanes(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> FLOATS;
      case FLOAT64 -> DOUBLES;
      case INT64, INT32, BOOL -> null;
    };
  }

  private static @Nullable SelectLoop find(DType dtype) {
    LaneLoops all = Lanes.LOOPS;
    return all == null ? null : all.select(dtype);
  }

  private static void run(
      boolean[] c,
      int co,
      int cs,
      Object x,
      int xo,
      int xs,
      Object y,
      int yo,
      int ys,
      Object z,
      int zo,
      int n) {
    switch (x) {
      case float[] a -> run(c, co, cs, a, xo, xs, (float[]) y, yo, ys, (float[]) z, zo, n);
      case double[] a -> run(c, co, cs, a, xo, xs, (double[]) y, yo, ys, (double[]) z, zo, n);
      case long[] a -> run(c, co, cs, a, xo, xs, (long[]) y, yo, ys, (long[]) z, zo, n);
      case int[] a -> run(c, co, cs, a, xo, xs, (int[]) y, yo, ys, (int[]) z, zo, n);
      case boolean[] a -> run(c, co, cs, a, xo, xs, (boolean[]) y, yo, ys, (boolean[]) z, zo, n);
      default -> throw new AssertionError(x.getClass());
    }
  }

  private static void run(
      boolean[] c,
      int co,
      int cs,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys,
      float[] z,
      int zo,
      int n) {
    if (cs == 1 && xs == 1 && ys == 0) {
      float b = y[yo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i], x[xo + i], b);
      }
    } else if (cs == 1 && xs == 0 && ys == 1) {
      float a = x[xo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i], a, y[yo + i]);
      }
    } else if (cs == 1 && xs == 1 && ys == 1) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i], x[xo + i], y[yo + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i * cs], x[xo + i * xs], y[yo + i * ys]);
      }
    }
  }

  private static float pick(boolean first, float a, float b) {
    int mask = -(first ? 1 : 0);
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(a) & mask) | (Float.floatToRawIntBits(b) & ~mask));
  }

  private static void run(
      boolean[] c,
      int co,
      int cs,
      double[] x,
      int xo,
      int xs,
      double[] y,
      int yo,
      int ys,
      double[] z,
      int zo,
      int n) {
    if (cs == 1 && xs == 1 && ys == 0) {
      double b = y[yo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i], x[xo + i], b);
      }
    } else if (cs == 1 && xs == 0 && ys == 1) {
      double a = x[xo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i], a, y[yo + i]);
      }
    } else if (cs == 1 && xs == 1 && ys == 1) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i], x[xo + i], y[yo + i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        z[zo + i] = pick(c[co + i * cs], x[xo + i * xs], y[yo + i * ys]);
      }
    }
  }

  private static double pick(boolean first, double a, double b) {
    long mask = -(first ? 1L : 0);
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(a) & mask) | (Double.doubleToRawLongBits(b) & ~mask));
  }

  private static void run(
      boolean[] c,
      int co,
      int cs,
      long[] x,
      int xo,
      int xs,
      long[] y,
      int yo,
      int ys,
      long[] z,
      int zo,
      int n) {
    for (int i = 0; i < n; i++) {
      long a = x[xo + i * xs];
      long b = y[yo + i * ys];
      z[zo + i] = c[co + i * cs] ? a : b;
    }
  }

  private static void run(
      boolean[] c,
      int co,
      int cs,
      int[] x,
      int xo,
      int xs,
      int[] y,
      int yo,
      int ys,
      int[] z,
      int zo,
      int n) {
    for (int i = 0; i < n; i++) {
      int a = x[xo + i * xs];
      int b = y[yo + i * ys];
      z[zo + i] = c[co + i * cs] ? a : b;
    }
  }

  private static void run(
      boolean[] c,
      int co,
      int cs,
      boolean[] x,
      int xo,
      int xs,
      boolean[] y,
      int yo,
      int ys,
      boolean[] z,
      int zo,
      int n) {
    for (int i = 0; i < n; i++) {
      boolean a = x[xo + i * xs];
      boolean b = y[yo + i * ys];
      z[zo + i] = c[co + i * cs] ? a : b;
    }
  }
}
