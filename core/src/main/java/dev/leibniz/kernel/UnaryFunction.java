package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;

/**
 * One number in, one of the same dtype out. A dtype that the function is not made for is refused.
 */
public interface UnaryFunction {
  /** The name of the public operation; also that under which a vector form is looked up. */
  String name();

  double at(double x);

  default float at(float x) {
    return (float) at((double) x);
  }

  default long at(long x) {
    throw new DTypeException(
        name()
            + " of an "
            + DType.INT64
            + " tensor: it is made for floating numbers; convert first");
  }

  default int at(int x) {
    return (int) at((long) x);
  }
}
