package dev.leibniz.op;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Softmaxes;
import org.jspecify.annotations.Nullable;

/**
 * eˣ / Σ eˣ along an axis: y ⊙ (dx − Σ y dx), which is its own transpose.
 *
 * <p>One op for speed: a composition of five writes as many arrays.
 */
public record Softmax(int axis) implements General {
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
      Softmaxes.softmax(in[0], axis, Arithmetic.SUB, Exponentials.EXP, Arithmetic.DIV)
    };
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor y = out[0];
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : y.mul(t.sub(y.mul(t).sum(KEEPDIM, axis)))};
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    return linearise(in, out);
  }

  @Override
  public Softmax batched(int size) {
    return new Softmax(axis + 1);
  }
}
