package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random tensors in every layout that a view can have, and their elements read one by one. */
final class Layouts {
  private Layouts() {}

  /** Random numbers, row by row. */
  static Dense random(Random random, DType dtype, int... dims) {
    Shape shape = Shape.of(dims);
    Object array = Dense.newArray(dtype, shape.size());
    for (int i = 0; i < shape.size(); i++) {
      switch (array) {
        case float[] a -> a[i] = (float) random.nextGaussian();
        case double[] a -> a[i] = random.nextGaussian();
        case long[] a -> a[i] = random.nextInt(-9, 10);
        case int[] a -> a[i] = random.nextInt(-9, 10);
        case boolean[] a -> a[i] = random.nextBoolean();
        default -> throw new AssertionError(array.getClass());
      }
    }
    return Dense.over(shape, dtype, array);
  }

  /**
   * Random tensors of one shape: contiguous, inside a larger array, permuted, stepped, flipped,
   * spread.
   */
  static List<Dense> all(Random random, DType dtype, int... dims) {
    List<Dense> all = new ArrayList<>();
    all.add(random(random, dtype, dims));
    int rank = dims.length;
    Shape shape = Shape.of(dims);
    all.add(random(random, dtype, shape.insert(0, 3).dims()).sliced(0, 1, 1, 1).reshaped(shape));
    if (rank == 0) {
      return all;
    }
    int[] reversed = new int[rank];
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      reversed[i] = dims[rank - 1 - i];
      axes[i] = rank - 1 - i;
    }
    all.add(random(random, dtype, reversed).permuted(axes));
    for (int axis = 0; axis < rank; axis++) {
      int n = dims[axis];
      all.add(random(random, dtype, shape.with(axis, 2 * n + 1).dims()).sliced(axis, 1, n, 2));
      if (n > 0) {
        all.add(random(random, dtype, dims).sliced(axis, n - 1, n, -1));
        all.add(random(random, dtype, shape.with(axis, 1).dims()).expanded(shape));
      }
    }
    if (rank > 1) {
      Dense swapped = random(random, dtype, shape.with(0, dims[1]).with(1, dims[0]).dims());
      int[] swap = new int[rank];
      for (int i = 0; i < rank; i++) {
        swap[i] = i < 2 ? 1 - i : i;
      }
      all.add(swapped.permuted(swap));
    }
    return all;
  }

  /** The element at a position. */
  static double at(Dense x, int... position) {
    int at = x.offset();
    for (int axis = 0; axis < position.length; axis++) {
      at += position[axis] * x.stride(axis);
    }
    Object e = Array.get(x.array(), at);
    return e instanceof Boolean b ? (b ? 1 : 0) : ((Number) e).doubleValue();
  }

  /** All elements, row by row. */
  static double[] values(Dense x) {
    double[] out = new double[x.shape().size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = at(x, position(x.shape(), i));
    }
    return out;
  }

  /** Where the i-th element in row-major order lies. */
  static int[] position(Shape shape, int i) {
    int[] position = new int[shape.rank()];
    for (int axis = position.length - 1; axis >= 0; axis--) {
      position[axis] = i % shape.get(axis);
      i /= shape.get(axis);
    }
    return position;
  }
}
