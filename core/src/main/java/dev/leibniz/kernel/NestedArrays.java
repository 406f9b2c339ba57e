package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Nested Java arrays, such as {@code double[][]}, from tensors and back. */
final class NestedArrays {
  private NestedArrays() {}

  static Object nest(Dense x) {
    Dense flat = x.contiguous();
    int[] dims = flat.shape().dims();
    if (dims.length == 0) {
      return Array.get(flat.array(), flat.offset());
    }
    Object out = Array.newInstance(flat.array().getClass().componentType(), dims);
    if (flat.shape().size() > 0) {
      fill(out, dims, 0, flat.array(), flat.offset());
    }
    return out;
  }

  private static int fill(Object out, int[] dims, int depth, Object from, int at) {
    if (depth == dims.length - 1) {
      System.arraycopy(from, at, out, 0, dims[depth]);
      return at + dims[depth];
    }
    for (Object row : (Object[]) out) {
      at = fill(row, dims, depth + 1, from, at);
    }
    return at;
  }

  static Dense flatten(Object nested, String operation) {
    Class<?> kind = nested.getClass();
    int rank = 0;
    while (kind.isArray()) {
      kind = kind.componentType();
      rank++;
    }
    DType dtype = dtype(kind, rank, nested, operation);
    int[] dims = new int[rank];
    Object first = nested;
    for (int depth = 0; depth < rank; depth++) {
      dims[depth] = Array.getLength(first);
      if (dims[depth] == 0) {
        break;
      }
      if (depth < rank - 1) {
        first = row(first, 0, new int[depth], operation);
      }
    }
    Shape shape = Shape.of(dims);
    Object flat = Dense.newArray(dtype, shape.size());
    collect(nested, dims, 0, new int[rank], flat, 0, operation);
    return Dense.over(shape, dtype, flat);
  }

  private static DType dtype(Class<?> kind, int rank, Object nested, String operation) {
    if (rank > 0) {
      if (kind == double.class) {
        return DType.FLOAT64;
      }
      if (kind == float.class) {
        return DType.FLOAT32;
      }
      if (kind == long.class) {
        return DType.INT64;
      }
      if (kind == int.class) {
        return DType.INT32;
      }
      if (kind == boolean.class) {
        return DType.BOOL;
      }
    }
    throw new DTypeException(
        operation
            + ": a "
            + nested.getClass().getSimpleName()
            + " holds no numbers that a tensor can; give a (nested) array of double, float, long,"
            + " int or boolean");
  }

  private static int collect(
      Object array, int[] dims, int depth, int[] path, Object flat, int at, String operation) {
    int length = Array.getLength(array);
    if (length != dims[depth]) {
      throw ragged(path, depth, length, dims[depth], operation);
    }
    if (depth == dims.length - 1) {
      System.arraycopy(array, 0, flat, at, length);
      return at + length;
    }
    for (int i = 0; i < length; i++) {
      Object inner = row(array, i, Arrays.copyOf(path, depth), operation);
      path[depth] = i;
      at = collect(inner, dims, depth + 1, path, flat, at, operation);
    }
    return at;
  }

  private static Object row(Object array, int i, int[] path, String operation) {
    @Nullable Object row = Array.get(array, i);
    if (row == null) {
      throw new ShapeException(
          operation + ": row " + name(path) + "[" + i + "] is null; every row must be an array");
    }
    return row;
  }

  private static ShapeException ragged(
      int[] path, int depth, int length, int expected, String operation) {
    return new ShapeException(
        operation
            + ": row "
            + name(Arrays.copyOf(path, depth))
            + " has the length "
            + length
            + ", the first such row "
            + expected
            + "; the rows of a tensor are equally long (pad the short ones)");
  }

  private static String name(int[] path) {
    StringBuilder s = new StringBuilder();
    for (int i : path) {
      s.append('[').append(i).append(']');
    }
    return s.toString();
  }
}
