package dev.leibniz.examples.minima;

import dev.leibniz.Tensor;
import java.util.function.UnaryOperator;

/**
 * A problem of J. Moré, B. Garbow and K. Hillstrom, "Testing unconstrained optimization software"
 * (1981): a sum of squares.
 *
 * @param name what the paper calls it
 * @param number the paper's
 * @param residuals what is squared
 * @param start the standard starting point
 * @param minima the values of the minima that the paper names, the least first
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Problem(
    String name, int number, UnaryOperator<Tensor> residuals, double[] start, double... minima) {
  /** The sum of squares. */
  Tensor value(Tensor x) {
    return residuals.apply(x).square().sum();
  }

  /** The standard start, or far out; where it is zero, as MINPACK does, far out is all ones. */
  Tensor start(double factor) {
    Tensor x = Tensor.of(start);
    return x.eq(0).all().itemAsBoolean() && factor != 1 ? x.onesLike().mul(factor) : x.mul(factor);
  }

  /** Which minimum a value is, to the paper's six digits; -1 if none. */
  int minimum(double value) {
    for (int i = 0; i < minima.length; i++) {
      if (value <= minima[i] * (1 + 1e-5) + 1e-12 && value >= minima[i] * (1 - 1e-5) - 1e-12) {
        return i;
      }
    }
    return -1;
  }
}
