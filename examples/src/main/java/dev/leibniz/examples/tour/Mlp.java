package dev.leibniz.examples.tour;

import dev.leibniz.Key;
import dev.leibniz.Tensor;

/**
 * A network with one hidden layer.
 *
 * @param first from pixels to hidden units
 * @param second from hidden units to a score for each class
 */
// @start region=shown
record Mlp(Layer first, Layer second) {
  Tensor apply(Tensor x) {
    return second.apply(first.apply(x).tanh());
  }

  /** The cross entropy of each example, of which y holds a row with a one for its class. */
  Tensor loss(Tensor x, Tensor y) {
    return apply(x).logSoftmax(-1).mul(y).sum(-1).neg();
  }

  static Mlp random(Key key, int hidden) {
    Key[] keys = key.split2();
    return new Mlp(Layer.random(keys[0], 64, hidden), Layer.random(keys[1], hidden, 10));
  }
}
// @end
