package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.SymmetricEigen;
import org.jspecify.annotations.Nullable;

/**
 * A = V diag(w) Vᵀ. Of a symmetric A only the lower triangle is read; the derivative takes the
 * tangent's symmetric part, so that it is the derivative along symmetric matrices.
 *
 * <p>With P = Vᵀ dA V: dw is the diagonal of P, and dV = V (F ∘ P) with F(i, j) = 1 / (wⱼ − wᵢ)
 * beside the diagonal (J. R. Magnus, "On differentiating eigenvalues and eigenvectors", 1985).
 * Where two eigenvalues are equal their vectors may be turned into each other and have no
 * derivative; F is zero there, which leaves right whatever does not depend on that turn.
 *
 * @param operation the public operation, for errors
 */
public record Eigh(String operation) implements General {
  public static final Eigh EIGH = new Eigh("eigh");

  @Override
  public String name() {
    return operation;
  }

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = Squares.check(operation, in[0].shape());
    return new Op.Spec[] {new Op.Spec(a.range(0, a.rank() - 1), in[0].dtype()), Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Squares.check(operation, in[0].shape());
    return SymmetricEigen.decompose(in[0], operation);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor w = out[0].unsqueeze(-2).mul(2.0); // P below is twice what it should be
    Tensor v = out[1];
    Tensor gap = w.sub(w.mT());
    Tensor same = gap.eq(0);
    Tensor f = Tensor.where(same, 0, Tensor.where(same, 1, gap).reciprocal());
    return d -> {
      Tensor da = d[0];
      if (da == null) {
        return new @Nullable Tensor[2];
      }
      Tensor p = v.mT().matmul(da.add(da.mT()).matmul(v));
      return new @Nullable Tensor[] {p.diagonal(0, -2, -1).mul(0.5), v.matmul(f.mul(p))};
    };
  }

  @Override
  public Eigh batched(int size) {
    return this;
  }
}
