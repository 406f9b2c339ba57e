package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import java.util.Arrays;

/** Elements picked by position, and the transpose of that: elements added at positions. */
public final class Indexing {
  private Indexing() {}

  /**
   * Rows of {@code x[b…, n, rest…]} at the positions {@code index[b…, k…]}: {@code out[b…, k…,
   * rest…]}. The first {@code batch} axes belong to both.
   */
  public static Dense take(Dense x, Dense index, int batch, String operation) {
    int n = x.shape().get(batch);
    int[] rows = positions(index, n, batch, x.shape(), operation);
    Shape rest = x.shape().range(batch + 1, x.shape().rank());
    Shape out = index.shape().join(rest);
    Object array = Dense.newArray(x.dtype(), out.size());
    if (out.size() == 0) {
      return Dense.over(out, x.dtype(), array);
    }
    // A view whose rows are scattered is copied first, unless few of its rows are wanted.
    boolean rowsAreRuns = hasRowMajorTail(x, batch + 1);
    Dense from = rowsAreRuns || x.shape().size() > 2L * out.size() ? x : x.contiguous();
    int width = rest.size();
    int[] bases = batchOffsets(from, batch);
    int perBatch = rows.length / bases.length;
    int stride = from.stride(batch);
    if (!rowsAreRuns && from == x) {
      int[] dims = rest.dims();
      int[] strides = Arrays.copyOfRange(x.strides(), batch + 1, x.shape().rank());
      for (int i = 0; i < rows.length; i++) {
        int at = bases[i / perBatch] + rows[i] * stride;
        StridedCopy.copy(dims, x.array(), at, strides, array, i * width, rest.strides());
      }
    } else {
      Pool.parallel(
          bases.length,
          grain(perBatch, width),
          (first, last) -> {
            for (int b = first; b < last; b++) {
              int at = b * perBatch;
              Rows.take(from.array(), bases[b], stride, rows, at, at + perBatch, array, width);
            }
          });
    }
    return Dense.over(out, x.dtype(), array);
  }

  /** How many batches of so many rows are worth another thread. */
  private static int grain(int rows, int width) {
    return Math.max(1, Elementwise.GRAIN / Math.max(1, rows * width));
  }

  /**
   * The rows of {@code source[b…, k…, rest…]} added, one after the other, into zeros of shape
   * {@code [b…, n, rest…]} at the positions {@code index[b…, k…]}.
   */
  public static Dense takeAdd(Dense source, Dense index, int batch, int n, String operation) {
    Shape rest = source.shape().range(index.shape().rank(), source.shape().rank());
    Shape lead = index.shape().range(0, batch);
    Shape out = lead.join(Shape.of(n)).join(rest);
    int[] rows = positions(index, n, batch, out, operation);
    Dense from = source.contiguous();
    Object array = Dense.newArray(source.dtype(), out.size());
    int width = rest.size();
    if (rows.length > 0 && width > 0) {
      int batches = lead.size();
      int perBatch = rows.length / batches;
      Pool.parallel(
          batches,
          grain(perBatch, width),
          (first, last) -> {
            for (int b = first; b < last; b++) {
              Rows.add(
                  from.array(),
                  from.offset(),
                  rows,
                  b * perBatch,
                  (b + 1) * perBatch,
                  array,
                  b * n * width,
                  width);
            }
          });
    }
    return Dense.over(out, source.dtype(), array);
  }

  /**
   * The positions of the true elements, in row-major order: INT64 of shape {@code [count, rank]}.
   */
  public static Dense nonzero(Dense mask) {
    Dense flat = mask.contiguous();
    boolean[] a = flat.booleans();
    int size = flat.shape().size();
    int from = flat.offset();
    int count = 0;
    for (int i = 0; i < size; i++) {
      count += a[from + i] ? 1 : 0;
    }
    int[] dims = flat.shape().dims();
    int rank = dims.length;
    Shape shape = Shape.of(count, rank);
    long[] out = new long[shape.size()];
    for (int i = 0, at = 0; i < size && at < out.length; i++) {
      if (a[from + i]) {
        int left = i;
        for (int axis = rank - 1; axis >= 0; axis--) {
          out[at + axis] = left % dims[axis];
          left /= dims[axis];
        }
        at += rank;
      }
    }
    return Dense.over(shape, DType.INT64, out);
  }

  /** The index row by row, counted from the front and checked. */
  private static int[] positions(Dense index, int n, int axis, Shape indexed, String operation) {
    Dense flat = index.contiguous();
    int at = flat.offset();
    int[] rows = new int[flat.shape().size()];
    if (flat.array() instanceof long[] a) {
      for (int i = 0; i < rows.length; i++) {
        long row = a[at + i];
        if (row < -n || row >= n) {
          throw outside(row, i, index.shape(), n, axis, indexed, operation);
        }
        rows[i] = (int) (row < 0 ? row + n : row);
      }
    } else {
      int[] a = flat.ints();
      for (int i = 0; i < rows.length; i++) {
        int row = a[at + i];
        if (row < -n || row >= n) {
          throw outside(row, i, index.shape(), n, axis, indexed, operation);
        }
        rows[i] = row < 0 ? row + n : row;
      }
    }
    return rows;
  }

  private static ShapeException outside(
      long row, int flat, Shape index, int n, int axis, Shape indexed, String operation) {
    int[] position = new int[index.rank()];
    for (int i = position.length - 1, left = flat; i >= 0; i--) {
      position[i] = left % index.get(i);
      left /= index.get(i);
    }
    return new ShapeException(
        operation
            + ": the index "
            + row
            + (position.length == 0 ? "" : " at " + Arrays.toString(position))
            + " is out of range for axis "
            + axis
            + " of shape "
            + indexed
            + (n == 0
                ? ", which is empty"
                : ": it must lie between "
                    + -n
                    + " and "
                    + (n - 1)
                    + " (clamp it, or mask it out)"));
  }

  private static boolean hasRowMajorTail(Dense x, int from) {
    for (int axis = x.shape().rank() - 1, run = 1; axis >= from; axis--) {
      if (x.shape().get(axis) != 1 && x.stride(axis) != run) {
        return false;
      }
      run *= x.shape().get(axis);
    }
    return true;
  }

  /** Where each entry of the leading axes starts. */
  static int[] batchOffsets(Dense x, int batch) {
    int[] offsets = {x.offset()};
    for (int axis = 0; axis < batch; axis++) {
      int size = x.shape().get(axis);
      int stride = x.stride(axis);
      int[] longer = new int[offsets.length * size];
      int at = 0;
      for (int offset : offsets) {
        for (int i = 0; i < size; i++) {
          longer[at++] = offset + i * stride;
        }
      }
      offsets = longer;
    }
    return offsets;
  }
}
