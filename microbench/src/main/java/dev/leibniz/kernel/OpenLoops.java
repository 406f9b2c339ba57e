package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Exponentials;
import dev.leibniz.op.Powers;

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

  /** Exponentials that add up to one, row by row. */
  public Object softmax(int length) {
    return Softmaxes.along(
        rows(length), z, 1, Arithmetic.SUB, Exponentials.EXP, Arithmetic.DIV, null, null);
  }

  /** Their logarithms. */
  public Object logSoftmax(int length) {
    return Softmaxes.along(
        rows(length), z, 1, Arithmetic.SUB, Exponentials.EXP, null, Exponentials.LOG, null);
  }

  /** Rows less their mean, by the root of their variance. */
  public Object standardise(int length) {
    Standardisation.Functions functions =
        new Standardisation.Functions(Arithmetic.SUB, Arithmetic.MUL, Powers.SQUARE);
    return Standardisation.of(rows(length), z, new int[] {1}, 1e-5, functions);
  }

  private Dense rows(int length) {
    return Dense.over(Shape.of(size / length, length), dtype, x);
  }
}
