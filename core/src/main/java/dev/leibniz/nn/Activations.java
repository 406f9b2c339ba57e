package dev.leibniz.nn;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;

/** Activation functions beyond those that are methods of {@link dev.leibniz.Tensor}. */
public final class Activations {
  private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
  private static final double SELU_SCALE = 1.0507009873554804934193349852946;

  private Activations() {}

  /**
   * x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), elementwise: an approximation of {@link Tensor#gelu}.
   * See {@code torch.nn.functional.gelu} with {@code approximate="tanh"}.
   *
   * <pre>{@code
   * geluTanh(Tensor.of(1, -1))      // [ 0.84119199 -0.15880801]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor geluTanh(Tensor x) {
    Tensor cube = x.square().mul(x);
    Tensor inner = x.add(cube.mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
    return x.mul(inner.tanh().add(1)).mul(0.5);
  }

  /**
   * x / (1 + e⁻ˣ), elementwise. See {@code torch.nn.functional.silu}.
   *
   * <pre>{@code
   * silu(Tensor.of(1, -1))      // [ 0.73105858 -0.26894142]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor silu(Tensor x) {
    return x.mul(x.sigmoid());
  }

  /**
   * x where x > 0, else α (eˣ − 1), elementwise. See {@code torch.nn.functional.elu}.
   *
   * <pre>{@code
   * elu(Tensor.of(1, -1), 1)      // [ 1.         -0.63212056]
   * }</pre>
   *
   * @param x a floating tensor
   * @param alpha α
   * @return a tensor of this shape
   */
  public static Tensor elu(Tensor x, double alpha) {
    Tensor positive = x.gt(0);
    return Tensor.where(positive, x, Tensor.where(positive, 0, x).expm1().mul(alpha));
  }

  /**
   * x cut to [{@code min}, {@code max}], elementwise; at the bounds the derivative is 0. See {@code
   * torch.nn.functional.hardtanh}.
   *
   * <pre>{@code
   * hardtanh(Tensor.of(0.5, -3, 3), -1, 1)      // [ 0.5 -1.   1. ]
   * }</pre>
   *
   * @param x a floating tensor
   * @param min the lower bound
   * @param max the upper bound, which wins if it is the lesser
   * @return a tensor of this shape
   */
  public static Tensor hardtanh(Tensor x, double min, double max) {
    double low = Math.min(min, max);
    return Tensor.where(x.le(low), low, Tensor.where(x.ge(max), max, x));
  }

  /**
   * x where x > 0, else slope · x, elementwise. See {@code torch.nn.functional.leaky_relu}.
   *
   * <pre>{@code
   * leakyRelu(Tensor.of(1, -1), 0.01)      // [ 1.   -0.01]
   * }</pre>
   *
   * @param x a floating tensor
   * @param slope the slope for negative x, often 0.01
   * @return a tensor of this shape
   */
  public static Tensor leakyRelu(Tensor x, double slope) {
    return Tensor.where(x.gt(0), x, x.mul(slope));
  }

  /**
   * ln(1 + e^(βx)) / β, and x where βx exceeds a threshold, elementwise. See {@code
   * torch.nn.functional.softplus}.
   *
   * <pre>{@code
   * softplus(Tensor.of(0, 30), 1, 20)      // [ 0.69314718 30.        ]
   * }</pre>
   *
   * @param x a floating tensor
   * @param beta β
   * @param threshold where it becomes linear, often 20
   * @return a tensor of this shape
   */
  public static Tensor softplus(Tensor x, double beta, double threshold) {
    Tensor scaled = x.mul(beta);
    return Tensor.where(scaled.gt(threshold), x, scaled.softplus().div(beta));
  }

