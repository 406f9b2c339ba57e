package dev.leibniz.conformance.operators;

import dev.leibniz.Linalg;
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
    to.add("outer", a -> a.tensor(0, "input").outer(a.tensor(1, "vec2")));
    to.add("addmm", a -> sum(a, a.tensor(1, "mat1").matmul(a.tensor(2, "mat2"))));
    to.add("baddbmm", a -> sum(a, a.tensor(1, "batch1").matmul(a.tensor(2, "batch2"))));
    to.add("kron", a -> a.tensor(0, "input").kron(a.tensor(1, "other")));
    to.add(
        "einsum",
        a ->
            Tensor.einsum(
                a.text(0, "equation", ""), a.tensors(1, "operands").toArray(Tensor[]::new)));
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
}
