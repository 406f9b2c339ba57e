package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Softmaxes;
import org.jspecify.annotations.Nullable;

/**
 * y = ln Σ eˣ along an axis, which is dropped; dy = Σ softmax(x) dx: not exp(x − y), since a large
 * y does not show ln n.
 *
 * <p>One op for speed: a composition of six writes three arrays as large as the input.
 */
public record LogSumExp(int axis) implements General {
  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {new Op.Spec(in[0].shape().remove(axis), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {
      Softmaxes.logSumExp(
          in[0], axis, Arithmetic.SUB, Exponentials.EXP, Exponentials.LOG, Arithmetic.ADD)
    };
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor p = in[0].softmax(axis);
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : p.mul(t).sum(axis)};
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    Tensor p = in[0].softmax(axis);
    return ct -> {
      Tensor t = ct[0];
      return new @Nullable Tensor[] {t == null ? null : p.mul(t.unsqueeze(axis))};
    };
  }

  @Override
  public LogSumExp batched(int size) {
    return new LogSumExp(axis + 1);
  }
}
