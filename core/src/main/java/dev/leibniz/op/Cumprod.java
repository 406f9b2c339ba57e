package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Scans;
import org.jspecify.annotations.Nullable;

/**
 * The running product along an axis. dyᵢ = xᵢ dyᵢ₋₁ + yᵢ₋₁ dxᵢ, a {@link Recurrence}: nothing is
 * divided by x, so that it is exact to any order where there are zeros.
 */
public record Cumprod(int axis) implements General {
  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {Scans.cumprod(in[0], axis)};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor x = in[0];
    Shape s = x.shape();
    Tensor one = Tensor.ones(s.with(axis, 1), x.dtype());
    Tensor before = Tensor.cat(axis, one, out[0]).narrow(axis, 0, s.get(axis));
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : Recurrence.of(x, t.mul(before), axis)};
    };
  }

  @Override
  public Cumprod batched(int size) {
    return new Cumprod(axis + 1);
  }
}
