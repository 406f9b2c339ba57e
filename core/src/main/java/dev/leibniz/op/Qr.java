package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.HouseholderQr;
import org.jspecify.annotations.Nullable;

/**
 * A = Q R for matrices with at least as many rows as columns, and full rank.
 *
 * <p>With C = dA R⁻¹, M = Qᵀ C and Ω the antisymmetric matrix that has M's part below the diagonal:
 * dR = (M − Ω) R and dQ = C − Q (M − Ω) (S. F. Walter and L. Lehmann, "Algorithmic differentiation
 * of linear algebra functions with application in optimum experimental design", 2010).
 */
public record Qr() implements General {
  public static final Qr QR = new Qr();

  private static final SolveTriangular SOLVE =
      new SolveTriangular(Triangle.LOWER, "the derivative of qr");

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = in[0].shape();
    int n = a.get(-1);
    return new Op.Spec[] {Op.Spec.of(in[0]), new Op.Spec(a.with(-2, n), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return HouseholderQr.decompose(in[0]);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor q = out[0];
    Tensor r = out[1];
    return d -> {
      Tensor da = d[0];
      if (da == null) {
        return new @Nullable Tensor[2];
      }
      Tensor c = SOLVE.of(r.mT(), da.mT()).mT();
      Tensor m = q.mT().matmul(c);
      Tensor below = m.tril(-1);
      Tensor upper = m.sub(below).add(below.mT());
      return new @Nullable Tensor[] {c.sub(q.matmul(upper)), upper.matmul(r)};
    };
  }

  @Override
  public Qr batched(int size) {
    return this;
  }
}
