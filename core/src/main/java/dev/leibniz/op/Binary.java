package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.BinaryFunction;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * z[i] = f(x[i], y[i]), with broadcasting. The op states f and, for each input, {@code scale}:
 * something times the partial.
 */
public sealed interface Binary extends Op.Two, BinaryFunction permits Arithmetic, Pairs, Numbered {
  /** {@code t} times the partial by input {@code i}, or null if that is zero. */
  @Nullable Tensor scale(int i, Tensor x, Tensor y, Tensor z, Tensor t);

  @Override
  default String name() {
    return Op.Two.super.name();
  }

  @Override
  default Shape shape(Shape x, Shape y) {
    return Shape.broadcast(name(), x, y);
  }

  @Override
  default Dense eval(Dense x, Dense y) {
    Shape s = x.shape();
    return Elementwise.binary(this, x, y, s == y.shape() ? s : shape(s, y.shape()));
  }

  @Override
  default @Nullable Tensor tangent(
      Tensor x, Tensor y, Tensor z, @Nullable Tensor dx, @Nullable Tensor dy) {
    Tensor d =
        Op.sum(
            dx == null ? null : scale(0, x, y, z, dx), dy == null ? null : scale(1, x, y, z, dy));
    return d == null ? null : d.expand(z.shape());
  }

  @Override
  default @Nullable Tensor cotangent(int i, Tensor x, Tensor y, Tensor z, Tensor ct) {
    return scale(i, x, y, z, ct);
  }

  @Override
  default Tensor batch(Tensor x, boolean batchedX, Tensor y, boolean batchedY, int size) {
    int rank = Math.max(Batching.rank(x, batchedX), Batching.rank(y, batchedY));
    return Run.two(this, Batching.align(x, batchedX, rank), Batching.align(y, batchedY, rank));
  }
}
