package dev.leibniz.microbench;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import org.openjdk.jmh.annotations.Benchmark;

/** What a transform costs: derivatives of a single operation on a scalar. */
public class Derivatives extends Measured {
  private final Tensor x = Tensor.floats(0.5f).reshape();
  private final Tensor one = x.onesLike();
  private final TensorFunction slope = Functional.grad(Tensor::sin);

  @Benchmark
  public Tensor gradOfSin() {
    return slope.apply(x);
  }

  @Benchmark
  public Tensor jvpOfGradOfSin() {
    return Functional.<Tensor, Tensor>jvp(slope, x, one).tangent();
  }
}
