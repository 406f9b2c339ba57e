package dev.leibniz.kernel.vector;

import jdk.incubator.vector.DoubleVector;

/** A binary function of many pairs of numbers at once. */
@FunctionalInterface
interface DoubleBinaryLanes {
  DoubleVector at(DoubleVector x, DoubleVector y);
}
