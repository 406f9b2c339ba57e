package dev.leibniz.nn;

import dev.leibniz.Index;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.Tensor.ValuesAndIndices;
import java.util.Arrays;

/** Poolings over the last axis or the last two, through sliding windows and cells. */
public final class Poolings {
  private Poolings() {}

  /** How many windows fit where the size is no multiple of the stride. */
  public enum Rounding {
    /** Those that lie inside. */
    FLOOR,
    /** One more that reaches outside, if it begins inside. */
    CEIL
  }

  /** What an average divides by where a window lies over padding. */
  public enum Padding {
    /** Padding counts. */
    COUNTED,
    /** Only what is no padding counts. */
    LEFT_OUT
  }

  /**
   * The greatest element of each window. See {@code torch.nn.functional.max_pool2d}.
   *
   * <pre>{@code
   * maxPool2d(Tensor.ones(3, 4, 4), Window.of(2, 2).withStride(2), Rounding.FLOOR).shape()
   * // [3, 2, 2]
   * }</pre>
   *
   * @param x of shape […, H, W]
   * @param window size, stride, padding and dilation; padding never wins
   * @param rounding how many windows there are
   * @return of shape […, H′, W′]
   * @throws ShapeException if a window does not fit
   */
  public static Tensor maxPool2d(Tensor x, Window window, Rounding rounding) {
    return maxPool2dWithIndices(x, window, rounding).values();
  }

  /**
   * The greatest element of each window, and its place: the first among equals. See {@code
   * torch.nn.functional.max_pool2d} with {@code return_indices}.
   *
   * <pre>{@code
   * maxPool2dWithIndices(Tensor.of(new double[][] {{1, 2}, {4, 3}}), Window.of(2, 2), Rounding.FLOOR).indices()
   * // [[2]]
   * }</pre>
   *
   * @param x of shape […, H, W]
   * @param window size, stride, padding and dilation; padding never wins
   * @param rounding how many windows there are
   * @return values, and indices into each plane as row · W + column
   * @throws ShapeException if a window does not fit
   */
  public static ValuesAndIndices maxPool2dWithIndices(Tensor x, Window window, Rounding rounding) {
    return maxPool("maxPool2d", 2, x, window, rounding);
  }

  /**
   * The greatest element of each window along the last axis. See {@code
   * torch.nn.functional.max_pool1d}.
   *
   * <pre>{@code
   * maxPool1d(Tensor.of(1, 4, 2, 3), Window.of(2).withStride(2), Rounding.FLOOR)      // [4. 3.]
   * }</pre>
   *
   * @param x of shape […, L]
   * @param window size, stride, padding and dilation; padding never wins
   * @param rounding how many windows there are
   * @return of shape […, L′]
   * @throws ShapeException if a window does not fit
   */
  public static Tensor maxPool1d(Tensor x, Window window, Rounding rounding) {
    return maxPool1dWithIndices(x, window, rounding).values();
  }

  /**
   * The greatest element of each window along the last axis, and its place: the first among equals.
   * See {@code torch.nn.functional.max_pool1d} with {@code return_indices}.
   *
   * <pre>{@code
   * Window pairs = Window.of(2).withStride(2);
   * maxPool1dWithIndices(Tensor.of(1, 4, 2, 3), pairs, Rounding.FLOOR).indices()      // [1 3]
   * }</pre>
   *
   * @param x of shape […, L]
   * @param window size, stride, padding and dilation; padding never wins
   * @param rounding how many windows there are
   * @return values, and indices along the axis
   * @throws ShapeException if a window does not fit
   */
  public static ValuesAndIndices maxPool1dWithIndices(Tensor x, Window window, Rounding rounding) {
    return maxPool("maxPool1d", 1, x, window, rounding);
  }

  private static ValuesAndIndices maxPool(
      String operation, int axes, Tensor x, Window window, Rounding rounding) {
    int[] out = counts(operation, axes, x, window, rounding);
    return x.maxPool(window.sizes(), window.strides(), amounts(x, window, out), window.dilations());
  }

  /** A vector along one of the last axes. */
  private static Tensor along(Tensor vector, int i, int axes) {
    int[] dims = new int[axes];
    Arrays.fill(dims, 1);
    dims[i] = vector.size();
    return vector.reshape(dims);
  }

  /**
   * The mean of each window. See {@code torch.nn.functional.avg_pool2d}.
   *
   * <pre>{@code
   * avgPool2d(Tensor.of(new double[][] {{1, 2}, {4, 3}}), Window.of(2, 2), Rounding.FLOOR, Padding.COUNTED)
   * // [[2.5]]
   * }</pre>
   *
   * @param x of shape […, H, W]
   * @param window size, stride and padding; its dilation must be 1
   * @param rounding how many windows there are
   * @param padding whether zeros of the padding count
   * @return of shape […, H′, W′]
   * @throws ShapeException if a window does not fit
   */
  public static Tensor avgPool2d(Tensor x, Window window, Rounding rounding, Padding padding) {
    return avgPool("avgPool2d", 2, x, window, rounding, padding);
  }

