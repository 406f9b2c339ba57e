package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * x Wᵀ + b along the last axis. See {@code torch.nn.Linear}.
 *
 * <pre>{@code
 * Linear l = Linear.of(3, 2, Key.of(0));
 * l.apply(Tensor.floats(1, 2, 3));         // of shape [2]
 * }</pre>
 *
 * @param weight W, of shape [outputs, inputs]
 * @param bias b, of shape [outputs], or null
 */
public record Linear(Tensor weight, @Nullable Tensor bias) implements Layer<Linear> {
  /**
   * A layer with weight and bias uniform in ±1/√inputs, of FLOAT32.
   *
   * @param inputs the size of the last axis of the input
   * @param outputs the size of the last axis of the output
   * @param key the source of randomness
   * @return the layer
   */
  public static Linear of(int inputs, int outputs, Key key) {
    Key[] keys = key.split2();
    return new Linear(
        Initialisers.byFan(keys[0], Shape.of(outputs, inputs), inputs),
        Initialisers.byFan(keys[1], Shape.of(outputs), inputs));
  }

  /**
   * The same layer with nothing added.
   *
   * @return the changed layer
   */
  public Linear withoutBias() {
    return new Linear(weight, null);
  }

  /**
   * x Wᵀ + b.
   *
   * @param x of shape […, inputs]
   * @return of shape […, outputs]
   * @throws ShapeException if the last axis has another size
   */
  @Override
  public Tensor apply(Tensor x) {
    if (x.rank() == 0 || weight.rank() != 2 || x.shape().get(-1) != weight.shape().get(1)) {
      throw new ShapeException(
          "Linear: an input of shape "
              + x.shape()
              + " for a weight of shape "
              + weight.shape()
              + ": the last axis of both must be equal");
    }
    Tensor w = weight.mT();
    return Outputs.note(this, bias == null ? x.matmul(w) : bias.addmm(x, w));
  }

  @Override
  public String extraRepr() {
    return "in_features="
        + weight.shape().get(-1)
        + ", out_features="
        + weight.shape().get(-2)
        + ", "
        + Repr.bias(bias);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
