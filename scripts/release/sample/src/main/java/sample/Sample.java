package sample;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;

/** The first thing a user does. */
public final class Sample {
  private Sample() {}

  public static void main(String[] arguments) {
    Tensor x = Tensor.of(1.0, 2.0, 3.0);
    Tensor gradient = Functional.<Tensor>grad(v -> v.square().sum(), x);
    if (!gradient.equal(x.mul(2))) {
      throw new AssertionError("gradient of the sum of squares: " + gradient);
    }
    System.out.println(gradient);
  }
}
