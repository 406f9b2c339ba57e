package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.SingularValues;
import org.jspecify.annotations.Nullable;

/**
 * A = U diag(S) Vᵀ for matrices with at least as many rows as columns.
 *
 * <p>With P = Uᵀ dA V: dS is the diagonal of P, and the factors turn by P's antisymmetric parts
 * over the differences of squared singular values (J. Townsend, "Differentiating the singular value
 * decomposition", 2016). Where two singular values are equal, or one is zero, their vectors may be
 * turned into each other and have no derivative; the factor is zero there, which leaves right
 * whatever does not depend on that turn.
 *
 * @param operation the public operation, for errors
 */
public record Svd(String operation) implements General {
  public static final Svd SVD = new Svd("svd");

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
    Shape a = in[0].shape();
    Shape lead = a.range(0, a.rank() - 2);
    int n = a.get(-1);
    return new Op.Spec[] {
      Op.Spec.of(in[0]),
      new Op.Spec(lead.join(Shape.of(n)), in[0].dtype()),
      new Op.Spec(lead.join(Shape.of(n, n)), in[0].dtype())
    };
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return SingularValues.decompose(in[0], operation);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor u = out[0];
    Tensor s = out[1].unsqueeze(-2);
    Tensor v = out[2];
    Tensor gap = s.sub(s.mT()).mul(s.add(s.mT()));
    Tensor same = gap.eq(0);
    Tensor f = Tensor.where(same, 0, Tensor.where(same, 1, gap).reciprocal());
    Tensor inverse = Tensor.where(s.eq(0), 0, Tensor.where(s.eq(0), 1, s).reciprocal());
    boolean isHigh = u.shape().get(-2) > u.shape().get(-1);
    return d -> {
      Tensor da = d[0];
      if (da == null) {
        return new @Nullable Tensor[3];
      }
      Tensor dav = da.matmul(v);
      Tensor p = u.mT().matmul(dav);
      Tensor turnU = f.mul(p.mul(s).add(p.mT().mul(s.mT())));
      Tensor turnV = f.mul(p.mul(s.mT()).add(p.mT().mul(s)));
      Tensor du = u.matmul(turnU);
      if (isHigh) {
        du = du.add(dav.sub(u.matmul(p)).mul(inverse));
      }
      return new @Nullable Tensor[] {du, p.diagonal(0, -2, -1), v.matmul(turnV)};
    };
  }

  @Override
  public Svd batched(int size) {
    return this;
  }
}
