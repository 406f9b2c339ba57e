package dev.leibniz.op;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Softmaxes;
import org.jspecify.annotations.Nullable;

/**
 * y = x − ln Σ eˣ along an axis; dy = dx − Σ eʸ dx.
 *
 * <p>One op for speed: a composition of five writes as many arrays.
 */
public record LogSoftmax(int axis) implements General {
  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {
      Softmaxes.logSoftmax(in[0], axis, Arithmetic.SUB, Exponentials.EXP, Exponentials.LOG)
    };
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor p = out[0].exp();
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : t.sub(p.mul(t).sum(KEEPDIM, axis))};
    };
  }

  @Override
  public LogSoftmax batched(int size) {
    return new LogSoftmax(axis + 1);
  }
}
