package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;

import java.util.Arrays;

/** The bits of some results, printed for {@link ThreadCountTest}. */
final class ThreadCount {
  private ThreadCount() {}

  public static void main(String[] arguments) {
    Key[] keys = Key.of(3).split2();
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      Tensor x = keys[0].normal(Shape.of(67, 129), dtype);
      Tensor y = keys[1].normal(Shape.of(129, 41), dtype);
      print("sum", x.sum());
      print("sum of rows", x.sum(1));
      print("sum of columns", x.sum(0));
      print("mean of a view", x.mT().mean(0));
      print("exp", x.exp());
      print("logsumexp", x.logsumexp(1));
      print("softmax", x.softmax(0));
      print("cumsum", x.cumsum(0));
      print("sort", x.sort(1).values());
      print("matmul", x.matmul(y));
      print("matmul of a view", y.mT().matmul(x.mT()));
      print("gradient", grad(z -> z.matmul(y).tanh().softmax(1).square().sum(), x));
      print("Hessian", hessian(z -> z.logsumexp(0).mul(z.square().sum()), x.select(0, 0)));
    }
    print("normal", keys[0].normal(10_000));
  }

  private static void print(String what, Tensor t) {
    double[] numbers = t.toArray();
    System.out.printf(
        "%s %s %s %016x %016x%n",
        what,
        t.dtype(),
        t.shape(),
        Arrays.hashCode(numbers),
        Double.doubleToRawLongBits(numbers[numbers.length - 1]));
  }
}