  /**
   * The mean of each window along the last axis. See {@code torch.nn.functional.avg_pool1d}.
   *
   * <pre>{@code
   * avgPool1d(Tensor.of(1, 3, 5), Window.of(2), Rounding.FLOOR, Padding.COUNTED)      // [2. 4.]
   * }</pre>
   *
   * @param x of shape […, L]
   * @param window size, stride and padding; its dilation must be 1
   * @param rounding how many windows there are
   * @param padding whether zeros of the padding count
   * @return of shape […, L′]
   * @throws ShapeException if a window does not fit
   */
  public static Tensor avgPool1d(Tensor x, Window window, Rounding rounding, Padding padding) {
    return avgPool("avgPool1d", 1, x, window, rounding, padding);
  }

  private static Tensor avgPool(
      String operation, int axes, Tensor x, Window window, Rounding rounding, Padding padding) {
    int[] out = counts(operation, axes, x, window, rounding);
    Tensor sizes = Tensor.scalar(1);
    for (int i = 0; i < axes; i++) {
      sizes = sizes.mul(along(Tensor.of(divisors(x, window, out, padding, i)), i, axes));
    }
    return sums(x, window, out).div(sizes.to(x.dtype().toFloating()));
  }

  /**
   * The sum of each window, divided by a number. See {@code torch.nn.functional.avg_pool2d} with
   * {@code divisor_override}.
   *
   * @param x of shape […, H, W]
   * @param window size, stride and padding; its dilation must be 1
   * @param rounding how many windows there are
   * @param divisor what to divide by
   * @return of shape […, H′, W′]
   * @throws ShapeException if a window does not fit
   */
  public static Tensor avgPool2d(Tensor x, Window window, Rounding rounding, double divisor) {
    return sums(x, window, counts("avgPool2d", 2, x, window, rounding)).div(divisor);
  }

  private static Tensor sums(Tensor x, Window window, int[] out) {
    Tensor windows = windows(x, window, out);
    return out.length == 1 ? windows.sum(-1) : windows.sum(-2, -1);
  }

  private static double[] divisors(Tensor x, Window window, int[] out, Padding padding, int i) {
    int n = x.shape().get(i - out.length);
    double[] divisors = new double[out[i]];
    for (int o = 0; o < divisors.length; o++) {
      int start = o * window.stride(i) - window.before(i);
      int end = Math.min(start + window.size(i), n + window.behind(i));
      divisors[o] =
          padding == Padding.COUNTED ? end - start : Math.min(end, n) - Math.max(start, 0);
    }
    return divisors;
  }

  /**
   * The means over cells that divide each plane as evenly as can be. See {@code
   * torch.nn.functional.adaptive_avg_pool2d}.
   *
   * <pre>{@code
   * adaptiveAvgPool2d(Tensor.of(new double[][] {{1, 2}, {4, 3}}), 1, 2)      // [[2.5 2.5]]
   * }</pre>
   *
   * @param x of shape […, H, W]
   * @param rows how many cells there are from top to bottom
   * @param columns how many from left to right
   * @return of shape […, rows, columns]
   * @throws ShapeException if there are fewer than two axes
   */
  public static Tensor adaptiveAvgPool2d(Tensor x, int rows, int columns) {
    if (x.rank() < 2) {
      throw new ShapeException(
          "adaptiveAvgPool2d: a tensor of shape " + x.shape() + " has no planes");
    }
    Tensor floating = x.to(x.dtype().toFloating());
    Tensor down = Interpolations.cells(x.shape().get(-2), rows).to(floating.dtype());
    Tensor across = Interpolations.cells(x.shape().get(-1), columns).to(floating.dtype());
    return down.matmul(floating).matmul(across.mT());
  }

  /**
   * The means over cells that divide the last axis as evenly as can be. See {@code
   * torch.nn.functional.adaptive_avg_pool1d}.
   *
   * <pre>{@code
   * adaptiveAvgPool1d(Tensor.of(1, 3, 5, 7), 2)      // [2. 6.]
   * }</pre>
   *
   * @param x of shape […, L]
   * @param cells how many there are
   * @return of shape […, cells]
   * @throws ShapeException if there is no axis
   */
  public static Tensor adaptiveAvgPool1d(Tensor x, int cells) {
    if (x.rank() == 0) {
      throw new ShapeException("adaptiveAvgPool1d: a scalar has no axis; use reshape(1) before");
    }
    return adaptiveAvgPool2d(x.unsqueeze(-2), 1, cells).squeeze(-2);
  }

  /**
   * The greatest elements of cells that divide the last axis as evenly as can be, and their places:
   * the first among equals. See {@code torch.nn.functional.adaptive_max_pool1d}.
   *
   * <pre>{@code
   * adaptiveMaxPool1d(Tensor.of(1, 4, 2, 3), 2).values()      // [4. 3.]
   * }</pre>
   *
   * @param x of shape […, L]
   * @param cells how many there are
   * @return values of shape […, cells], and indices along the axis
   * @throws ShapeException if there is no axis, or it is empty
   */
  public static ValuesAndIndices adaptiveMaxPool1d(Tensor x, int cells) {
    requireCells("adaptiveMaxPool1d", 1, x);
    ValuesAndIndices r = adaptiveMaxPool2d(x.unsqueeze(-2), 1, cells);
    return new ValuesAndIndices(r.values().squeeze(-2), r.indices().squeeze(-2));
  }

