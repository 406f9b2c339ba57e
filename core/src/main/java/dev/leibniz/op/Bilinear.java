package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/** Linear in each of its two inputs. The op states one transpose for each. */
public sealed interface Bilinear extends Op.Two permits MatMul, Convolution {
  /** The cotangent of input {@code i}; axes that broadcasting spread are not yet summed. */
  Tensor transpose(int i, Tensor x, Tensor y, Tensor ct);

  @Override
  default int keep(int i) {
    return i == 0 ? Y : X;
  }

  @Override
  default @Nullable Tensor tangent(
      Tensor x, Tensor y, Tensor z, @Nullable Tensor dx, @Nullable Tensor dy) {
    return Op.sum(
        dx == null ? null : Run.two(this, dx, y), dy == null ? null : Run.two(this, x, dy));
  }

  @Override
  default @Nullable Tensor cotangent(int i, Tensor x, Tensor y, Tensor z, Tensor ct) {
    return transpose(i, x, y, ct);
  }
}
