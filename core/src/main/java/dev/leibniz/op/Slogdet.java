package dev.leibniz.op;

import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Determinant;
import org.jspecify.annotations.Nullable;

/**
 * The sign and the logarithm of the size of a determinant. d ln|det A| = tr(A⁻¹ dA).
 *
 * @param operation the public operation, for errors
 */
public record Slogdet(String operation) implements General {
  public static final Slogdet SLOGDET = new Slogdet("slogdet");

  @Override
  public String name() {
    return operation;
  }

  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = Squares.check(operation, in[0].shape());
    Op.Spec s = new Op.Spec(a.range(0, a.rank() - 2), in[0].dtype());
    return new Op.Spec[] {s, s};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Squares.check(operation, in[0].shape());
    return Determinant.signAndLogarithm(in[0]);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    return d -> {
      Tensor da = d[0];
      return new @Nullable Tensor[] {
        null, da == null ? null : Linalg.trace(Solve.of("the derivative of " + operation, a, da))
      };
    };
  }

  @Override
  public Slogdet batched(int size) {
    return this;
  }
}