  /**
   * The greatest elements of cells that divide each plane as evenly as can be, and their places:
   * the first among equals. See {@code torch.nn.functional.adaptive_max_pool2d}.
   *
   * <pre>{@code
   * adaptiveMaxPool2d(Tensor.of(new double[][] {{1, 2}, {4, 3}}), 1, 2).values()      // [[4. 3.]]
   * }</pre>
   *
   * @param x of shape […, H, W]
   * @param rows how many cells there are from top to bottom
   * @param columns how many from left to right
   * @return values of shape […, rows, columns], and indices into each plane as row · W + column
   * @throws ShapeException if there are fewer than two axes, or one is empty
   */
  public static ValuesAndIndices adaptiveMaxPool2d(Tensor x, int rows, int columns) {
    requireCells("adaptiveMaxPool2d", 2, x);
    int w = x.shape().get(-1);
    long[][] down = cells(x.shape().get(-2), rows);
    long[][] across = cells(w, columns);
    int high = down.length == 0 ? 0 : down[0].length;
    int wide = across.length == 0 ? 0 : across[0].length;
    Tensor row = Tensor.fromArray(down).reshape(rows, 1, high, 1);
    Tensor column = Tensor.fromArray(across).reshape(columns, 1, wide);
    Tensor places = row.mul((long) w).add(column).reshape(rows, columns, high * wide);
    ValuesAndIndices best = x.flatten(-2, -1).get(Index.ELLIPSIS, places).max(-1);
    Shape all = best.values().shape().join(Shape.of(high * wide));
    Tensor indices = places.expand(all).gather(-1, best.indices().unsqueeze(-1)).squeeze(-1);
    return new ValuesAndIndices(best.values(), indices);
  }

  /** The places of each cell; of smaller ones the last place again, which changes no maximum. */
  private static long[][] cells(int n, int count) {
    int most = 0;
    for (int i = 0; i < count; i++) {
      most =
          Math.max(
              most, Interpolations.cellEnd(i, n, count) - Interpolations.cellStart(i, n, count));
    }
    long[][] places = new long[count][most];
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < most; k++) {
        places[i][k] =
            Math.min(
                Interpolations.cellStart(i, n, count) + k, Interpolations.cellEnd(i, n, count) - 1);
      }
    }
    return places;
  }

  private static void requireCells(String operation, int axes, Tensor x) {
    boolean fits = x.rank() >= axes;
    for (int i = 1; fits && i <= axes; i++) {
      fits = x.shape().get(-i) > 0;
    }
    if (!fits) {
      throw new ShapeException(
          operation
              + ": a tensor of shape "
              + x.shape()
              + ": its last axes are pooled and must have elements; it needs as many as "
              + axes);
    }
  }

  private static void requireAxes(String operation, int axes, Tensor x, Window window) {
    if (x.rank() < axes || window.axes() != axes) {
      throw new ShapeException(
          operation
              + ": a tensor of shape "
              + x.shape()
              + " and a window of "
              + window.axes()
              + " axes; it pools the last axes, and needs in both as many as "
              + axes);
    }
  }

  private static int[] counts(
      String operation, int axes, Tensor x, Window window, Rounding rounding) {
    requireAxes(operation, axes, x, window);
    int[] out = new int[axes];
    for (int i = 0; i < axes; i++) {
      int n = x.shape().get(i - axes);
      int reach = window.dilation(i) * (window.size(i) - 1) + 1;
      int span = n + window.before(i) + window.behind(i) - reach;
      if (span < 0) {
        throw new ShapeException(
            operation
                + ": a "
                + window
                + " does not fit into a tensor of shape "
                + x.shape()
                + "; pad it or take a smaller window");
      }
      int s = window.stride(i);
      out[i] = span / s + 1;
      if (rounding == Rounding.CEIL && span % s != 0 && out[i] * s < n + window.before(i)) {
        out[i]++;
      }
    }
    return out;
  }

  /** The padding of a window, and behind it as much as its last place needs. */
  private static int[] amounts(Tensor x, Window window, int[] out) {
    int axes = out.length;
    int[] amounts = window.amounts();
    for (int i = 0; i < axes; i++) {
      int reach = window.dilation(i) * (window.size(i) - 1) + 1;
      int needed = (out[i] - 1) * window.stride(i) + reach;
      int at = 2 * (axes - 1 - i) + 1;
      amounts[at] = needed - x.shape().get(i - axes) - window.before(i);
    }
    return amounts;
  }

  private static Tensor windows(Tensor x, Window window, int[] out) {
    int axes = out.length;
    Tensor t = x.pad(0.0, amounts(x, window, out));
    for (int i = 0; i < axes; i++) {
      int axis = x.rank() - axes + i;
      t = t.unfold(axis, window.size(i), window.stride(i), window.dilation(i));
    }
    return t;
  }
}
