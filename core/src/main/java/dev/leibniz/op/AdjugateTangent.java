package dev.leibniz.op;

import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Cofactors;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Determinant;
import dev.leibniz.kernel.SingularValues;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of adj(A) along E. With X = A⁻¹ it is det(A) (tr(X E) X − X E X). In the bases of
 * A = U S Vᵀ, where E' = Uᵀ E V, it needs no inverse: with m(i, j) the product of all singular
 * values but two, it is diag(Σᵢ m(i, j) E'(i, i)) − m ∘ E'.
 *
 * <p>The op is linear in E. By A it is differentiated by the first formula: third derivatives of a
 * determinant ask for a regular matrix. Since tr(F · this) is symmetric in E and F, its transposes
 * are of the same kind as itself.
 */
public record AdjugateTangent() implements General {
  public static final AdjugateTangent ADJUGATE_TANGENT = new AdjugateTangent();

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
    Dense e = in[1];
    if (Determinant.isRegular(a)) {
      Tensor x = Linalg.inv(a);
      Tensor xe = x.matmul(e);
      Tensor inner = trace(xe).mul(x).sub(xe.matmul(x));
      return new Dense[] {(Dense) Adjugate.column(Linalg.det(a)).mul(inner)};
    }
    Dense[] usv = SingularValues.decompose(a, "the second derivative of det");
    Tensor m = Cofactors.withoutTwo(usv[1]);
    Tensor turned = usv[0].mT().matmul(e.matmul(usv[2]));
    Tensor diagonal = m.matmul(turned.diagonal(0, -2, -1).unsqueeze(-1));
    Tensor eye = Tensor.eye(a.shape().get(-1), a.dtype());
    Tensor inner = diagonal.mul(eye).sub(m.mul(turned));
    Tensor along = usv[2].matmul(inner).matmul(usv[0].mT());
    return new Dense[] {(Dense) Adjugate.column(Adjugate.orientation(usv)).mul(along)};
  }

  private static Tensor trace(Tensor x) {
    return Adjugate.column(Linalg.trace(x));
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    Tensor e = in[1];
    return d -> {
      Tensor da = d[0];
      Tensor de = d[1];
      return new @Nullable Tensor[] {
        Op.sum(
            da == null ? null : second(a, e, da), de == null ? null : Batching.run(this, a, de)[0])
      };
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    Tensor a = in[0];
    Tensor e = in[1];
    return ct -> {
      Tensor c = ct[0];
      if (c == null) {
        return new @Nullable Tensor[2];
      }
      return new @Nullable Tensor[] {
        wanted[0] ? second(a, e, c.mT()).mT() : null,
        wanted[1] ? Batching.run(this, a, c.mT())[0].mT() : null
      };
    };
  }

  /** The second derivative of adj(A), along E and F. */
  private static Tensor second(Tensor a, Tensor e, Tensor f) {
    Tensor eye = Tensor.eye(a.shape().get(-1), a.dtype());
    Tensor x = Solve.of("the third derivative of det", a, eye);
    Tensor xe = x.matmul(e);
    Tensor xf = x.matmul(f);
    Tensor both = xf.matmul(xe);
    Tensor te = trace(xe);
    Tensor tf = trace(xf);
    Tensor scalar = te.mul(tf).sub(trace(both));
    Tensor inner = both.add(xe.matmul(xf)).sub(te.mul(xf)).sub(tf.mul(xe));
    return Adjugate.column(Linalg.det(a)).mul(scalar.mul(x).add(inner.matmul(x)));
  }

  @Override
  public AdjugateTangent batched(int size) {
    return this;
  }
}
