package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Factorisation;
import org.jspecify.annotations.Nullable;

/**
 * A = L Lᵀ. Of a symmetric A only the lower triangle is read; the derivative takes the tangent's
 * symmetric part, so that it is the derivative along symmetric matrices.
 *
 * <p>dL = L Φ(L⁻¹ dA L⁻ᵀ), where Φ keeps the lower triangle and halves the diagonal (I. Murray,
 * "Differentiation of the Cholesky decomposition", 2016).
 */
public record Cholesky() implements General {
  public static final Cholesky CHOLESKY = new Cholesky();

  private static final SolveTriangular SOLVE =
      new SolveTriangular(Triangle.LOWER, "the derivative of cholesky");

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Squares.check("cholesky", in[0].shape());
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Squares.check("cholesky", in[0].shape());
    return new Dense[] {Factorisation.cholesky(in[0], "cholesky")};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor l = out[0];
    Tensor lower = Tensor.ones(l.shape().get(-1), l.shape().get(-1)).to(l.dtype()).tril();
    Tensor phi = lower.sub(Tensor.eye(l.shape().get(-1), l.dtype()).mul(0.5)).mul(0.5);
    return d -> {
      Tensor t = d[0];
      if (t == null) {
        return new @Nullable Tensor[] {null};
      }
      Tensor left = SOLVE.of(l, t.add(t.mT())); // twice the symmetric part: phi has halves

      Tensor both = SOLVE.of(l, left.mT()).mT();
      return new @Nullable Tensor[] {l.matmul(both.mul(phi))};
    };
  }

  @Override
  public Cholesky batched(int size) {
    return this;
  }
}
