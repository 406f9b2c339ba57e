package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.LuSolver;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * X with A X = B, or Aᵀ X = B, by LU with partial pivoting. dX = A⁻¹ (dB − dA X). The transpose is
 * stated too, since the map of tangents is made of this very op: with W = A⁻ᵀ X̄, B̄ = W and Ā = −W
 * Xᵀ. All of them share the factors of A.
 *
 * @param side where A stands
 * @param solver what keeps the factors
 * @param operation the public operation, for errors
 */
public record Solve(LuSolver.Side side, LuSolver solver, String operation) implements General {
  /** A X = B. */
  public Solve(String operation) {
    this(LuSolver.Side.PLAIN, new LuSolver(), operation);
  }

  /** A⁻¹ B. */
  static Tensor of(String operation, Tensor a, Tensor b) {
    return Run.many(new Solve(operation), new Tensor[] {a, b})[0];
  }

  @Override
  public String name() {
    return operation;
  }

  @Override
  public boolean keepsInput(int i) {
    return i == 0;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {
      new Op.Spec(Squares.solved(operation, in[0].shape(), in[1].shape()), in[0].dtype())
    };
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Shape s = Squares.solved(operation, in[0].shape(), in[1].shape());
    Shape lead = s.range(0, s.rank() - 2);
    return new Dense[] {solver.solve(in[0], in[1].expanded(s), side, lead, operation)};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    Tensor x = out[0];
    return d -> {
      Tensor da = d[0];
      Tensor right = Op.sum(d[1], da == null ? null : sided(da).matmul(x).neg());
      return right == null
          ? new @Nullable Tensor[1]
          : Run.many(this, new Tensor[] {a, right.expand(x.shape())});
    };
  }

  private Tensor sided(Tensor a) {
    return side == LuSolver.Side.PLAIN ? a : a.mT();
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
      Tensor w = Run.many(new Solve(side.other(), solver, operation), new Tensor[] {a, c})[0];
      return new @Nullable Tensor[] {wanted[0] ? sided(w.matmul(x.mT())).neg() : null, w};
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
