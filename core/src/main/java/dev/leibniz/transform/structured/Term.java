package dev.leibniz.transform.structured;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.op.Shapes;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * diag(scale) · factor.
 *
 * @param scale a number for each element of the value; null for ones
 */
record Term(@Nullable Tensor scale, Factor factor) {
  /** The scale, spelled out. */
  Tensor scale(Shape shape, DType dtype) {
    return scale != null ? scale : Tensor.ones(Shape.SCALAR, dtype).expand(shape);
  }

  @Nullable Term moved(Shapes op) {
    Factor to = factor.moved(op);
    return to == null ? null : new Term(scale == null ? null : Run.one(op, scale), to);
  }
}
