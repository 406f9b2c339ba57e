package dev.leibniz.op;

import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Cofactors;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Determinant;
import dev.leibniz.kernel.SingularValues;
import org.jspecify.annotations.Nullable;

/**
 * The matrix of cofactors, transposed: det(A) A⁻¹ where there is an inverse, and a polynomial in
 * A's elements everywhere. Near singular matrices it is V adj(S) Uᵀ det(U) det(V), of A = U S Vᵀ.
 */
public record Adjugate() implements General {
  public static final Adjugate ADJUGATE = new Adjugate();

  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense a = in[0];
    if (Determinant.isRegular(a)) {
      return new Dense[] {(Dense) column(Linalg.det(a)).mul(Linalg.inv(a))};
    }
    Dense[] usv = SingularValues.decompose(a, "the derivative of det");
    Tensor cofactors = Cofactors.withoutOne(usv[1]).unsqueeze(-2);
    Tensor adjugate = usv[2].mul(cofactors).matmul(usv[0].mT());
    return new Dense[] {(Dense) column(orientation(usv)).mul(adjugate)};
  }

  /** The sign of det(U) det(V). */
  static Tensor orientation(Dense[] usv) {
    return Determinant.signAndLogarithm(usv[0])[0].mul(Determinant.signAndLogarithm(usv[2])[0]);
  }

  /** Numbers, one for each matrix. */
  static Tensor column(Tensor x) {
    return x.unsqueeze(-1).unsqueeze(-1);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    return d -> {
      Tensor da = d[0];
      return new @Nullable Tensor[] {
        da == null ? null : Batching.run(AdjugateTangent.ADJUGATE_TANGENT, a, da)[0]
      };
    };
  }

  @Override
  public Adjugate batched(int size) {
    return this;
  }
}
