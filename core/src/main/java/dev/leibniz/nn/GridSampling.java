package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Interpolations.Alignment;
import java.util.ArrayList;
import java.util.List;

/**
 * Images read at the points of a grid: differentiable by the image and by the points, so that a
 * network can warp. Along each axis a point has some <i>taps</i>, places with weights; the value is
 * the sum over all combinations of taps.
 */
public final class GridSampling {
  private GridSampling() {}

  /** How values between the samples are found. */
  public enum Mode {
    /** The nearest sample, at even places of two; no derivative by the points. */
    NEAREST,
    /** A line through two samples along each axis. */
    LINEAR,
    /** A cubic through four samples along each axis, with a = −0.75. */
    CUBIC
  }

  /** What stands outside of the image. */
  public enum Outside {
    /** Zeros. */
    ZEROS,
    /** The nearest sample of the border. */
    BORDER,
    /** The image's reflection, as often as need be. */
    REFLECTION
  }

  /**
   * An image read at the points of a grid. See {@code torch.nn.functional.grid_sample}.
   *
   * <pre>{@code
   * Tensor x = Tensor.of(new double[][] {{1, 2}, {3, 4}}).reshape(1, 1, 2, 2);
   * Tensor centre = Tensor.zeros(1, 1, 1, 2);
   * gridSample(x, centre, Mode.LINEAR, Outside.ZEROS, Alignment.EDGES)      // [[[[2.5]]]]
   * }</pre>
   *
   * <p>A point at −1 or 1 lies on the image's border; where that is, the alignment says. Where a
   * point is moved to the border, its derivative is 0.
   *
   * @param x of shape [N, C, H, W], or [N, C, D, H, W]
   * @param grid points of shape [N, H′, W′, 2] in the order (x, y), or [N, D′, H′, W′, 3] in the
   *     order (x, y, z)
   * @param mode how values between the samples are found
   * @param outside what stands outside
   * @param alignment whether −1 and 1 are the outer edges of the border's pixels, or their centres
   * @return of shape [N, C, H′, W′], or [N, C, D′, H′, W′]
   * @throws ShapeException if the shapes do not fit, or an axis of the image is empty
   */
  public static Tensor gridSample(
      Tensor x, Tensor grid, Mode mode, Outside outside, Alignment alignment) {
    int axes = x.rank() - 2;
    check(x, grid, axes);
    int n = x.shape().get(0);
    int channels = x.shape().get(1);
    Shape space = x.shape().range(2, x.rank());
    Shape out = grid.shape().range(1, axes + 1);
    Tensor points = grid.to(x.dtype().toFloating()).reshape(n, out.size(), axes);
    List<Tap> all =
        List.of(new Tap(Tensor.arange(n).unsqueeze(1), Tensor.scalar(1, points.dtype())));
    for (int i = 0; i < axes; i++) {
      int size = space.get(i);
      Tensor at = unnormalised(points.select(-1, axes - 1 - i), size, alignment);
      all = joined(all, taps(at, size, mode, outside, alignment), size);
    }
    Tensor rows = x.movedim(1, -1).reshape(n * space.size(), channels);
    Tensor sum = null;
    for (Tap tap : all) {
      Tensor inside = tap.place().ge(0);
      Tensor read = rows.get(tap.place().clampMin(0));
      Tensor part = Tensor.where(inside.unsqueeze(-1), read, 0).mul(tap.weight().unsqueeze(-1));
      sum = sum == null ? part : sum.add(part);
    }
    return java.util.Objects.requireNonNull(sum)
        .reshape(Shape.of(n).join(out).join(Shape.of(channels)))
        .movedim(-1, 1);
  }

  /**
   * A place, negative if it lies outside, and what weighs there.
   *
   * @param place INT64
   * @param weight floating
   */
  private record Tap(Tensor place, Tensor weight) {}

