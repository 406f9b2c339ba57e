package dev.leibniz.kernel.vector;

import jdk.incubator.vector.FloatVector;

/**
 * A function of many numbers at once, in up to three steps that the loop takes one after the other.
 *
 * <p>The compiler does not inline a method whose own compiled code is long (2500 bytes, about 30
 * vector operations), and a vector that is passed to a call is an object: 20 times slower. What steps
 * compute in common is computed once, since they all end up in the loop.
 */
interface FloatSteps {
  FloatVector first(FloatVector x);

  /** From the argument and the result of the first step. */
  default FloatVector second(FloatVector x, FloatVector y) {
    return y;
  }

  /** From the argument and the result of the second step. */
  default FloatVector third(FloatVector x, FloatVector y) {
    return y;
  }
}
