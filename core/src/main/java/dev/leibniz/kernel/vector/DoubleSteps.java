package dev.leibniz.kernel.vector;

import jdk.incubator.vector.DoubleVector;

/**
 * A function of many numbers at once, in up to three steps that the loop takes one after the other.
 *
 * <p>The compiler does not inline a method whose own compiled code is long (2500 bytes, about 30
 * vector operations), and a vector that is passed to a call is an object: 20 times slower. What steps
 * compute in common is computed once, since they all end up in the loop.
 */
interface DoubleSteps {
  DoubleVector first(DoubleVector x);

  /** From the argument and the result of the first step. */
  default DoubleVector second(DoubleVector x, DoubleVector y) {
    return y;
  }

  /** From the argument and the result of the second step. */
  default DoubleVector third(DoubleVector x, DoubleVector y) {
    return y;
  }
}
