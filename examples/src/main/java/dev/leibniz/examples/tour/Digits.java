package dev.leibniz.examples.tour;

import dev.leibniz.DType;
import dev.leibniz.Tensor;

/**
 * Handwritten digits as tensors.
 *
 * @param pixels a row of 64 for each digit, between 0 and 1
 * @param classes a row of 10 for each digit, with a one in its place
 */
record Digits(Tensor pixels, Tensor classes) {
  static Digits load() {
    Examples data = Examples.digits();
    Tensor number = data.classes().unsqueeze(1);
    return new Digits(data.features().div(16), number.eq(Tensor.arange(10)).to(DType.FLOAT64));
  }

  /** Some neighbours. */
  Digits some(int start, int count) {
    return new Digits(pixels.narrow(0, start, count), classes.narrow(0, start, count));
  }

  /** How many of a hundred a network gets right. */
  double rightAnswers(Mlp net) {
    Tensor guess = net.apply(pixels).argmax(1);
    return guess.eq(classes.argmax(1)).to(DType.FLOAT64).mean().item() * 100;
  }
}
