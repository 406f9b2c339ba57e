package dev.leibniz.examples.digits;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.examples.tour.Examples;

/**
 * Handwritten digits.
 *
 * @param images of shape [n, 1, 8, 8], from −1 to 1
 * @param labels from 0 to 9
 */
record Digits(Tensor images, Tensor labels) {
  /** All of them, in random order. */
  static Digits shuffled(Key key) {
    Examples data = Examples.digits();
    Tensor pixels = data.features().div(8).sub(1).to(DType.FLOAT32);
    Digits all = new Digits(pixels.reshape(-1, 1, 8, 8), data.classes().to(DType.INT64));
    return all.select(key.permutation(all.size()));
  }

  int size() {
    return labels.size();
  }

  Digits select(Tensor index) {
    return new Digits(images.indexSelect(0, index), labels.indexSelect(0, index));
  }

  Digits range(int from, int to) {
    return new Digits(images.narrow(0, from, to - from), labels.narrow(0, from, to - from));
  }
}
