package dev.leibniz;

import java.util.Arrays;

/**
 * Integrals of sampled functions by the trapezoidal rule.
 *
 * <pre>{@code
 * Tensor x = Tensor.linspace(0, Math.PI, 1001);
 * Quadrature.trapezoid(x.sin(), x, 0)      // 1.99999835...
 * }</pre>
 */
public final class Quadrature {
  private Quadrature() {}

  /**
   * Σ dx (yᵢ + yᵢ₊₁) / 2 along an axis: samples at equal distances. See {@code torch.trapezoid}.
   *
   * <pre>{@code
   * Quadrature.trapezoid(Tensor.of(1, 2, 3), 0.5, 0)      // 2.0
   * }</pre>
   *
   * @param y the samples
   * @param dx how far they are apart
   * @param axis counted from the front, or from the end if negative
   * @return a tensor without the axis; 0 for fewer than two samples
   * @throws ShapeException if there is no such axis
   */
  public static Tensor trapezoid(Tensor y, double dx, int axis) {
    return pairs("trapezoid", y, axis).sum(axis).mul(dx / 2);
  }

  /**
   * Σ (xᵢ₊₁ − xᵢ) (yᵢ + yᵢ₊₁) / 2 along an axis. See {@code torch.trapezoid}. Differentiable by
   * samples and places.
   *
   * <pre>{@code
   * Quadrature.trapezoid(Tensor.of(1, 2, 3), Tensor.of(0, 1, 3), 0)      // 6.5
   * }</pre>
   *
   * @param y the samples
   * @param x where they stand: a vector as long as the axis, or a tensor that broadcasts with y
   * @param axis counted from the front, or from the end if negative
   * @return a tensor without the axis; 0 for fewer than two samples
   * @throws ShapeException if there is no such axis, or x does not fit
   */
  public static Tensor trapezoid(Tensor y, Tensor x, int axis) {
    return areas("trapezoid", y, x, axis).sum(fromEnd(y, axis)).mul(0.5);
  }

  /**
   * The running sums of dx (yᵢ + yᵢ₊₁) / 2 along an axis. See {@code torch.cumulative_trapezoid}.
   *
   * <pre>{@code
   * Quadrature.cumulativeTrapezoid(Tensor.of(1, 2, 3), 1, 0)      // [1.5 4. ]
   * }</pre>
   *
   * @param y the samples
   * @param dx how far they are apart
   * @param axis counted from the front, or from the end if negative
   * @return a tensor shorter by one along the axis
   * @throws ShapeException if there is no such axis
   */
  public static Tensor cumulativeTrapezoid(Tensor y, double dx, int axis) {
    return pairs("cumulativeTrapezoid", y, axis).cumsum(axis).mul(dx / 2);
  }

  /**
   * The running sums of (xᵢ₊₁ − xᵢ) (yᵢ + yᵢ₊₁) / 2 along an axis. See {@code
   * torch.cumulative_trapezoid}.
   *
   * @param y the samples
   * @param x where they stand: a vector as long as the axis, or a tensor that broadcasts with y
   * @param axis counted from the front, or from the end if negative
   * @return a tensor shorter by one along the axis
   * @throws ShapeException if there is no such axis, or x does not fit
   */
  public static Tensor cumulativeTrapezoid(Tensor y, Tensor x, int axis) {
    return areas("cumulativeTrapezoid", y, x, axis).cumsum(fromEnd(y, axis)).mul(0.5);
  }

  private static int fromEnd(Tensor y, int axis) {
    return y.shape().axis(axis) - y.rank();
  }

  /** yᵢ + yᵢ₊₁. */
  private static Tensor pairs(String operation, Tensor y, int axis) {
    Tensor floating = y.to(y.dtype().toFloating());
    int a = y.shape().axis(operation, axis);
    int n = Math.max(0, y.shape().get(a) - 1);
    return floating.narrow(a, Math.min(1, y.shape().get(a)), n).add(floating.narrow(a, 0, n));
  }

  private static Tensor areas(String operation, Tensor y, Tensor x, int axis) {
    int a = y.shape().axis(operation, axis);
    int n = y.shape().get(a);
    Tensor places = x.to(x.dtype().toFloating());
    if (x.rank() == 1 && y.rank() > 1) {
      int[] along = new int[y.rank()];
      Arrays.fill(along, 1);
      along[a] = x.size();
      places = places.reshape(Shape.of(along));
    }
    int at = a - y.rank();
    if (places.rank() < -at || places.shape().get(at) != n) {
      throw new ShapeException(
          operation
              + ": samples of shape "
              + y.shape()
              + " along axis "
              + axis
              + " at places of shape "
              + x.shape()
              + ": there must be "
              + n
              + " places along that axis");
    }
    return places.diff(at).mul(pairs(operation, y, a));
  }
}
