package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.MatrixProduct;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/** The product of matrices in the last two axes, broadcast over the others. */
public record MatMul() implements Bilinear {
  public static final MatMul MATMUL = new MatMul();

  @Override
  public String name() {
    return "matmul";
  }

  @Override
  public Shape shape(Shape x, Shape y) {
    int p = x.rank();
    int q = y.rank();
    if (p < 2 || q < 2 || x.get(p - 1) != y.get(q - 2)) {
      throw new ShapeException(
          "matmul: "
              + x
              + " times "
              + y
              + ": the last axis of the first must equal the last but one of the second");
    }
    if (p == 2 && q == 2) {
      return Shape.of(x.get(0), y.get(1));
    }
    return Shape.broadcast("matmul", x.range(0, p - 2), y.range(0, q - 2))
        .join(Shape.of(x.get(p - 2), y.get(q - 1)));
  }

  @Override
  public Dense eval(Dense x, Dense y) {
    return MatrixProduct.matmul(x, y, shape(x.shape(), y.shape()));
  }

  @Override
  public @Nullable Tensor tangent(
      Tensor x, Tensor y, Tensor z, @Nullable Tensor dx, @Nullable Tensor dy) {
    if (dx != null && dy != null && Addmm.pays(x, y)) {
      return Addmm.ofTangents(dx, y, x, dy);
    }
    return Bilinear.super.tangent(x, y, z, dx, dy);
  }

  @Override
  public Tensor transpose(int i, Tensor x, Tensor y, Tensor ct) {
    if (i == 0) {
      return x.rank() == 2 && Addmm.pays(x, y) ? Addmm.ofBatches(ct, y) : Run.two(this, ct, y.mT());
    }
    // Where only the second is a plain matrix, its cotangent is one product over all rows at once.
    if (y.rank() == 2 && x.rank() > 2) {
      return Run.two(this, rows(x).mT(), rows(ct));
    }
    return Run.two(this, x.mT(), ct);
  }

  private static Tensor rows(Tensor x) {
    int n = x.shape().get(-1);
    return x.reshape(Shape.of(n == 0 ? rowCount(x.shape()) : x.shape().size() / n, n));
  }

  private static int rowCount(Shape s) {
    return s.range(0, s.rank() - 1).size();
  }

  @Override
  public Tensor batch(Tensor x, boolean batchedX, Tensor y, boolean batchedY, int size) {
    int rank = Math.max(Batching.rank(x, batchedX), Batching.rank(y, batchedY));
    return Run.two(this, Batching.align(x, batchedX, rank), Batching.align(y, batchedY, rank));
  }
}
