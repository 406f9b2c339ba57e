package dev.leibniz.kernel.vector;

import jdk.incubator.vector.FloatVector;

/** A binary function of many pairs of numbers at once. */
@FunctionalInterface
interface FloatBinaryLanes {
  FloatVector at(FloatVector x, FloatVector y);
}
