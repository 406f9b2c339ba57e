package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.Tensor.ValuesAndIndices;

/** Poolings over the last two axes, through sliding windows. */
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
    int[] out = counts("maxPool2d", x, window, rounding);
    Tensor windows = windows(x, window, out, Double.NEGATIVE_INFINITY);
    ValuesAndIndices best = windows.flatten(-2, -1).max(-1);
    Tensor row = places(best.indices().div((long) window.size(1)).floor(), window, out, 0);
    Tensor column = places(best.indices().remainder((long) window.size(1)), window, out, 1);
    Tensor indices = row.mul((long) x.shape().get(-1)).add(column);
    return new ValuesAndIndices(best.values(), indices);
  }

  private static Tensor places(Tensor inside, Window window, int[] out, int i) {
    Tensor start = Tensor.arange(out[i]).mul((long) window.stride(i)).sub((long) window.before(i));
    Shape along = i == 0 ? Shape.of(out[0], 1) : Shape.of(1, out[1]);
    return inside.to(DType.INT64).mul((long) window.dilation(i)).add(start.reshape(along));
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
    int[] out = counts("avgPool2d", x, window, rounding);
    Tensor rows = Tensor.of(divisors(x, window, out, padding, 0)).reshape(out[0], 1);
    Tensor columns = Tensor.of(divisors(x, window, out, padding, 1));
    return sums(x, window, out).div(rows.mul(columns).to(x.dtype().toFloating()));
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
    return sums(x, window, counts("avgPool2d", x, window, rounding)).div(divisor);
  }

  private static Tensor sums(Tensor x, Window window, int[] out) {
    requirePlanes("avgPool2d", x, window);
    return windows(x, window, out, 0).sum(-2, -1);
  }

  private static double[] divisors(Tensor x, Window window, int[] out, Padding padding, int i) {
    int n = x.shape().get(i - 2);
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

  private static void requirePlanes(String operation, Tensor x, Window window) {
    if (x.rank() < 2 || window.axes() != 2) {
      throw new ShapeException(
          operation
              + ": a tensor of shape "
              + x.shape()
              + " and a window of "
              + window.axes()
              + " axes; it needs planes in the last two axes and a window of two");
    }
  }

  private static int[] counts(String operation, Tensor x, Window window, Rounding rounding) {
    requirePlanes(operation, x, window);
    int[] out = new int[2];
    for (int i = 0; i < 2; i++) {
      int n = x.shape().get(i - 2);
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

  private static Tensor windows(Tensor x, Window window, int[] out, double value) {
    int[] amounts = window.amounts();
    for (int i = 0; i < 2; i++) {
      int reach = window.dilation(i) * (window.size(i) - 1) + 1;
      int needed = (out[i] - 1) * window.stride(i) + reach;
      int at = 2 * (1 - i) + 1;
      amounts[at] = Math.max(amounts[at], needed - x.shape().get(i - 2) - window.before(i));
    }
    Tensor t = x.pad(value, amounts);
    for (int i = 0; i < 2; i++) {
      int axis = x.rank() - 2 + i;
      t = t.unfold(axis, window.size(i), window.stride(i), window.dilation(i));
      t = t.narrow(axis, 0, out[i]);
    }
    return t;
  }
}
