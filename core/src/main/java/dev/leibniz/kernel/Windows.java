package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Shape;
import dev.leibniz.spi.Sliding;

/**
 * Sliding windows along an axis: a view that overlaps itself, and the sum that puts it together;
 * and the greatest element of each over two axes.
 */
public final class Windows {
  private Windows() {}

  /** The windows of {@code size} elements, {@code dilation} apart, one every {@code step}. */
  public static Dense unfold(Dense x, Shape out, int axis, int step, int dilation) {
    int[] from = x.strides();
    int[] to = java.util.Arrays.copyOf(from, from.length + 1);
    to[from.length] = from[axis] * dilation;
    to[axis] = from[axis] * step;
    return x.view(out, to, x.offset());
  }

  /** Adds the windows [outer, count, inner, size] into zeros [outer, n, inner]. */
  public static Dense fold(Dense x, Shape out, int axis, int step, int dilation) {
    Dense c = x.contiguous();
    int size = x.shape().get(-1);
    int count = x.shape().get(axis);
    int outer = x.shape().range(0, axis).size();
    int inner = x.shape().range(axis + 1, x.rank() - 1).size();
    int n = out.get(axis);
    Object sum = Dense.newArray(x.dtype(), out.size());
    int from = c.offset();
    for (int o = 0; o < outer; o++) {
      for (int w = 0; w < count; w++) {
        int to = (o * n + w * step) * inner;
        for (int i = 0; i < inner; i++, from += size) {
          add(c, from, size, sum, to + i, dilation * inner);
        }
      }
    }
    return Dense.over(out, x.dtype(), sum);
  }

  private static void add(Dense x, int from, int size, Object sum, int to, int stride) {
    switch (x.dtype()) {
      case FLOAT64 -> {
        double[] a = x.doubles();
        double[] b = (double[]) sum;
        for (int k = 0; k < size; k++) {
          b[to + k * stride] += a[from + k];
        }
      }
      case FLOAT32 -> {
        float[] a = x.floats();
        float[] b = (float[]) sum;
        for (int k = 0; k < size; k++) {
          b[to + k * stride] += a[from + k];
        }
      }
      case INT64 -> {
        long[] a = x.longs();
        long[] b = (long[]) sum;
        for (int k = 0; k < size; k++) {
          b[to + k * stride] += a[from + k];
        }
      }
      case INT32 -> {
        int[] a = x.ints();
        int[] b = (int[]) sum;
        for (int k = 0; k < size; k++) {
          b[to + k * stride] += a[from + k];
        }
      }
      case BOOL -> throw new DTypeException("fold: " + DType.BOOL + " windows have no sum");
    }
  }

  /**
   * Where the greatest element of each window over the last two axes lies, row · width + column;
   * the first NaN if there is one, else the first among equals. No window lies in the padding
   * alone.
   */
  public static Dense argmax(Dense x, Shape out, Sliding vertical, Sliding horizontal) {
    Dense c = x.contiguous();
    int down = vertical.places();
    int across = horizontal.places();
    int plane = vertical.size() * horizontal.size();
    long[] at = new long[out.size()];
    int planes = down * across == 0 ? 0 : out.size() / (down * across);
    int grain = Math.max(1, Settings.THRESHOLD / Math.max(1, plane));
    Pool.parallel(
        planes,
        grain,
        (start, end) -> {
          WindowMaxima maxima =
              c.dtype() == DType.FLOAT32 ? new WindowMaxima(vertical, horizontal) : null;
          for (int p = start; p < end; p++) {
            if (maxima != null) {
              maxima.run(c.floats(), c.offset() + p * plane, at, p * down * across);
              continue;
            }
            for (int i = 0; i < down; i++) {
              int to = (p * down + i) * across;
              row(c, c.offset() + p * plane, i, vertical, horizontal, at, to);
            }
          }
        });
    return Dense.over(out, DType.INT64, at);
  }

  private static void row(
      Dense x, int plane, int i, Sliding vertical, Sliding horizontal, long[] at, int to) {
    int top = inside(vertical, i);
    int bottom = Math.min(vertical.size(), vertical.read(i, 0) + vertical.reach());
    int width = horizontal.size();
    int down = vertical.dilation();
    int step = horizontal.dilation();
    Object array = x.array();
    for (int j = 0; j < horizontal.places(); j++) {
      int left = inside(horizontal, j);
      int right = Math.min(width, horizontal.read(j, 0) + horizontal.reach());
      at[to + j] =
          switch (array) {
            case float[] f -> best(f, plane, width, top, bottom, down, left, right, step);
            case double[] d -> best(d, plane, width, top, bottom, down, left, right, step);
            case long[] l -> best(l, plane, width, top, bottom, down, left, right, step);
            case int[] n -> best(n, plane, width, top, bottom, down, left, right, step);
            default -> throw new AssertionError(array.getClass());
          };
    }
  }

  /** The first element of a window that lies inside the axis. */
  private static int inside(Sliding s, int place) {
    int first = s.read(place, 0);
    return first >= 0 ? first : first + Math.ceilDiv(-first, s.dilation()) * s.dilation();
  }

  private static int best(
      float[] x,
      int plane,
      int width,
      int top,
      int bottom,
      int down,
      int left,
      int right,
      int across) {
    int at = top * width + left;
    float best = x[plane + at];
    for (int i = top; i < bottom; i += down) {
      for (int j = left; j < right; j += across) {
        float v = x[plane + i * width + j];
        if (v > best || Float.isNaN(v) && !Float.isNaN(best)) {
          best = v;
          at = i * width + j;
        }
      }
    }
    return at;
  }

  private static int best(
      double[] x,
      int plane,
      int width,
      int top,
      int bottom,
      int down,
      int left,
      int right,
      int across) {
    int at = top * width + left;
    double best = x[plane + at];
    for (int i = top; i < bottom; i += down) {
      for (int j = left; j < right; j += across) {
        double v = x[plane + i * width + j];
        if (v > best || Double.isNaN(v) && !Double.isNaN(best)) {
          best = v;
          at = i * width + j;
        }
      }
    }
    return at;
  }

  private static int best(
      long[] x,
      int plane,
      int width,
      int top,
      int bottom,
      int down,
      int left,
      int right,
      int across) {
    int at = top * width + left;
    long best = x[plane + at];
    for (int i = top; i < bottom; i += down) {
      for (int j = left; j < right; j += across) {
        long v = x[plane + i * width + j];
        if (v > best) {
          best = v;
          at = i * width + j;
        }
      }
    }
    return at;
  }

  private static int best(
      int[] x,
      int plane,
      int width,
      int top,
      int bottom,
      int down,
      int left,
      int right,
      int across) {
    int at = top * width + left;
    int best = x[plane + at];
    for (int i = top; i < bottom; i += down) {
      for (int j = left; j < right; j += across) {
        int v = x[plane + i * width + j];
        if (v > best) {
          best = v;
          at = i * width + j;
        }
      }
    }
    return at;
  }
}
