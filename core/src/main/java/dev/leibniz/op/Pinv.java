package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.SingularValues;
import org.jspecify.annotations.Nullable;

/**
 * The pseudoinverse P of A, by singular values, of which those up to a fraction of the greatest
 * count as zero.
 *
 * <p>dP = −P dA P + P Pᵀ dAᵀ (I − A P) + (I − P A) dAᵀ Pᵀ P, where the rank does not change (G. H.
 * Golub and V. Pereyra, "The differentiation of pseudo-inverses and nonlinear least squares
 * problems whose variables separate", 1973).
 *
 * @param rtol up to which fraction of the greatest a singular value counts as zero
 * @param operation the public operation, for errors
 */
public record Pinv(double rtol, String operation) implements General {
  public Pinv(double rtol) {
    this(rtol, "pinv");
  }

  @Override
  public String name() {
    return operation;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = in[0].shape();
    Shape p = a.with(-1, a.get(-2)).with(-2, a.get(-1));
    return new Op.Spec[] {new Op.Spec(p, in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense a = in[0];
    boolean wide = a.shape().get(-2) < a.shape().get(-1);
    Dense[] usv = SingularValues.decompose((Dense) (wide ? a.mT() : a), operation);
    Dense s = usv[1];
    if (s.size() == 0) {
      Shape p = specs(in)[0].shape();
      return new Dense[] {Dense.zeros(p, a.dtype())};
    }
    Tensor small = s.le(s.narrow(-1, 0, 1).mul(rtol));
    Tensor inverse = Tensor.where(small, 0, Tensor.where(small, 1, s).reciprocal()).unsqueeze(-2);
    Tensor p = usv[2].mul(inverse).matmul(usv[0].mT());
    return new Dense[] {(Dense) (wide ? p.mT() : p)};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    Tensor p = out[0];
    return d -> {
      Tensor da = d[0];
      if (da == null) {
        return new @Nullable Tensor[1];
      }
      Tensor left = p.matmul(p.mT().matmul(da.mT()));
      Tensor right = da.mT().matmul(p.mT()).matmul(p);
      Tensor dp = p.matmul(da).matmul(p).neg();
      dp = dp.add(left.sub(left.matmul(a).matmul(p)));
      return new @Nullable Tensor[] {dp.add(right.sub(p.matmul(a.matmul(right))))};
    };
  }

  @Override
  public Pinv batched(int size) {
    return this;
  }
}
