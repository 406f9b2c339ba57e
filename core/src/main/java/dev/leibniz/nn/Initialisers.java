package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;

/**
 * Random tensors to begin training with, of the distributions of {@code torch.nn.init}.
 *
 * <pre>{@code
 * Tensor w = Initialisers.kaimingNormal(key, Shape.of(64, 3, 7, 7), DType.FLOAT32, Fan.OUT, Math.sqrt(2));
 * }</pre>
 *
 * <p>The fans of a weight of shape [O, C, k…] are C · k… inputs and O · k… outputs.
 */
public final class Initialisers {
  private Initialisers() {}

  /** The gain that belongs to rectified linear units, √2. */
  public static final double RELU_GAIN = Math.sqrt(2);

  /** Which of a weight's two numbers of connections keeps its variance. */
  public enum Fan {
    /** Inputs: variance is kept on the way forward. */
    IN,
    /** Outputs: variance is kept on the way back. */
    OUT;

    int of(Shape weight) {
      if (weight.rank() < 2) {
        throw new ShapeException(
            "Initialisers: a tensor of shape "
                + weight
                + " has no inputs and outputs; it needs two"
                + " axes or more");
      }
      int outputs = weight.get(0);
      int each = weight.range(1, weight.rank()).size();
      return this == IN ? each : each / Math.max(1, weight.get(1)) * outputs;
    }
  }

  /**
   * Uniform in [low, high). See {@code torch.nn.init.uniform_}.
   *
   * @param key the source of randomness
   * @param shape the shape
   * @param dtype a floating dtype
   * @param low the least
   * @param high behind the greatest
   * @return the tensor
   */
  public static Tensor uniform(Key key, Shape shape, DType dtype, double low, double high) {
    return key.uniform(shape, dtype).mul(high - low).add(low);
  }

  /**
   * Normal with mean 0. See {@code torch.nn.init.normal_}.
   *
   * @param key the source of randomness
   * @param shape the shape
   * @param dtype a floating dtype
   * @param std the standard deviation
   * @return the tensor
   */
  public static Tensor normal(Key key, Shape shape, DType dtype, double std) {
    return key.normal(shape, dtype).mul(std);
  }

  /**
   * Uniform in ±gain √(3 / fan), after He, Zhang, Ren and Sun 2015. See {@code
   * torch.nn.init.kaiming_uniform_}.
   *
   * @param key the source of randomness
   * @param shape of the weight
   * @param dtype a floating dtype
   * @param fan which connections count
   * @param gain √2 for rectified linear units, √(1/3) for the default of linear layers
   * @return the tensor
   * @throws ShapeException if the shape has fewer than two axes
   */
  public static Tensor kaimingUniform(Key key, Shape shape, DType dtype, Fan fan, double gain) {
    double bound = gain * Math.sqrt(3.0 / fan.of(shape));
    return uniform(key, shape, dtype, -bound, bound);
  }

  /**
   * Normal with the standard deviation gain / √fan, after He, Zhang, Ren and Sun 2015. See {@code
   * torch.nn.init.kaiming_normal_}.
   *
   * @param key the source of randomness
   * @param shape of the weight
   * @param dtype a floating dtype
   * @param fan which connections count
   * @param gain √2 for rectified linear units
   * @return the tensor
   * @throws ShapeException if the shape has fewer than two axes
   */
  public static Tensor kaimingNormal(Key key, Shape shape, DType dtype, Fan fan, double gain) {
    return normal(key, shape, dtype, gain / Math.sqrt(fan.of(shape)));
  }

  /**
   * Uniform in ±gain √(6 / (inputs + outputs)), after Glorot and Bengio 2010. See {@code
   * torch.nn.init.xavier_uniform_}.
   *
   * @param key the source of randomness
   * @param shape of the weight
   * @param dtype a floating dtype
   * @param gain often 1
   * @return the tensor
   * @throws ShapeException if the shape has fewer than two axes
   */
  public static Tensor xavierUniform(Key key, Shape shape, DType dtype, double gain) {
    double bound = gain * Math.sqrt(6.0 / (Fan.IN.of(shape) + Fan.OUT.of(shape)));
    return uniform(key, shape, dtype, -bound, bound);
  }

  /**
   * Normal with the standard deviation gain √(2 / (inputs + outputs)), after Glorot and Bengio
   * 2010. See {@code torch.nn.init.xavier_normal_}.
   *
   * @param key the source of randomness
   * @param shape of the weight
   * @param dtype a floating dtype
   * @param gain often 1
   * @return the tensor
   * @throws ShapeException if the shape has fewer than two axes
   */
  public static Tensor xavierNormal(Key key, Shape shape, DType dtype, double gain) {
    double std = gain * Math.sqrt(2.0 / (Fan.IN.of(shape) + Fan.OUT.of(shape)));
    return normal(key, shape, dtype, std);
  }

  /** Uniform in ±1/√fan: what PyTorch's layers begin with, weights and biases alike. */
  static Tensor byFan(Key key, Shape shape, int fan) {
    double bound = fan == 0 ? 0 : 1 / Math.sqrt(fan);
    return uniform(key, shape, DType.FLOAT32, -bound, bound);
  }
}
