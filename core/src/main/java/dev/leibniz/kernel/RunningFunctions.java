package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;

/**
 * Scans along an axis, lane by lane: a lane is the elements that differ in this axis alone. Numbers
 * run in double precision.
 */
final class RunningFunctions {
  private RunningFunctions() {}

  /** What is done to a lane that begins at a place, whose elements are so far apart. */
  @FunctionalInterface
  private interface OnLane {
    void run(int at, int step);
  }

  private static void lanes(Shape shape, int axis, OnLane body) {
    int length = shape.get(axis);
    int width = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      width *= shape.get(i);
    }
    if (shape.size() == 0) {
      return;
    }
    int step = width;
    Pool.parallel(
        shape.size() / length,
        Math.max(1, Settings.THRESHOLD / length),
        (from, to) -> {
          for (int lane = from; lane < to; lane++) {
            body.run(lane / step * step * length + lane % step, step);
          }
        });
  }

  static Dense recurrence(Dense a, Dense b, int axis) {
    Shape shape = b.shape();
    int length = shape.get(axis);
    Object z = Dense.newArray(b.dtype(), shape.size());
    lanes(
        shape,
        axis,
        (at, step) -> {
          int ao = a.offset() + at;
          int bo = b.offset() + at;
          switch (z) {
            case float[] h -> recurrence(a.floats(), ao, b.floats(), bo, h, at, length, step);
            case double[] h -> recurrence(a.doubles(), ao, b.doubles(), bo, h, at, length, step);
            case long[] h -> recurrence(a.longs(), ao, b.longs(), bo, h, at, length, step);
            default -> throw new AssertionError(z.getClass());
          }
        });
    return Dense.over(shape, b.dtype(), z);
  }

  private static void recurrence(
      float[] a, int ao, float[] b, int bo, float[] h, int ho, int length, int step) {
    double run = b[bo];
    h[ho] = (float) run;
    for (int i = step; i < length * step; i += step) {
      run = a[ao + i] * run + b[bo + i];
      h[ho + i] = (float) run;
    }
  }

  private static void recurrence(
      double[] a, int ao, double[] b, int bo, double[] h, int ho, int length, int step) {
    double run = b[bo];
    h[ho] = run;
    for (int i = step; i < length * step; i += step) {
      run = a[ao + i] * run + b[bo + i];
      h[ho + i] = run;
    }
  }

  private static void recurrence(
      long[] a, int ao, long[] b, int bo, long[] h, int ho, int length, int step) {
    long run = b[bo];
    h[ho] = run;
    for (int i = step; i < length * step; i += step) {
      run = a[ao + i] * run + b[bo + i];
      h[ho + i] = run;
    }
  }

  static Dense logcumsumexp(Dense x, int axis) {
    Shape shape = x.shape();
    int length = shape.get(axis);
    Object z = Dense.newArray(x.dtype(), shape.size());
    lanes(
        shape,
        axis,
        (at, step) -> {
          double run = Double.NEGATIVE_INFINITY;
          for (int i = 0; i < length * step; i += step) {
            if (z instanceof float[] y) {
              run = logaddexp(run, x.floats()[x.offset() + at + i]);
              y[at + i] = (float) run;
            } else {
              run = logaddexp(run, x.doubles()[x.offset() + at + i]);
              ((double[]) z)[at + i] = run;
            }
          }
        });
    return Dense.over(shape, x.dtype(), z);
  }

  private static double logaddexp(double a, double b) {
    double most = Math.max(a, b);
    return Double.isInfinite(most) ? most : most + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  static Dense[] extremum(Dense x, int axis, boolean greatest) {
    Shape shape = x.shape();
    int length = shape.get(axis);
    Object values = Dense.newArray(x.dtype(), shape.size());
    long[] indices = new long[shape.size()];
    lanes(
        shape,
        axis,
        (at, step) -> {
          long[] keys = new long[length];
          int[] where = new int[length];
          Sorting.keys(x.array(), x.offset() + at, step, keys);
          for (int i = 0, best = 0; i < length; i++) {
            keys[i] = greatest ? keys[i] : least(keys[i], x.dtype());
            best = keys[i] >= keys[best] ? i : best;
            where[i] = best;
            indices[at + i * step] = best;
          }
          Sorting.pick(x.array(), x.offset() + at, step, where, values, at);
        });
    return new Dense[] {
      Dense.over(shape, x.dtype(), values), Dense.over(shape, DType.INT64, indices)
    };
  }

  /** A key that is greater for a lesser number, and greatest for NaN. */
  private static long least(long key, DType dtype) {
    return dtype.isFloating() && key == Sorting.NAN ? key : ~key;
  }
}
