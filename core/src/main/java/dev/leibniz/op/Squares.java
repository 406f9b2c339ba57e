package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;

/** Square matrices in the last two axes. */
final class Squares {
  private Squares() {}

  static Shape check(String operation, Shape a) {
    if (a.rank() < 2 || a.get(-1) != a.get(-2)) {
      throw new ShapeException(
          operation + ": needs square matrices in the last two axes, not a tensor of shape " + a);
    }
    return a;
  }

  /** The shape of A⁻¹ B, leading axes broadcast. */
  static Shape solved(String operation, Shape a, Shape b) {
    check(operation, a);
    if (b.rank() < 2 || b.get(-2) != a.get(-1)) {
      throw new ShapeException(
          operation
              + ": a matrix of shape "
              + a
              + " and a right side of shape "
              + b
              + ": the right side needs "
              + a.get(-1)
              + " rows in its last but one axis");
    }
    return Shape.broadcast(operation, a.range(0, a.rank() - 2), b.range(0, b.rank() - 2))
        .join(b.range(b.rank() - 2, b.rank()));
  }

  static Shape spread(Shape solved, Shape matrix) {
    return solved.range(0, solved.rank() - 2).join(matrix.range(matrix.rank() - 2, matrix.rank()));
  }
}
