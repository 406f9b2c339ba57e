package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import java.util.Arrays;

/**
 * Many numbers become one, along some axes, which the result does not have.
 *
 * <p>A tensor whose axes only lie in another order is first seen in the order of its memory, any
 * other one with gaps is copied. Then every group of neighbouring axes is one step from {@code
 * [outer, length, inner]} to {@code [outer, inner]}: rows, if {@code inner} is 1, else columns.
 */
public final class Reductions {
  private Reductions() {}

  /** The sum; of integers and truths an INT64. */
  public static Dense sum(Dense x, int[] axes) {
    return fold(Fold.SUM, wide(x), axes);
  }

  /** The product; of integers and truths an INT64. */
  public static Dense prod(Dense x, int[] axes) {
    return fold(Fold.PRODUCT, wide(x), axes);
  }

  /** The greatest; NaN if there is one. */
  public static Dense amax(Dense x, int[] axes) {
    return x.dtype() == DType.BOOL ? any(x, axes) : fold(Fold.MAXIMUM, x, axes);
  }

  /** The least; NaN if there is one. */
  public static Dense amin(Dense x, int[] axes) {
    return x.dtype() == DType.BOOL ? all(x, axes) : fold(Fold.MINIMUM, x, axes);
  }

  private static Dense wide(Dense x) {
    return x.dtype().isFloating() ? x : Elementwise.convert(x, DType.INT64);
  }

  private static Dense fold(Fold fold, Dense x, int[] axes) {
    if (axes.length == 0) {
      return x;
    }
    boolean isBound = fold == Fold.MAXIMUM || fold == Fold.MINIMUM;
    Shape out = x.shape().remove(axes);
    if (isBound && x.shape().size() == 0 && out.size() > 0) {
      throw new ShapeException(
          (fold == Fold.MAXIMUM ? "amax" : "amin")
              + " of shape "
              + x.shape()
              + " over axes "
              + Arrays.toString(axes)
              + ": there is no element to choose");
    }
    return Folding.fold(fold, x, axes, out);
  }

  /** Where the first greatest element along an axis stands, or the first NaN. */
  public static Dense argmax(Dense x, int axis) {
    return Extremes.position("argmax", x, axis, true);
  }

  /** Where the first least element along an axis stands, or the first NaN. */
  public static Dense argmin(Dense x, int axis) {
    return Extremes.position("argmin", x, axis, false);
  }

  /** Whether one of them is true. */
  public static Dense any(Dense x, int[] axes) {
    return Truths.reduce(x, axes, true);
  }

  /** Whether all of them are true. */
  public static Dense all(Dense x, int[] axes) {
    return Truths.reduce(x, axes, false);
  }
}
