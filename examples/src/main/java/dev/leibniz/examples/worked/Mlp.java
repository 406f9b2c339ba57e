package dev.leibniz.examples.worked;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A perceptron with tanh between its layers.
 *
 * @param layers from the input to the output
 */
record Mlp(List<Layer> layers) {
  /** x w + b. */
  record Layer(Tensor weight, Tensor bias) {}

  static Mlp random(Key key, int... widths) {
    List<Layer> layers = new ArrayList<>();
    Key keys = key.split(widths.length);
    for (int i = 0; i + 1 < widths.length; i++) {
      Tensor w = keys.get(i).normal(widths[i], widths[i + 1]).div(Math.sqrt(widths[i]));
      layers.add(new Layer(w, Tensor.zeros(widths[i + 1])));
    }
    return new Mlp(layers);
  }

  /** From a row for each example to a row for each; a last axis of one is dropped. */
  Tensor apply(Tensor x) {
    Tensor y = x;
    for (int i = 0; i < layers.size(); i++) {
      y = (i == 0 ? y : y.tanh()).matmul(layers.get(i).weight()).add(layers.get(i).bias());
    }
    return y.shape().get(-1) == 1 ? y.squeeze(-1) : y;
  }
}