  /**
   * x where x > 0, else α (e^(x/α) − 1), elementwise: continuous with its derivative, which is 1 at
   * 0. See {@code torch.nn.functional.celu}.
   *
   * <pre>{@code
   * celu(Tensor.of(1, -1), 2)      // [ 1.         -0.78693868]
   * }</pre>
   *
   * @param x a floating tensor
   * @param alpha α, not 0, often 1
   * @return a tensor of this shape
   */
  public static Tensor celu(Tensor x, double alpha) {
    Tensor positive = x.gt(0);
    return Tensor.where(positive, x, Tensor.where(positive, 0, x).div(alpha).expm1().mul(alpha));
  }

  /**
   * λ x where x > 0, else λ α (eˣ − 1), elementwise, with the λ = 1.0507… and α = 1.6732… that keep
   * mean 0 and variance 1; at 0 the derivative is that from the left. See {@code
   * torch.nn.functional.selu}.
   *
   * <pre>{@code
   * selu(Tensor.of(1, -1))      // [ 1.05070099 -1.11133074]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor selu(Tensor x) {
    return elu(x, SELU_ALPHA).mul(SELU_SCALE);
  }

  /**
   * x tanh(ln(1 + eˣ)), elementwise. See {@code torch.nn.functional.mish}.
   *
   * <pre>{@code
   * mish(Tensor.of(1, -1))      // [ 0.86509839 -0.30340146]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor mish(Tensor x) {
    return x.mul(x.softplus().tanh());
  }

  /**
   * a σ(b), where a and b are the halves of x along an axis. See {@code torch.nn.functional.glu}.
   *
   * <pre>{@code
   * glu(Tensor.of(1, 2, 0, 0), 0)      // [0.5 1. ]
   * }</pre>
   *
   * @param x a floating tensor
   * @param axis the axis that is cut in two, counted from the front, or from the end if negative
   * @return a tensor of half the length along the axis
   * @throws ShapeException if there is no such axis, or its length is odd
   */
  public static Tensor glu(Tensor x, int axis) {
    int length = x.shape().get(axis);
    if (length % 2 != 0) {
      throw new ShapeException(
          "glu: axis "
              + axis
              + " of a tensor of shape "
              + x.shape()
              + " has the odd length "
              + length
              + " and cannot be cut in two");
    }
    int half = length / 2;
    return x.narrow(axis, 0, half).mul(x.narrow(axis, half, half).sigmoid());
  }

  /**
   * 0 where −λ ≤ x ≤ λ, else x, elementwise; at ±λ the derivative is 0. See {@code
   * torch.nn.functional.hardshrink}.
   *
   * <pre>{@code
   * hardshrink(Tensor.of(0.4, -0.6), 0.5)      // [ 0.  -0.6]
   * }</pre>
   *
   * @param x a floating tensor
   * @param lambda λ, often 0.5; a negative one changes nothing
   * @return a tensor of this shape
   */
  public static Tensor hardshrink(Tensor x, double lambda) {
    return Tensor.where(x.ge(-lambda).logicalAnd(x.le(lambda)), 0, x);
  }

  /**
   * x − λ where x > λ, x + λ where x is below −λ, else 0, elementwise; at ±λ the derivative is 0.
   * See {@code torch.nn.functional.softshrink}.
   *
   * <pre>{@code
   * softshrink(Tensor.of(0.25, -0.75), 0.5)      // [ 0.   -0.25]
   * }</pre>
   *
   * @param x a floating tensor
   * @param lambda λ, not negative, often 0.5
   * @return a tensor of this shape
   */
  public static Tensor softshrink(Tensor x, double lambda) {
    Tensor below = Tensor.where(x.lt(-lambda), x.add(lambda), 0);
    return Tensor.where(x.gt(lambda).logicalOr(x.isnan()), x.sub(lambda), below);
  }

