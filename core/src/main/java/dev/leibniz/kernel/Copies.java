package dev.leibniz.kernel;

import dev.leibniz.Shape;
import java.util.Arrays;

/** Copies of tensors: whole, joined, padded, overwritten in part, and as Java arrays. */
public final class Copies {
  private Copies() {}

  /** Writes elements to their places in an array that is still being filled. */
  public static void into(Dense x, Object to, int toOffset, int[] toStrides) {
    StridedCopy.copy(x, to, toOffset, toStrides);
  }

  /**
   * {@link System#arraycopy}, which is several times slower for few elements where the compiler
   * does not know the kind of the arrays.
   */
  static void range(Object from, int at, Object to, int position, int n) {
    switch (from) {
      case float[] a -> System.arraycopy(a, at, (float[]) to, position, n);
      case double[] a -> System.arraycopy(a, at, (double[]) to, position, n);
      default -> System.arraycopy(from, at, to, position, n);
    }
  }

  /** A fresh tensor with the same elements, row by row. */
  public static Dense contiguous(Dense x) {
    return Dense.over(x.shape(), x.dtype(), freshArray(x));
  }

  /** Tensors of one dtype one behind the other along an axis. */
  public static Dense cat(Dense[] parts, int axis, Shape out) {
    Object array = Dense.newArray(parts[0].dtype(), out.size());
    int[] strides = out.strides();
    int at = 0;
    for (Dense part : parts) {
      StridedCopy.copy(part, array, at, strides);
      at += part.shape().get(axis) * strides[axis];
    }
    return Dense.over(out, parts[0].dtype(), array);
  }

  /**
   * Zeros with {@code x} at the positions {@code start}, {@code start + step}, … of an axis: the
   * transpose of a slice.
   */
  public static Dense embed(Dense x, Shape out, int axis, int start, int step) {
    Object array = Dense.newArray(x.dtype(), out.size());
    int[] strides = out.strides();
    int at = start * strides[axis];
    strides[axis] *= step;
    StridedCopy.copy(x, array, at, strides);
    return Dense.over(out, x.dtype(), array);
  }

  /**
   * A copy of {@code x} in which a block, as large as {@code part}, has been overwritten with it.
   */
  public static Dense replace(Dense x, Dense part, int[] starts, int[] steps) {
    Object array = freshArray(x);
    int[] strides = x.shape().strides();
    int at = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      at += starts[axis] * strides[axis];
      strides[axis] *= steps[axis];
    }
    StridedCopy.copy(part, array, at, strides);
    return Dense.over(x.shape(), x.dtype(), array);
  }

  /** The elements row by row in an array of the tensor's own dtype, which the caller owns. */
  private static Object freshArray(Dense x) {
    int n = x.shape().size();
    if (x.isContiguous() && n > 0) {
      int end = x.offset() + n;
      return switch (x.array()) {
        case float[] a -> Arrays.copyOfRange(a, x.offset(), end);
        case double[] a -> Arrays.copyOfRange(a, x.offset(), end);
        case long[] a -> Arrays.copyOfRange(a, x.offset(), end);
        case int[] a -> Arrays.copyOfRange(a, x.offset(), end);
        case boolean[] a -> Arrays.copyOfRange(a, x.offset(), end);
        default -> throw new AssertionError(x.array().getClass());
      };
    }
    Object array = Dense.newArray(x.dtype(), n);
    StridedCopy.copy(x, array, 0, x.shape().strides());
    return array;
  }

  /** The elements row by row, cast to double; true is 1. */
  public static double[] toDoubles(Dense x) {
    if (x.array() instanceof double[]) {
      return (double[]) freshArray(x);
    }
    Dense c = x.contiguous();
    int at = c.offset();
    double[] out = new double[c.shape().size()];
    switch (c.array()) {
      case float[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i];
        }
      }
      case long[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i];
        }
      }
      case int[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i];
        }
      }
      case boolean[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(c.array().getClass());
    }
    return out;
  }

  /** The elements row by row, cast to float; true is 1. */
  public static float[] toFloats(Dense x) {
    if (x.array() instanceof float[]) {
      return (float[]) freshArray(x);
    }
    Dense c = x.contiguous();
    int at = c.offset();
    float[] out = new float[c.shape().size()];
    switch (c.array()) {
      case double[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (float) a[at + i];
        }
      }
      case long[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i];
        }
      }
      case int[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i];
        }
      }
      case boolean[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(c.array().getClass());
    }
    return out;
  }

  /** The elements row by row, cast to long: rounded towards zero, NaN is 0, true is 1. */
  public static long[] toLongs(Dense x) {
    if (x.array() instanceof long[]) {
      return (long[]) freshArray(x);
    }
    Dense c = x.contiguous();
    int at = c.offset();
    long[] out = new long[c.shape().size()];
    switch (c.array()) {
      case double[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (long) a[at + i];
        }
      }
      case float[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (long) a[at + i];
        }
      }
      case int[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i];
        }
      }
      case boolean[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(c.array().getClass());
    }
    return out;
  }

  /** The elements row by row, cast to int: rounded towards zero, NaN is 0, true is 1. */
  public static int[] toInts(Dense x) {
    if (x.array() instanceof int[]) {
      return (int[]) freshArray(x);
    }
    Dense c = x.contiguous();
    int at = c.offset();
    int[] out = new int[c.shape().size()];
    switch (c.array()) {
      case double[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (int) a[at + i];
        }
      }
      case float[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (int) a[at + i];
        }
      }
      case long[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = (int) a[at + i];
        }
      }
      case boolean[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] ? 1 : 0;
        }
      }
      default -> throw new AssertionError(c.array().getClass());
    }
    return out;
  }

  /** For each element, row by row, whether it is other than zero; NaN is. */
  public static boolean[] toBooleans(Dense x) {
    if (x.array() instanceof boolean[]) {
      return (boolean[]) freshArray(x);
    }
    Dense c = x.contiguous();
    int at = c.offset();
    boolean[] out = new boolean[c.shape().size()];
    switch (c.array()) {
      case double[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] != 0;
        }
      }
      case float[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] != 0;
        }
      }
      case long[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] != 0;
        }
      }
      case int[] a -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = a[at + i] != 0;
        }
      }
      default -> throw new AssertionError(c.array().getClass());
    }
    return out;
  }

  /** The elements as a nested Java array of the dtype's primitive; a scalar as a boxed number. */
  public static Object toNested(Dense x) {
    return NestedArrays.nest(x);
  }

  /** A tensor of the numbers in a nested Java array of primitives. */
  public static Dense fromNested(Object array, String operation) {
    return NestedArrays.flatten(array, operation);
  }
}
