package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Numbers: a shape, strides and an offset over a heap array that views share.
 *
 * <p>The array is a {@code float[]}, {@code double[]}, {@code int[]}, {@code long[]} or {@code
 * boolean[]}, by dtype; it is never written to once a tensor that holds it has been returned.
 * Strides are counted in elements, may be zero (spread axes) or negative (flipped ones), and are
 * {@code null} where the elements lie row by row without gaps, which is what every fast path asks
 * first.
 */
public final class Dense extends Tensor {
  private final Object array;
  private final int @Nullable [] strides;
  private final int offset;

  private Dense(Shape shape, DType dtype, Object array, int @Nullable [] strides, int offset) {
    super(shape, dtype);
    this.array = array;
    this.strides = strides;
    this.offset = offset;
  }

  /** A tensor over the whole of an array, which now belongs to it. */
  public static Dense over(Shape shape, DType dtype, Object array) {
    return new Dense(shape, dtype, array, null, 0);
  }

  /** A tensor over a fresh array of zeros. */
  public static Dense zeros(Shape shape, DType dtype) {
    return over(shape, dtype, newArray(dtype, shape.size()));
  }

  /** A scalar. */
  public static Dense scalar(double value, DType dtype) {
    Object a =
        switch (dtype) {
          case FLOAT64 -> new double[] {value};
          case FLOAT32 -> new float[] {(float) value};
          case INT64 -> new long[] {(long) value};
          case INT32 -> new int[] {(int) value};
          case BOOL -> new boolean[] {value != 0};
        };
    return over(Shape.SCALAR, dtype, a);
  }

  /** An integer scalar, exact also where a double is not. */
  public static Dense scalar(long value, DType dtype) {
    return dtype == DType.INT64
        ? over(Shape.SCALAR, dtype, new long[] {value})
        : dtype == DType.INT32
            ? over(Shape.SCALAR, dtype, new int[] {(int) value})
            : scalar((double) value, dtype);
  }

  /** A fresh array for numbers of a dtype. */
  public static Object newArray(DType dtype, int n) {
    return switch (dtype) {
      case FLOAT64 -> new double[n];
      case FLOAT32 -> new float[n];
      case INT64 -> new long[n];
      case INT32 -> new int[n];
      case BOOL -> new boolean[n];
    };
  }

  /** The array that this tensor is a view of; to be read only. */
  public Object array() {
    return array;
  }

  public float[] floats() {
    return (float[]) array;
  }

  public double[] doubles() {
    return (double[]) array;
  }

  public long[] longs() {
    return (long[]) array;
  }

  public int[] ints() {
    return (int[]) array;
  }

  public boolean[] booleans() {
    return (boolean[]) array;
  }

  /** Where in the array the first element lies. */
  public int offset() {
    return offset;
  }

  /** Whether the elements lie row by row without gaps. */
  public boolean isContiguous() {
    return strides == null;
  }

  /** How far apart neighbours along this axis lie. */
  public int stride(int axis) {
    if (strides != null) {
      return strides[axis];
    }
    int run = 1;
    for (int i = shape().rank() - 1; i > axis; i--) {
      run *= shape().get(i);
    }
    return run;
  }

  /** The strides as a fresh array. */
  public int[] strides() {
    return strides != null ? strides.clone() : shape().strides();
  }

  /** This tensor, or a copy of it, with its elements row by row without gaps. */
  public Dense contiguous() {
    return strides == null ? this : Copies.contiguous(this);
  }

  /** Whether the array holds nothing but this tensor's elements, in order. */
  public boolean fillsArray() {
    return strides == null
        && offset == 0
        && java.lang.reflect.Array.getLength(array) == shape().size();
  }

  /** A view with other strides over the same array. */
  public Dense view(Shape to, int[] newStrides, int newOffset) {
    return new Dense(to, dtype(), array, isRowMajor(to, newStrides) ? null : newStrides, newOffset);
  }

  private static boolean isRowMajor(Shape s, int[] strides) {
    for (int i = s.rank() - 1, run = 1; i >= 0; i--) {
      int n = s.get(i);
      if (n != 1 && strides[i] != run) {
        return s.size() == 0;
      }
      run *= n;
    }
    return true;
  }

  /** The axes in another order. */
  public Dense permuted(int[] axes) {
    int[] from = strides();
    int[] to = new int[axes.length];
    int[] dims = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      to[i] = from[axes[i]];
      dims[i] = shape().get(axes[i]);
    }
    return view(Shape.of(dims), to, offset);
  }

  /**
   * Every {@code step}-th element along an axis, from {@code start}; a negative step goes
   * backwards.
   */
  public Dense sliced(int axis, int start, int length, int step) {
    int[] to = strides();
    int first = length == 0 ? offset : offset + start * to[axis];
    to[axis] *= step;
    return view(shape().with(axis, length), to, first);
  }

  /** Axes of size one spread, and new ones put in front. */
  public Dense expanded(Shape to) {
    if (to.equals(shape())) {
      return this;
    }
    int[] from = strides();
    int[] out = new int[to.rank()];
    int extra = out.length - from.length;
    for (int i = 0; i < from.length; i++) {
      out[i + extra] = shape().get(i) == 1 && to.get(i + extra) != 1 ? 0 : from[i];
    }
    return view(to, out, offset);
  }

  /** The same elements in another shape of the same size: a view where one exists, else a copy. */
  public Dense reshaped(Shape to) {
    if (strides == null) {
      return new Dense(to, dtype(), array, null, offset);
    }
    int[] view = reshapedStrides(to);
    return view != null ? view(to, view, offset) : contiguous().reshaped(to);
  }

  /** Strides that show this tensor in another shape, or null if only a copy can. */
  private int @Nullable [] reshapedStrides(Shape to) {
    int[] out = new int[to.rank()];
    if (shape().size() == 0) {
      return out;
    }
    int[] old = strides();
    int o = shape().rank() - 1;
    int t = to.rank() - 1;
    while (t >= 0) {
      // A run of old axes that can be walked with one stride, and the new axes that divide it.
      while (o >= 0 && shape().get(o) == 1) {
        o--;
      }
      if (o < 0) {
        out[t--] = 0;
        continue;
      }
      int stride = old[o];
      int run = shape().get(o);
      while (o > 0 && (shape().get(o - 1) == 1 || old[o - 1] == stride * run)) {
        run *= shape().get(--o);
      }
      o--;
      int done = 1;
      while (t >= 0 && done * to.get(t) <= run && run % (done * to.get(t)) == 0) {
        out[t] = stride * done;
        done *= to.get(t--);
      }
      if (done != run) {
        return null;
      }
    }
    return out;
  }
}
