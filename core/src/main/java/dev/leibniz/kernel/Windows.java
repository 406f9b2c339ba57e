package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Shape;

/**
 * Sliding windows along an axis: a view that overlaps itself, and the sum that puts it together.
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
}
