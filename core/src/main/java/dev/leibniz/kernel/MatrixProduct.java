package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import org.jspecify.annotations.Nullable;

/** Products of matrices in the last two axes, broadcast over the others. */
public final class MatrixProduct {
  private MatrixProduct() {}

  /**
   * {@code x[…, m, k]} times {@code y[…, k, n]}; the leading axes broadcast to those of {@code
   * out}.
   */
  public static Dense matmul(Dense x, Dense y, Shape out) {
    Object c = Dense.newArray(x.dtype(), out.size());
    multiply(x, y, c, out, Update.WRITE);
    return Dense.over(out, x.dtype(), c);
  }

  /**
   * The sum of {@code first}, spread to the shape of the result, unless it is null, and of the
   * products of floating-point matrices, which all have that shape.
   */
  public static Dense addmm(@Nullable Dense first, Dense[] x, Dense[] y, Shape out) {
    DType dtype = x[0].dtype();
    Object c = Dense.newArray(dtype, out.size());
    if (first != null) {
      StridedCopy.copy(first.expanded(out), c, 0, out.strides());
    }
    for (int i = 0; i < x.length; i++) {
      multiply(x[i], y[i], c, out, i == 0 && first == null ? Update.WRITE : Update.ADD);
    }
    return Dense.over(out, dtype, c);
  }

  private static void multiply(Dense x, Dense y, Object c, Shape out, Update update) {
    if (out.size() == 0) {
      return;
    }
    if (out.rank() == 2) {
      single(x, y, c, out.get(0), out.get(1), update);
    } else {
      batched(x, y, c, out, update);
    }
  }

  private static void single(Dense x, Dense y, Object c, int m, int n, Update update) {
    int k = x.shape().get(1);
    int xRow = x.stride(0);
    int xColumn = x.stride(1);
    int yRow = y.stride(0);
    int yColumn = y.stride(1);
    boolean isTiny = update == Update.WRITE && (long) m * n * k <= Gemm.TINY;
    if (isTiny && c instanceof float[] to) {
      float[] a = x.floats();
      float[] b = y.floats();
      SmallProduct.multiply(
          m, n, k, a, x.offset(), xRow, xColumn, b, y.offset(), yRow, yColumn, to, 0, n);
    } else if (isTiny && c instanceof double[] to) {
      double[] a = x.doubles();
      double[] b = y.doubles();
      SmallProduct.multiply(
          m, n, k, a, x.offset(), xRow, xColumn, b, y.offset(), yRow, yColumn, to, 0, n);
    } else if (x.dtype().isFloating()) {
      Gemm.multiply(
          new Matrix(x.array(), x.offset(), m, k, xRow, xColumn),
          new Matrix(y.array(), y.offset(), k, n, yRow, yColumn),
          new Matrix(c, 0, m, n, n, 1),
          update);
    } else {
      IntegerProduct.multiply(
          x, x.offset(), xRow, xColumn, y, y.offset(), yRow, yColumn, c, 0, m, n, k);
    }
  }

  private static void batched(Dense x, Dense y, Object c, Shape out, Update update) {
    int batch = out.rank() - 2;
    int m = out.get(-2);
    int n = out.get(-1);
    int k = x.shape().get(-1);
    Dense left = x.expanded(out.range(0, batch).join(Shape.of(m, k)));
    Dense right = y.expanded(out.range(0, batch).join(Shape.of(k, n)));
    int shared = batch;
    // Axes that only the left operand has are more rows of it.
    while (shared > 0 && isSpread(right, shared - 1) && !isSpread(left, shared - 1)) {
      shared--;
    }
    if (shared < batch) {
      int rows = out.range(shared, out.rank() - 1).size();
      Shape lead = out.range(0, shared);
      left = left.reshaped(lead.join(Shape.of(rows, k)));
      right = withoutAxes(right, shared, batch);
      each(left, right, c, lead.size(), shared, rows, n, k, update);
      return;
    }
    // One matrix times many vectors: the vectors are the rows of one product with its transpose.
    if (n == 1 && allSpread(left, batch)) {
      Dense vectors = right.reshaped(Shape.of(out.range(0, batch).size(), k));
      Dense matrix = withoutAxes(left, 0, batch).permuted(new int[] {1, 0});
      single(vectors, matrix, c, vectors.shape().get(0), m, update);
      return;
    }
    each(left, right, c, out.range(0, batch).size(), batch, m, n, k, update);
  }

  private static void each(
      Dense left, Dense right, Object c, int count, int batch, int m, int n, int k, Update update) {
    int[] a = Indexing.batchOffsets(left, batch);
    int[] b = Indexing.batchOffsets(right, batch);
    int aRow = left.stride(batch);
    int aColumn = left.stride(batch + 1);
    int bRow = right.stride(batch);
    int bColumn = right.stride(batch + 1);
    if (left.dtype().isFloating()) {
      Matrix x = new Matrix(left.array(), 0, m, k, aRow, aColumn);
      Matrix y = new Matrix(right.array(), 0, k, n, bRow, bColumn);
      Gemm.each(x, a, y, b, new Matrix(c, 0, m, n, n, 1), m * n, update);
    } else {
      for (int i = 0; i < count; i++) {
        IntegerProduct.multiply(
            left, a[i], aRow, aColumn, right, b[i], bRow, bColumn, c, i * m * n, m, n, k);
      }
    }
  }

  private static boolean isSpread(Dense x, int axis) {
    return x.shape().get(axis) == 1 || x.stride(axis) == 0;
  }

  private static boolean allSpread(Dense x, int batch) {
    for (int axis = 0; axis < batch; axis++) {
      if (!isSpread(x, axis)) {
        return false;
      }
    }
    return true;
  }

  /** The first entry along some axes, which all entries equal. */
  private static Dense withoutAxes(Dense x, int from, int to) {
    int[] strides = new int[x.shape().rank() - (to - from)];
    for (int i = 0; i < strides.length; i++) {
      strides[i] = x.stride(i < from ? i : i + to - from);
    }
    Shape rest = x.shape().range(0, from).join(x.shape().range(to, x.shape().rank()));
    return x.view(rest, strides, x.offset());
  }
}
