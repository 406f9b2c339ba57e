package dev.leibniz.conformance.operators;

import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.List;

/** Products of vectors and matrices, and linear algebra. */
final class Products {
  private Products() {}

  static void addTo(Operators to) {
    to.add("matmul", a -> a.tensor(0, "input").matmul(a.tensor(1, "other")));
    to.add("bmm", a -> a.tensor(0, "input").matmul(a.tensor(1, "mat2")));
    to.add("mv", a -> a.tensor(0, "input").matmul(a.tensor(1, "vec")));
    to.add("dot", a -> a.tensor(0, "input").dot(a.tensor(1, "other")));
    to.add("outer", a -> a.tensor(0, "input").unsqueeze(-1).mul(a.tensor(1, "vec2")));
    to.add("addmm", a -> sum(a, a.tensor(1, "mat1").matmul(a.tensor(2, "mat2"))));
    to.add("baddbmm", a -> sum(a, a.tensor(1, "batch1").matmul(a.tensor(2, "batch2"))));
    to.add("kron", a -> kronecker(a.tensor(0, "input"), a.tensor(1, "other")));
    to.add("trace", a -> Linalg.trace(a.tensor(0, "input")));
    to.add("linalg.inv", a -> Linalg.inv(a.tensor(0, "A")));
    to.add("linalg.solve", a -> Linalg.solve(a.tensor(0, "A"), a.tensor(1, "B")));
    to.addTuple(
        "linalg.slogdet",
        a -> {
          Linalg.SignAndLogarithm r = Linalg.slogdet(a.tensor(0, "A"));
          return List.of(r.sign(), r.logabsdet());
        });
  }

  private static Tensor sum(Arguments a, Tensor product) {
    Tensor x = Operand.scaled(a.tensor(0, "input"), a.number(Arguments.KEYWORD, "beta", 1L));
    return x.add(Operand.scaled(product, a.number(Arguments.KEYWORD, "alpha", 1L)));
  }

  private static Tensor kronecker(Tensor a, Tensor b) {
    int n = Math.max(a.rank(), b.rank());
    int[] left = new int[2 * n];
    int[] right = new int[2 * n];
    int[] both = new int[n];
    for (int i = 0; i < n; i++) {
      left[2 * i] = size(a, i - n);
      left[2 * i + 1] = 1;
      right[2 * i] = 1;
      right[2 * i + 1] = size(b, i - n);
      both[i] = size(a, i - n) * size(b, i - n);
    }
    return a.reshape(Shape.of(left)).mul(b.reshape(Shape.of(right))).reshape(Shape.of(both));
  }

  private static int size(Tensor x, int axis) {
    return -axis > x.rank() ? 1 : x.shape().get(axis);
  }
}
