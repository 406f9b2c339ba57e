package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import dev.leibniz.kernel.UnaryFunction;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * y[i] = f(x[i]). The op states f and {@code scale}: something times f′. A batch is just more
 * elements.
 */
public sealed interface Unary extends Op.One, UnaryFunction
    permits Powers, Exponentials, Trigonometry, Roundings, Specials, Normals {
  /** {@code t} times the partial, or null if that is zero. */
  @Nullable Tensor scale(Tensor x, Tensor y, Tensor t);

  @Override
  default String name() {
    return Op.One.super.name();
  }

  @Override
  default Shape shape(Shape x) {
    return x;
  }

  @Override
  default Dense eval(Dense x) {
    return Elementwise.unary(this, x);
  }

  @Override
  default @Nullable Tensor tangent(Tensor x, Tensor y, Tensor dx) {
    return scale(x, y, dx);
  }

  @Override
  default @Nullable Tensor cotangent(Tensor x, Tensor y, Tensor ct) {
    return scale(x, y, ct);
  }

  @Override
  default Tensor batch(Tensor x, int size) {
    return Run.one(this, x);
  }
}
