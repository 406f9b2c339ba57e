package dev.leibniz.op;

import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Determinant;
import dev.leibniz.kernel.Factorisation;
import dev.leibniz.kernel.Indexing;
import org.jspecify.annotations.Nullable;

/**
 * X with A X = B, by LU with partial pivoting. dX = A⁻¹ (dB − dA X). The transpose is stated too,
 * since the map of tangents is made of this very op: with W = A⁻ᵀ X̄, B̄ = W and Ā = −W Xᵀ.
 */
public record Solve() implements General {
  public static final Solve SOLVE = new Solve();

  @Override
  public boolean keepsInput(int i) {
    return i == 0;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {
      new Op.Spec(Squares.solved("solve", in[0].shape(), in[1].shape()), in[0].dtype())
    };
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Shape s = Squares.solved("solve", in[0].shape(), in[1].shape());
    Dense a = in[0];
    Dense b = in[1].expanded(s);
    Dense[] lu = Factorisation.lu(a);
    Determinant.requireRegular(lu[0], "solve");
    Dense packed = lu[0].expanded(Squares.spread(s, a.shape()));
    Dense order = lu[1].expanded(s.range(0, s.rank() - 1));
    Dense permuted = Indexing.take(b, order, s.rank() - 2, "solve");
    Dense lower = Factorisation.solveTriangular(packed, permuted, Triangle.UNIT_LOWER, "solve");
    return new Dense[] {Factorisation.solveTriangular(packed, lower, Triangle.UPPER, "solve")};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    Tensor x = out[0];
    return d -> {
      Tensor da = d[0];
      Tensor right = Op.sum(d[1], da == null ? null : da.matmul(x).neg());
      return new @Nullable Tensor[] {
        right == null ? null : Linalg.solve(a, right.expand(x.shape()))
      };
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    Tensor a = in[0];
    Tensor x = out[0];
    return ct -> {
      Tensor c = ct[0];
      if (c == null) {
        return new @Nullable Tensor[2];
      }
      Tensor w = Linalg.solve(a.mT(), c);
      return new @Nullable Tensor[] {wanted[0] ? w.matmul(x.mT()).neg() : null, w};
    };
  }

  @Override
  public Solve batched(int size) {
    return this;
  }

  @Override
  public Tensor[] batch(Tensor[] in, boolean[] batched, int size) {
    int rank = Math.max(Batching.rank(in[0], batched[0]), Batching.rank(in[1], batched[1]));
    return Batching.run(
        this, Batching.align(in[0], batched[0], rank), Batching.align(in[1], batched[1], rank));
  }
}
