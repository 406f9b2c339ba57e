package dev.leibniz.op;

import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.MatrixExponential;
import org.jspecify.annotations.Nullable;

/**
 * exp(A) = Σ Aᵏ / k!. Its derivative L along E stands in the corner of a larger exponential, exp([A
 * E; 0 A]) = [exp(A) L; 0 exp(A)], and the transpose of E ↦ L is the same for Aᵀ (A. H. Al-Mohy and
 * N. J. Higham, "Computing the Fréchet derivative of the matrix exponential", 2009). Both maps are
 * stated, since they are made of this very op.
 */
public record MatrixExp() implements General {
  public static final MatrixExp MATRIX_EXP = new MatrixExp();

  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Squares.check("matrixExp", in[0].shape());
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Squares.check("matrixExp", in[0].shape());
    return new Dense[] {MatrixExponential.of(in[0])};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    return d -> new @Nullable Tensor[] {along(a, d[0])};
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    Tensor a = in[0].mT();
    return ct -> new @Nullable Tensor[] {along(a, ct[0])};
  }

  private static @Nullable Tensor along(Tensor a, @Nullable Tensor e) {
    if (e == null) {
      return null;
    }
    int n = a.shape().get(-1);
    Tensor upper = Tensor.cat(-1, a, e);
    Tensor lower = Tensor.cat(-1, a.zerosLike(), a);
    return Linalg.matrixExp(Tensor.cat(-2, upper, lower)).narrow(-2, 0, n).narrow(-1, n, n);
  }

  @Override
  public MatrixExp batched(int size) {
    return this;
  }
}
