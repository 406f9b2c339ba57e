package dev.leibniz.examples.tour;

import dev.leibniz.Key;
import dev.leibniz.Tensor;

/**
 * An affine map.
 *
 * @param weight a row for each input
 * @param bias a number for each output
 */
// @start region=shown
record Layer(Tensor weight, Tensor bias) {
  static Layer random(Key key, int from, int to) {
    return new Layer(key.normal(from, to).mul(1 / Math.sqrt(from)), Tensor.zeros(to));
  }

  Tensor apply(Tensor x) {
    return x.matmul(weight).add(bias);
  }
}
// @end