  /** Every tap of the axes before with every tap of the next, counted row by row. */
  private static List<Tap> joined(List<Tap> before, List<Tap> next, int size) {
    List<Tap> all = new ArrayList<>();
    for (Tap a : before) {
      for (Tap b : next) {
        Tensor isOutside = a.place().lt(0).logicalOr(b.place().lt(0));
        Tensor place = a.place().mul((long) size).add(b.place());
        all.add(new Tap(Tensor.where(isOutside, -1L, place), a.weight().mul(b.weight())));
      }
    }
    return all;
  }

  private static Tensor unnormalised(Tensor point, int n, Alignment alignment) {
    return alignment == Alignment.CORNERS
        ? point.add(1).mul((n - 1) / 2.0)
        : point.add(1).mul((double) n).sub(1).mul(0.5);
  }

  private static List<Tap> taps(Tensor at, int n, Mode mode, Outside outside, Alignment alignment) {
    return switch (mode) {
      case NEAREST -> {
        Tensor p = bounded(at.detach(), n, outside, alignment).round();
        yield List.of(new Tap(place(p, n), p.onesLike()));
      }
      case LINEAR -> {
        Tensor p = bounded(at, n, outside, alignment);
        Tensor low = p.detach().floor();
        Tensor t = p.sub(low);
        yield List.of(new Tap(place(low, n), t.neg().add(1)), new Tap(place(low.add(1), n), t));
      }
      case CUBIC -> {
        Tensor low = at.detach().floor();
        Tensor t = at.sub(low);
        Tensor u = t.neg().add(1);
        Tensor[] weights = {far(t.add(1)), near(t), near(u), far(u.add(1))};
        List<Tap> four = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
          Tensor p = bounded(low.add(k - 1), n, outside, alignment);
          four.add(new Tap(place(p, n), weights[k]));
        }
        yield four;
      }
    };
  }

  private static final double A = -0.75;

  private static Tensor near(Tensor t) {
    return t.mul(A + 2).sub(A + 3).mul(t.square()).add(1);
  }

  private static Tensor far(Tensor t) {
    return t.mul(A).sub(5 * A).mul(t).add(8 * A).mul(t).sub(4 * A);
  }

  private static Tensor place(Tensor p, int n) {
    Tensor isInside = p.ge(0).logicalAnd(p.le(n - 1));
    return Tensor.where(isInside, p, -1).to(DType.INT64);
  }

  private static Tensor bounded(Tensor p, int n, Outside outside, Alignment alignment) {
    return switch (outside) {
      case ZEROS -> p;
      case BORDER -> clipped(p, n);
      case REFLECTION ->
          alignment == Alignment.CORNERS
              ? clipped(reflected(p, 0, n - 1.0), n)
              : clipped(reflected(p, -0.5, n), n);
    };
  }

  private static Tensor clipped(Tensor p, int n) {
    Tensor isFree = p.gt(0).logicalAnd(p.lt(n - 1));
    return Tensor.where(isFree, p, p.detach().clamp(0, n - 1));
  }

  /** Reflected at the ends of an interval until it lies inside. */
  private static Tensor reflected(Tensor p, double low, double length) {
    if (length == 0) {
      return p.mul(0);
    }
    Tensor beyond = p.sub(low).abs();
    Tensor rest = beyond.fmod(length);
    Tensor isTurned = beyond.detach().div(length).floor().remainder(2).ne(0);
    return Tensor.where(isTurned, rest.neg().add(length), rest).add(low);
  }

  private static void check(Tensor x, Tensor grid, int axes) {
    boolean fits =
        (axes == 2 || axes == 3)
            && grid.rank() == x.rank()
            && grid.shape().get(0) == x.shape().get(0)
            && grid.shape().get(-1) == axes;
    for (int i = 0; fits && i < axes; i++) {
      fits = x.shape().get(2 + i) > 0;
    }
    if (!fits) {
      throw new ShapeException(
          "gridSample: an image of shape "
              + x.shape()
              + " and a grid of shape "
              + grid.shape()
              + ": they must be [N, C, H, W] and [N, H', W', 2], or [N, C, D, H, W] and"
              + " [N, D', H', W', 3], and the image must have pixels");
    }
  }
}
