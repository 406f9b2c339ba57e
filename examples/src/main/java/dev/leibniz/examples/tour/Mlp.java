package dev.leibniz.examples.tour;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A network of affine maps with tanh between them.
 *
 * @param layers from the input to the output
 */
// @start region=shown
record Mlp(List<Layer> layers) {
  static Mlp random(Key key, int... sizes) {
    List<Layer> layers = new ArrayList<>();
    Key keys = key.split(sizes.length - 1);
    for (int i = 0; i + 1 < sizes.length; i++) {
      layers.add(Layer.random(keys.get(i), sizes[i], sizes[i + 1]));
    }
    return new Mlp(layers);
  }

  Tensor apply(Tensor x) {
    Tensor h = layers.getFirst().apply(x);
    for (Layer layer : layers.subList(1, layers.size())) {
      h = layer.apply(h.tanh());
    }
    return h;
  }

  /** The cross entropy of each example, of which y holds a row with a one for its class. */
  Tensor loss(Tensor x, Tensor y) {
    return apply(x).logSoftmax(-1).mul(y).sum(-1).neg();
  }
}
// @end
