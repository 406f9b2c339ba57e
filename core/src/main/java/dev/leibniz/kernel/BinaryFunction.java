package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;

/**
 * Two numbers in, one of the same dtype out. A dtype that the function is not made for is refused.
 */
public interface BinaryFunction {
  /** The name of the public operation; also that under which a vector form is looked up. */
  String name();

  double at(double x, double y);

  default float at(float x, float y) {
    return (float) at((double) x, (double) y);
  }

  default long at(long x, long y) {
    throw new DTypeException(
        name() + " of " + DType.INT64 + " tensors: it is made for floating numbers; convert first");
  }

  default int at(int x, int y) {
    return (int) at((long) x, (long) y);
  }

  default boolean at(boolean x, boolean y) {
    throw new DTypeException(
        name() + " of " + DType.BOOL + " tensors: it is made for numbers; convert first");
  }
}
