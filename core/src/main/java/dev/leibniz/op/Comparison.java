package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.BinaryPredicate;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import dev.leibniz.transform.Run;

/**
 * Two inputs of one dtype, broadcast, and a boolean output. What a comparison does stands apart
 * from the constants in {@link Comparisons}, so that no thread can wait for a class that waits for
 * it.
 */
public sealed interface Comparison extends Discrete.OfTwo, BinaryPredicate permits Comparisons {
  @Override
  default String name() {
    return Discrete.OfTwo.super.name();
  }

  @Override
  default Shape shape(Shape x, Shape y) {
    return Shape.broadcast(name(), x, y);
  }

  @Override
  default DType dtype(DType x, DType y) {
    return DType.BOOL;
  }

  @Override
  default Dense eval(Dense x, Dense y) {
    return Elementwise.compare(this, x, y, shape(x.shape(), y.shape()));
  }

  @Override
  default Tensor batch(Tensor x, boolean batchedX, Tensor y, boolean batchedY, int size) {
    int rank = Math.max(Batching.rank(x, batchedX), Batching.rank(y, batchedY));
    return Run.two(this, Batching.align(x, batchedX, rank), Batching.align(y, batchedY, rank));
  }
}
