package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** Activation functions beyond those that are methods of {@link dev.leibniz.Tensor}. */
public final class Activations {
  private Activations() {}

  /**
   * x Φ(x) = x/2 erfc(−x/√2), elementwise. See {@code torch.nn.functional.gelu}.
   *
   * <pre>{@code
   * gelu(Tensor.of(1, -1, -10))      // [ 8.41344746e-01 -1.58655254e-01 -7.61985302e-23]
   * }</pre>
   *
   * @param x a floating tensor
   * @return a tensor of this shape
   */
  public static Tensor gelu(Tensor x) {
    return x.mul(0.5).mul(x.mul(-Math.sqrt(0.5)).erfc());
  }

  /**
   * x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))), elementwise: an approximation of {@link #gelu}. See
   * {@code torch.nn.functional.gelu} with {@code approximate="tanh"}.
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
}
