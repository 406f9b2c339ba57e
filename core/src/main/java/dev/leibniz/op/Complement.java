package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.HouseholderQr;
import org.jspecify.annotations.Nullable;

/**
 * Orthonormal columns C that are orthogonal to those of a matrix Q and complete them to a basis.
 *
 * <p>C is determined up to an orthogonal factor. Among its derivatives this is the one that does
 * not turn C in itself, dC = −Q (QᵀQ)⁻¹ dQᵀ C; whatever does not depend on the factor, such as C
 * Cᵀ, has no other.
 */
public record Complement() implements General {
  public static final Complement COMPLEMENT = new Complement();

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape q = in[0].shape();
    return new Op.Spec[] {new Op.Spec(q.with(-1, q.get(-2) - q.get(-1)), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {HouseholderQr.complement(in[0])};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor q = in[0];
    Tensor c = out[0];
    Tensor gram = q.mT().matmul(q);
    return d -> {
      Tensor dq = d[0];
      return new @Nullable Tensor[] {
        dq == null
            ? null
            : q.matmul(Solve.of("the derivative of a completed basis", gram, dq.mT().matmul(c)))
                .neg()
      };
    };
  }

  @Override
  public Complement batched(int size) {
    return this;
  }
}
