package dev.leibniz.nn;

import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Resampling of the axes behind batch and channels. Every mode is separable, so each axis is one
 * product with a matrix of weights (or a selection of places, for the nearest). See {@code
 * torch.nn.functional.interpolate}.
 */
public final class Interpolations {
  private Interpolations() {}

  /** How values between the samples are found. */
  public enum Mode {
    /** The sample at the scaled place, rounded down. */
    NEAREST,
    /** The sample whose centre is nearest. */
    NEAREST_EXACT,
    /** A line through two samples along each axis: also bilinear and trilinear. */
    LINEAR,
    /** A cubic through four samples along each axis, with a = −0.75. */
    CUBIC,
    /** The mean over the cell. */
    AREA
  }

  /** Where the samples lie. */
  public enum Alignment {
    /** Pixels are cells, and the borders of both grids coincide. */
    EDGES,
    /** Pixels are points, and the corner points of both grids coincide. */
    CORNERS
  }

  /**
   * A tensor resampled to given sizes.
   *
   * <pre>{@code
   * interpolate(Tensor.ones(1, 3, 4, 4), Mode.LINEAR, Alignment.EDGES, 8, 8).shape()
   * // [1, 3, 8, 8]
   * }</pre>
   *
   * @param x of shape [N, C, d…]
   * @param mode how
   * @param alignment where the samples lie; only linear and cubic modes look at it
   * @param sizes the new size of each axis d
   * @return of shape [N, C, sizes…]
   * @throws ShapeException if there are not as many sizes as axes behind the second
   */
  public static Tensor interpolate(Tensor x, Mode mode, Alignment alignment, int... sizes) {
    return resampled(x, mode, alignment, sizes, null);
  }

  /**
   * A tensor resampled by given factors, which also place the samples.
   *
   * @param x of shape [N, C, d…]
   * @param mode how
   * @param alignment where the samples lie; only linear and cubic modes look at it
   * @param factors by how much each axis d grows, or one factor for all
   * @return of shape [N, C, ⌊d · factor⌋…]
   * @throws ShapeException if there are not as many factors as axes behind the second
   */
  public static Tensor interpolate(Tensor x, Mode mode, Alignment alignment, double... factors) {
    double[] all = factors.length == 1 ? new double[Math.max(0, x.rank() - 2)] : factors.clone();
    if (factors.length == 1) {
      Arrays.fill(all, factors[0]);
    }
    int[] sizes = new int[all.length];
    for (int i = 0; i < sizes.length && i + 2 < x.rank(); i++) {
      sizes[i] = (int) Math.floor(x.shape().get(i + 2) * all[i]);
    }
    return resampled(x, mode, alignment, sizes, all);
  }

  private static Tensor resampled(
      Tensor x, Mode mode, Alignment alignment, int[] sizes, double @Nullable [] factors) {
    if (x.rank() < 3 || sizes.length != x.rank() - 2) {
      throw new ShapeException(
          "interpolate: "
              + sizes.length
              + " sizes for a tensor of shape "
              + x.shape()
              + ": give one for each axis behind batch and channels");
    }
    Tensor t = x;
    for (int i = 0; i < sizes.length; i++) {
      int n = x.shape().get(i + 2);
      double scale = factors == null ? (double) n / sizes[i] : 1 / factors[i];
      Tensor y = t;
      int axis = i + 2;
      t =
          switch (mode) {
            case NEAREST -> y.indexSelect(axis, nearest(n, sizes[i], scale, 0));
            case NEAREST_EXACT -> y.indexSelect(axis, nearest(n, sizes[i], scale, 0.5f));
            case LINEAR -> weighted(y, axis, linear(n, sizes[i], scale, alignment));
            case CUBIC -> weighted(y, axis, cubic(n, sizes[i], scale, alignment));
            case AREA -> weighted(y, axis, cells(n, sizes[i]));
          };
    }
    return t;
  }

  private static Tensor weighted(Tensor x, int axis, Tensor weights) {
    Tensor floating = x.to(x.dtype().toFloating());
    return floating.movedim(axis, -1).matmul(weights.mT().to(floating.dtype())).movedim(-1, axis);
  }

  /** In single precision, as PyTorch places them. */
  private static Tensor nearest(int n, int size, double scale, float offset) {
    long[] places = new long[size];
    float s = (float) scale;
    for (int i = 0; i < size; i++) {
      places[i] = Math.min((long) Math.floor((i + offset) * s), n - 1);
    }
    return Tensor.of(places);
  }

  private static double place(int i, int n, int size, double scale, Alignment alignment) {
    return alignment == Alignment.CORNERS
        ? size > 1 ? i * ((double) (n - 1) / (size - 1)) : 0
        : (i + 0.5) * scale - 0.5;
  }

  private static Tensor linear(int n, int size, double scale, Alignment alignment) {
    double[][] weights = new double[size][n];
    for (int i = 0; i < size; i++) {
      double at = Math.max(0, place(i, n, size, scale, alignment));
      int low = Math.min((int) at, n - 1);
      double part = Math.min(Math.max(at - low, 0), 1);
      weights[i][low] += 1 - part;
      weights[i][Math.min(low + 1, n - 1)] += part;
    }
    return Tensor.of(weights);
  }

  /**
   * By the kernel of R. Keys, "Cubic convolution interpolation for digital image processing", 1981.
   */
  private static Tensor cubic(int n, int size, double scale, Alignment alignment) {
    double a = -0.75;
    double[][] weights = new double[size][n];
    for (int i = 0; i < size; i++) {
      double at = place(i, n, size, scale, alignment);
      int low = (int) Math.floor(at);
      double t = at - low;
      double[] w = {far(t + 1, a), near(t, a), near(1 - t, a), far(2 - t, a)};
      for (int k = 0; k < 4; k++) {
        weights[i][Math.clamp(low - 1 + k, 0, n - 1)] += w[k];
      }
    }
    return Tensor.of(weights);
  }

  private static double near(double t, double a) {
    return ((a + 2) * t - (a + 3)) * t * t + 1;
  }

  private static double far(double t, double a) {
    return ((a * t - 5 * a) * t + 8 * a) * t - 4 * a;
  }

  /** The means over cells from ⌊i n / size⌋ to ⌈(i + 1) n / size⌉. */
  static Tensor cells(int n, int size) {
    double[][] weights = new double[size][n];
    for (int i = 0; i < size; i++) {
      int from = cellStart(i, n, size);
      int to = cellEnd(i, n, size);
      Arrays.fill(weights[i], from, to, 1.0 / (to - from));
    }
    return Tensor.of(weights);
  }

  static int cellStart(int i, int n, int size) {
    return (int) ((long) i * n / size);
  }

  static int cellEnd(int i, int n, int size) {
    return (int) (((long) (i + 1) * n + size - 1) / size);
  }
}
