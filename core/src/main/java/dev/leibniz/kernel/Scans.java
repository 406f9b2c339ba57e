package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Order;
import dev.leibniz.Shape;

/** Running sums, products and extremes, sorted order, and triangles of matrices. */
public final class Scans {
  private Scans() {}

  /** The running sum along an axis; of integers and truths an INT64. */
  public static Dense cumsum(Dense x, int axis) {
    return scan(x, axis, false);
  }

  /** The running product along an axis; of integers and truths an INT64. */
  public static Dense cumprod(Dense x, int axis) {
    return scan(x, axis, true);
  }

  private static Dense scan(Dense view, int axis, boolean product) {
    Dense x = view.dtype().isFloating() ? view : Elementwise.convert(view, DType.INT64);
    x = x.contiguous();
    Shape shape = x.shape();
    Object z = Dense.newArray(x.dtype(), shape.size());
    int length = shape.get(axis);
    int width = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      width *= shape.get(i);
    }
    int block = length * width;
    for (int at = 0; at < shape.size(); at += block) {
      int from = x.offset() + at;
      switch (x.array()) {
        case float[] a -> Running.scan(a, from, (float[]) z, at, length, width, product);
        case double[] a -> Running.scan(a, from, (double[]) z, at, length, width, product);
        case long[] a -> Running.scan(a, from, (long[]) z, at, length, width, product);
        default -> throw new AssertionError(x.array().getClass());
      }
    }
    return Dense.over(shape, x.dtype(), z);
  }

  /** hᵢ = aᵢ hᵢ₋₁ + bᵢ along an axis, from zero; of floating numbers and INT64. */
  public static Dense recurrence(Dense a, Dense b, int axis) {
    return RunningFunctions.recurrence(a.contiguous(), b.contiguous(), axis);
  }

  /** The logarithm of the running sum of exponentials along an axis; of floating numbers. */
  public static Dense logcumsumexp(Dense x, int axis) {
    return RunningFunctions.logcumsumexp(x.contiguous(), axis);
  }

  /** The greatest element so far along an axis, and its place: the last among equals. */
  public static Dense[] cummax(Dense x, int axis) {
    return RunningFunctions.extremum(x.contiguous(), axis, true);
  }

  /** The least element so far along an axis, and its place: the last among equals. */
  public static Dense[] cummin(Dense x, int axis) {
    return RunningFunctions.extremum(x.contiguous(), axis, false);
  }

  /** The values in order along an axis and their positions; equal ones keep their order. */
  public static Dense[] sort(Dense x, int axis, Order order) {
    return Sorting.sort(x, axis, order);
  }

  /**
   * Matrices with zeros above (if {@code lower}) or below a diagonal; the diagonals to the right of
   * the main one have positive numbers.
   */
  public static Dense triangle(Dense view, int diagonal, boolean lower) {
    Dense x = view.contiguous();
    Shape shape = x.shape();
    int columns = shape.get(-1);
    int rows = shape.get(-2);
    Object z = Dense.newArray(x.dtype(), shape.size());
    for (int at = 0, row = 0; at < shape.size(); at += columns, row = (row + 1) % rows) {
      int edge = Math.clamp((long) row + diagonal + (lower ? 1 : 0), 0, columns);
      int from = lower ? 0 : edge;
      int to = lower ? edge : columns;
      System.arraycopy(x.array(), x.offset() + at + from, z, at + from, to - from);
    }
    return Dense.over(shape, x.dtype(), z);
  }
}
