package sample;

import dev.leibniz.Functional;
import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import java.util.Arrays;

/** The first things a user does. */
public final class Sample {
  private Sample() {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.of(1.0, 2.0, 3.0);
    Tensor gradient = Functional.<Tensor>grad(v -> v.square().sum(), x);
    expect("the gradient of a sum of squares", gradient, 2, 4, 6);
    Tensor a = Tensor.eye(2).mul(4);
    expect("the solution of a system", Linalg.solve(a, Tensor.ones(2)), 0.25, 0.25);
  }

  private static void expect(String what, Tensor found, double... expected) {
    if (!Arrays.equals(found.toArray(), expected)) {
      throw new AssertionError(what + ": " + found);
    }
    System.out.println(what + ": " + found);
  }
}
