package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;

/** Where the greatest or least element along an axis stands. */
final class Extremes {
  private Extremes() {}

  static Dense position(String name, Dense view, int axis, boolean greatest) {
    Dense x = view.contiguous();
    Shape shape = x.shape();
    int length = shape.get(axis);
    Shape out = shape.remove(axis);
    if (length == 0 && out.size() > 0) {
      throw new ShapeException(
          name + " of shape " + shape + " over axis " + axis + ": there is no element to choose");
    }
    int width = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      width *= shape.get(i);
    }
    long[] z = new long[out.size()];
    for (int i = 0; i < z.length; i++) {
      int from = x.offset() + i / width * width * length + i % width;
      z[i] =
          switch (x.array()) {
            case float[] a -> position(a, from, length, width, greatest);
            case double[] a -> position(a, from, length, width, greatest);
            case long[] a -> position(a, from, length, width, greatest);
            case int[] a -> position(a, from, length, width, greatest);
            case boolean[] a -> position(a, from, length, width, greatest);
            default -> throw new AssertionError(x.array().getClass());
          };
    }
    return Dense.over(out, DType.INT64, z);
  }

  private static int position(float[] x, int from, int length, int step, boolean greatest) {
    float best = x[from];
    if (Float.isNaN(best)) {
      return 0;
    }
    int where = 0;
    for (int i = 1; i < length; i++) {
      float v = x[from + i * step];
      if (Float.isNaN(v)) {
        return i;
      }
      if (greatest ? v > best : v < best) {
        best = v;
        where = i;
      }
    }
    return where;
  }

  private static int position(double[] x, int from, int length, int step, boolean greatest) {
    double best = x[from];
    if (Double.isNaN(best)) {
      return 0;
    }
    int where = 0;
    for (int i = 1; i < length; i++) {
      double v = x[from + i * step];
      if (Double.isNaN(v)) {
        return i;
      }
      if (greatest ? v > best : v < best) {
        best = v;
        where = i;
      }
    }
    return where;
  }

  private static int position(long[] x, int from, int length, int step, boolean greatest) {
    long best = x[from];
    int where = 0;
    for (int i = 1; i < length; i++) {
      long v = x[from + i * step];
      if (greatest ? v > best : v < best) {
        best = v;
        where = i;
      }
    }
    return where;
  }

  private static int position(int[] x, int from, int length, int step, boolean greatest) {
    int best = x[from];
    int where = 0;
    for (int i = 1; i < length; i++) {
      int v = x[from + i * step];
      if (greatest ? v > best : v < best) {
        best = v;
        where = i;
      }
    }
    return where;
  }

  private static int position(boolean[] x, int from, int length, int step, boolean greatest) {
    boolean best = x[from];
    int where = 0;
    for (int i = 1; i < length; i++) {
      boolean v = x[from + i * step];
      if (v != best && v == greatest) {
        best = v;
        where = i;
      }
    }
    return where;
  }
}
