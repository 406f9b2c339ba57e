package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;

/** Products of vectors and matrices. */
final class Products {
  private Products() {}

  static void addTo(Operators to) {
    to.add("matmul", a -> a.tensor(0, "input").matmul(a.tensor(1, "other")));
    to.add("bmm", a -> a.tensor(0, "input").matmul(a.tensor(1, "mat2")));
    to.add("mv", a -> a.tensor(0, "input").matmul(a.tensor(1, "vec")));
    to.add("dot", a -> a.tensor(0, "input").dot(a.tensor(1, "other")));
    to.add("outer", a -> a.tensor(0, "input").outer(a.tensor(1, "vec2")));
    to.add("addmm", a -> sum(a, "mat1", "mat2"));
    to.add("baddbmm", a -> sum(a, "batch1", "batch2"));
    to.add("kron", a -> a.tensor(0, "input").kron(a.tensor(1, "other")));
    to.add(
        "einsum",
        a ->
            Tensor.einsum(
                a.text(0, "equation", ""), a.tensors(1, "operands").toArray(Tensor[]::new)));
    to.add("addmv", a -> sum(a, a.tensor(1, "mat").matmul(a.tensor(2, "vec"))));
    to.add("addr", a -> sum(a, a.tensor(1, "vec1").outer(a.tensor(2, "vec2"))));
    to.add("addbmm", a -> sum(a, a.tensor(1, "batch1").matmul(a.tensor(2, "batch2")).sum(0)));
  }

  private static Tensor sum(Arguments a, String left, String right) {
    Tensor x = a.tensor(1, left);
    Tensor y = a.tensor(2, right);
    boolean isPlain =
        a.number(Arguments.KEYWORD, "beta", 1L).doubleValue() == 1
            && a.number(Arguments.KEYWORD, "alpha", 1L).doubleValue() == 1;
    return isPlain ? a.tensor(0, "input").addmm(x, y) : sum(a, x.matmul(y));
  }

  /** A factor β of zero leaves the input out, NaN or not, as in BLAS. */
  private static Tensor sum(Arguments a, Tensor product) {
    Number beta = a.number(Arguments.KEYWORD, "beta", 1L);
    Tensor x = a.tensor(0, "input");
    Tensor y = Operand.scaled(product, a.number(Arguments.KEYWORD, "alpha", 1L));
    return beta.doubleValue() == 0 ? y : Operand.scaled(x, beta).add(y);
  }
}
