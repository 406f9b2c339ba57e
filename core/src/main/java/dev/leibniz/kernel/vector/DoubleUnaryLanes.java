package dev.leibniz.kernel.vector;

import jdk.incubator.vector.DoubleVector;

/** A unary function of many numbers at once. */
@FunctionalInterface
interface DoubleUnaryLanes {
  DoubleVector at(DoubleVector x);
}