  /**
   * x − tanh x, elementwise. See {@code torch.nn.functional.tanhshrink}.
   *
   * <pre>{@code
   * tanhshrink(Tensor.of(1, -1))      // [ 0.23840584 -0.23840584]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor tanhshrink(Tensor x) {
    return x.sub(x.tanh());
  }

  /**
   * x / (1 + |x|), elementwise; its derivative at 0 is 1. See {@code torch.nn.functional.softsign}.
   *
   * <pre>{@code
   * softsign(Tensor.of(1, -3))      // [ 0.5  -0.75]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor softsign(Tensor x) {
    return x.div(x.abs().add(1));
  }

  /**
   * x where it exceeds a threshold, else a value, elementwise; at the threshold the derivative is
   * 0. See {@code torch.nn.functional.threshold}.
   *
   * <pre>{@code
   * threshold(Tensor.of(1, 3), 2, -1)      // [-1.  3.]
   * }</pre>
   *
   * @param x a floating tensor
   * @param threshold what x must exceed
   * @param value what it becomes elsewhere
   * @return a tensor of this shape
   */
  public static Tensor threshold(Tensor x, double threshold, double value) {
    return Tensor.where(x.le(threshold), value, x);
  }

  /**
   * min(max(x, 0), 6), elementwise; at 0 and 6 the derivative is 0. See {@code
   * torch.nn.functional.relu6}.
   *
   * <pre>{@code
   * relu6(Tensor.of(-1, 3, 8))      // [0. 3. 6.]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor relu6(Tensor x) {
    return hardtanh(x, 0, 6);
  }

  /**
   * {@link #relu6} of x + 3, / 6, elementwise: a line where σ is a curve; at ±3 the derivative is
   * 0. See {@code torch.nn.functional.hardsigmoid}.
   *
   * <pre>{@code
   * hardsigmoid(Tensor.of(-4, 0, 1.5))      // [0.   0.5  0.75]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor hardsigmoid(Tensor x) {
    return relu6(x.add(3)).div(6);
  }

  /**
   * x (x + 3) / 6 between −3 and 3, 0 below and x above, elementwise; at ±3 the derivative is that
   * of the parabola. See {@code torch.nn.functional.hardswish}.
   *
   * <pre>{@code
   * hardswish(Tensor.of(-4, 1.5, 4))      // [0.    1.125 4.   ]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor hardswish(Tensor x) {
    Tensor inside = x.ge(-3).logicalAnd(x.le(3));
    Tensor safe = Tensor.where(inside, x, 0);
    return Tensor.where(inside, safe.mul(safe.add(3)).div(6), Tensor.where(x.lt(-3), 0, x));
  }

  /**
   * x where x > 0, else w x, where w is one for all or one for each channel, the second axis. See
   * {@code torch.nn.functional.prelu}.
   *
   * <pre>{@code
   * prelu(Tensor.of(2, -2), Tensor.scalar(0.25))      // [ 2.  -0.5]
   * }</pre>
   *
   * @param x a floating tensor
   * @param weight w, of one element or of shape [C]
   * @return a tensor of this shape
   * @throws ShapeException if there are several weights and not as many channels
   */
  public static Tensor prelu(Tensor x, Tensor weight) {
    return Tensor.where(x.gt(0), x, x.mul(byChannel(x, weight)));
  }

  private static Tensor byChannel(Tensor x, Tensor weight) {
    if (weight.size() == 1) {
      return weight.reshape(Shape.SCALAR);
    }
    if (weight.rank() != 1 || x.rank() < 2 || x.shape().get(1) != weight.size()) {
      throw new ShapeException(
          "prelu: weights of shape "
              + weight.shape()
              + " for a tensor of shape "
              + x.shape()
              + ": there must be one, or one for each channel, the second axis");
    }
    int[] dims = new int[x.rank() - 1];
    Arrays.fill(dims, 1);
    dims[0] = weight.size();
    return weight.reshape(Shape.of(dims));
  }

  /**
   * The {@link Tensor#softmax} of −x. See {@code torch.nn.functional.softmin}.
   *
   * <pre>{@code
   * softmin(Tensor.of(0, 0), 0)      // [0.5 0.5]
   * }</pre>
   *
   * @param x a floating tensor
   * @param axis along which the results add up to 1
   * @return a tensor of this shape
   * @throws ShapeException if there is no such axis
   */
  public static Tensor softmin(Tensor x, int axis) {
    return x.neg().softmax(axis);
  }
}
