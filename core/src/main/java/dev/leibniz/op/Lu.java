package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Factorisation;
import org.jspecify.annotations.Nullable;

/**
 * The rows of A in the order that partial pivoting puts them (result 0), and their factors L and U.
 *
 * <p>The order is fixed near a point. For a square matrix, with B = dA in that order and F = L⁻¹ B
 * U⁻¹: dL = L tril(F, −1) and dU = triu(F) U; what is higher or wider follows from the product (the
 * rule of {@code torch.linalg.lu_factor}; S. F. Walter and L. Lehmann, 2010).
 */
public record Lu() implements General {
  public static final Lu LU = new Lu();

  private static final String DERIVATIVE = "the derivative of lu";
  private static final SolveTriangular BY_LOWER =
      new SolveTriangular(Triangle.UNIT_LOWER, DERIVATIVE);
  private static final SolveTriangular BY_UPPER = new SolveTriangular(Triangle.LOWER, DERIVATIVE);

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = in[0].shape();
    int k = Math.min(a.get(-2), a.get(-1));
    DType dtype = in[0].dtype();
    return new Op.Spec[] {
      new Op.Spec(a.range(0, a.rank() - 1), DType.INT64),
      new Op.Spec(a.with(-1, k), dtype),
      new Op.Spec(a.with(-2, k), dtype)
    };
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense[] lu = Factorisation.lu(in[0]);
    Dense packed = lu[0];
    int m = packed.shape().get(-2);
    int n = packed.shape().get(-1);
    int k = Math.min(m, n);
    Tensor eye = Tensor.eye(m, packed.dtype()).narrow(-1, 0, k);
    Tensor lower = packed.narrow(-1, 0, k).tril(-1).add(eye);
    Tensor upper = packed.narrow(-2, 0, k).triu();
    return new Dense[] {lu[1], (Dense) lower, (Dense) upper};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor l = out[1];
    Tensor u = out[2];
    int k = l.shape().get(-1);
    int higher = l.shape().get(-2) - k;
    int wider = u.shape().get(-1) - k;
    Tensor first = l.narrow(-2, 0, k);
    Tensor corner = u.narrow(-1, 0, k);
    Tensor rows = out[0].unsqueeze(-1);
    return d -> {
      Tensor da = d[0];
      if (da == null) {
        return new @Nullable Tensor[3];
      }
      Tensor b = da.gather(da.rank() - 2, rows.expand(da.shape()));
      Tensor square = b.narrow(-2, 0, k).narrow(-1, 0, k);
      Tensor f = byUpper(corner, BY_LOWER.of(first, square));
      Tensor dl = first.matmul(f.tril(-1));
      Tensor du = f.triu().matmul(corner);
      Tensor dCorner = du;
      Tensor dFirst = dl;
      if (higher > 0) {
        Tensor below = b.narrow(-2, k, higher).narrow(-1, 0, k);
        Tensor rest = below.sub(l.narrow(-2, k, higher).matmul(dCorner));
        dl = Tensor.cat(-2, dl, byUpper(corner, rest));
      }
      if (wider > 0) {
        Tensor beside = b.narrow(-2, 0, k).narrow(-1, k, wider);
        Tensor rest = beside.sub(dFirst.matmul(u.narrow(-1, k, wider)));
        du = Tensor.cat(-1, du, BY_LOWER.of(first, rest));
      }
      return new @Nullable Tensor[] {null, dl, du};
    };
  }

  /** X U⁻¹. */
  private static Tensor byUpper(Tensor u, Tensor x) {
    return BY_UPPER.of(u.mT(), x.mT()).mT();
  }

  @Override
  public Lu batched(int size) {
    return this;
  }
}
