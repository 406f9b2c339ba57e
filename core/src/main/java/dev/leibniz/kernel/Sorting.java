package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Order;
import dev.leibniz.Shape;

/**
 * Sorting by merging, on keys that order like the numbers: stable, NaN beyond everything, zeros of
 * either sign equal.
 */
final class Sorting {
  /** The key of NaN. */
  static final long NAN = key(Double.NaN);

  private static final int SHORT = 12;

  private Sorting() {}

  static Dense[] sort(Dense view, int axis, Order order) {
    Dense x = view.contiguous();
    Shape shape = x.shape();
    int n = shape.size();
    Object values = Dense.newArray(x.dtype(), n);
    long[] indices = new long[n];
    int length = shape.rank() == 0 ? 1 : shape.get(axis);
    int width = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      width *= shape.get(i);
    }
    if (n > 0) {
      sortAll(x, length, width, order, values, indices);
    }
    return new Dense[] {
      Dense.over(shape, x.dtype(), values), Dense.over(shape, DType.INT64, indices)
    };
  }

  private static void sortAll(
      Dense x, int length, int width, Order by, Object values, long[] indices) {
    int lanes = indices.length / length;
    int w = width;
    Pool.parallel(
        lanes,
        Math.max(1, Settings.THRESHOLD / length),
        (from, to) -> {
          long[] keys = new long[length];
          int[] order = new int[length];
          int[] scratch = new int[length];
          for (int lane = from; lane < to; lane++) {
            int at = lane / w * w * length + lane % w;
            keys(x.array(), x.offset() + at, w, keys);
            if (by == Order.DESCENDING) {
              reverse(keys);
            }
            for (int i = 0; i < length; i++) {
              order[i] = i;
              scratch[i] = i;
            }
            sort(keys, scratch, order, 0, length);
            for (int i = 0; i < length; i++) {
              indices[at + i * w] = order[i];
            }
            pick(x.array(), x.offset() + at, w, order, values, at);
          }
        });
  }

  private static void reverse(long[] keys) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ~keys[i];
    }
  }

  /** Sorts {@code from … to} of {@code order}; {@code source} holds the same positions. */
  private static void sort(long[] keys, int[] source, int[] order, int from, int to) {
    if (to - from <= SHORT) {
      for (int i = from + 1; i < to; i++) {
        int moved = order[i];
        long key = keys[moved];
        int j = i;
        for (; j > from && keys[order[j - 1]] > key; j--) {
          order[j] = order[j - 1];
        }
        order[j] = moved;
      }
      return;
    }
    int middle = (from + to) >>> 1;
    sort(keys, order, source, from, middle);
    sort(keys, order, source, middle, to);
    if (keys[source[middle - 1]] <= keys[source[middle]]) {
      System.arraycopy(source, from, order, from, to - from);
      return;
    }
    for (int k = from, i = from, j = middle; k < to; k++) {
      boolean left = j >= to || i < middle && keys[source[i]] <= keys[source[j]];
      order[k] = source[left ? i++ : j++];
    }
  }

  /** A long for each element of a lane that orders like it. */
  static void keys(Object x, int at, int step, long[] keys) {
    switch (x) {
      case float[] a -> {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = key(a[at + i * step]);
        }
      }
      case double[] a -> {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = key(a[at + i * step]);
        }
      }
      case long[] a -> {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = a[at + i * step];
        }
      }
      case int[] a -> {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = a[at + i * step];
        }
      }
      case boolean[] a -> {
        for (int i = 0; i < keys.length; i++) {
          keys[i] = a[at + i * step] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(x.getClass());
    }
  }

  /** A long that is less for a lesser double. */
  private static long key(double x) {
    long bits = Double.doubleToLongBits(x + 0.0);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }

  /** The elements of a lane in this order. */
  static void pick(Object x, int at, int step, int[] order, Object values, int to) {
    switch (x) {
      case float[] a -> {
        float[] z = (float[]) values;
        for (int i = 0; i < order.length; i++) {
          z[to + i * step] = a[at + order[i] * step];
        }
      }
      case double[] a -> {
        double[] z = (double[]) values;
        for (int i = 0; i < order.length; i++) {
          z[to + i * step] = a[at + order[i] * step];
        }
      }
      case long[] a -> {
        long[] z = (long[]) values;
        for (int i = 0; i < order.length; i++) {
          z[to + i * step] = a[at + order[i] * step];
        }
      }
      case int[] a -> {
        int[] z = (int[]) values;
        for (int i = 0; i < order.length; i++) {
          z[to + i * step] = a[at + order[i] * step];
        }
      }
      case boolean[] a -> {
        boolean[] z = (boolean[]) values;
        for (int i = 0; i < order.length; i++) {
          z[to + i * step] = a[at + order[i] * step];
        }
      }
      default -> throw new AssertionError(x.getClass());
    }
  }
}
