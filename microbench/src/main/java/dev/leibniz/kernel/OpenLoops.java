package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Tensor;

/**
 * Lets benchmarks call the loops without the tensors around them, into a result that is there. It
 * stands in the core's package, which works on the class path, and so the core need not open its
 * loops to anybody.
 */
public final class OpenLoops {
  private final DType dtype;
  private final int size;
  private final Object x;
  private final Object y;
  private final Object z;

  /** Loops over contiguous tensors of the same size. */
  public OpenLoops(Tensor x, Tensor y) {
    dtype = x.dtype();
    size = x.shape().size();
    this.x = ((Dense) x).array();
    this.y = ((Dense) y).array();
    z = Dense.newArray(dtype, size);
  }

  /** z[i] = f(x[i]). */
  public Object unary(UnaryFunction f) {
    Loops.unary(f, dtype).run(f, x, 0, z, 0, size);
    return z;
  }

  /** z[i] = f(x[i], y[i]). */
  public Object binary(BinaryFunction f) {
    Loops.binary(f, dtype).run(f, x, 0, 1, y, 0, 1, z, 0, size);
    return z;
  }
}
