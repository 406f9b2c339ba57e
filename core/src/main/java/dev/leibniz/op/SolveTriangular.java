package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Factorisation;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * X with A X = B for a triangular A, of which nothing else is read. dX = A⁻¹ (dB − dA X). The
 * transpose is stated too, since the map of tangents is made of this very op: with W = A⁻ᵀ X̄, B̄ =
 * W and Ā is the triangle of −W Xᵀ.
 *
 * @param triangle which part of A is read
 * @param operation the public operation, for errors
 */
public record SolveTriangular(Triangle triangle, String operation) implements General {
  public SolveTriangular(Triangle triangle) {
    this(triangle, "solveTriangular");
  }

  /** A⁻¹ B. */
  public Tensor of(Tensor a, Tensor b) {
    return Run.many(this, new Tensor[] {a, b})[0];
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
    Shape s = Squares.solved(name(), in[0].shape(), in[1].shape());
    return new Op.Spec[] {new Op.Spec(s, in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Shape s = Squares.solved(name(), in[0].shape(), in[1].shape());
    Dense a = in[0].expanded(Squares.spread(s, in[0].shape()));
    return new Dense[] {Factorisation.solveTriangular(a, in[1].expanded(s), triangle, name())};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    Tensor x = out[0];
    return d -> {
      Tensor da = d[0];
      Tensor right = Op.sum(d[1], da == null ? null : part(da).matmul(x).neg());
      return new @Nullable Tensor[] {right == null ? null : of(a, right.expand(x.shape()))};
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
      Tensor w = mirrored().of(a.mT(), c);
      return new @Nullable Tensor[] {wanted[0] ? part(w.matmul(x.mT()).neg()) : null, w};
    };
  }

  private SolveTriangular mirrored() {
    Triangle other =
        switch (triangle) {
          case LOWER -> Triangle.UPPER;
          case UPPER -> Triangle.LOWER;
          case UNIT_LOWER -> Triangle.UNIT_UPPER;
          case UNIT_UPPER -> Triangle.UNIT_LOWER;
        };
    return new SolveTriangular(other, operation);
  }

  private Tensor part(Tensor da) {
    return switch (triangle) {
      case LOWER -> da.tril();
      case UPPER -> da.triu();
      case UNIT_LOWER -> da.tril(-1);
      case UNIT_UPPER -> da.triu(1);
    };
  }

  @Override
  public SolveTriangular batched(int size) {
    return this;
  }

  @Override
  public Tensor[] batch(Tensor[] in, boolean[] batched, int size) {
    int rank = Math.max(Batching.rank(in[0], batched[0]), Batching.rank(in[1], batched[1]));
    return Batching.run(
        this, Batching.align(in[0], batched[0], rank), Batching.align(in[1], batched[1], rank));
  }
}
