package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Determinant;
import org.jspecify.annotations.Nullable;

/** A determinant, by LU. d det A = tr(adj(A) dA): Jacobi's formula, right for every A. */
public record Det() implements General {
  public static final Det DET = new Det();

  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = Squares.check("det", in[0].shape());
    return new Op.Spec[] {new Op.Spec(a.range(0, a.rank() - 2), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Squares.check("det", in[0].shape());
    return new Dense[] {Determinant.value(in[0])};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor cofactors = Batching.run(Adjugate.ADJUGATE, in[0])[0].mT();
    return d -> {
      Tensor da = d[0];
      return new @Nullable Tensor[] {da == null ? null : cofactors.mul(da).sum(-2, -1)};
    };
  }

  @Override
  public Det batched(int size) {
    return this;
  }
}
