package dev.leibniz.kernel.vector;

import jdk.incubator.vector.FloatVector;

/** A unary function of many numbers at once. */
@FunctionalInterface
interface FloatUnaryLanes {
  FloatVector at(FloatVector x);
}
