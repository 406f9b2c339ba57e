package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Order;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Scans;
import org.jspecify.annotations.Nullable;

/**
 * The elements along an axis in order, NaN greatest, and where each came from; equal ones stay in
 * the order they had.
 */
public record Sort(int axis, Order order) implements General {
  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public boolean keepsOutput(int i) {
    return i == 1;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {Op.Spec.of(in[0]), new Op.Spec(in[0].shape(), DType.INT64)};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return Scans.sort(in[0], axis, order);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : t.gather(axis, out[1]), null};
    };
  }

  @Override
  public Sort batched(int size) {
    return new Sort(axis + 1, order);
  }
}
