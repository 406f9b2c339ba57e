package dev.leibniz.microbench;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What an operation costs when there is almost nothing to compute: y ← y ∘ x, a thousand times, per
 * operation. With {@code ForwardBackward} the time of an operation includes its share of the
 * backward pass and of the graph.
 */
public class Chains extends Measured {
  static final int LENGTH = 1000;

  /** How many elements. One must not be a special case. */
  @Param({"1", "32"})
  public int size;

  private Tensor zero = Tensor.floats(0);
  private Tensor one = Tensor.floats(1);

  /** Makes the operands. */
  @Setup
  public void fill() {
    zero = Tensor.of(new float[size]);
    float[] ones = new float[size];
    Arrays.fill(ones, 1);
    one = Tensor.of(ones);
  }

  private static Tensor chain(BinaryOperator<Tensor> op, Tensor start, Tensor x) {
    Tensor y = start;
    for (int i = 0; i < LENGTH; i++) {
      y = op.apply(y, x);
    }
    return y;
  }

  private Tensor gradient(BinaryOperator<Tensor> op, Tensor start) {
    Tensor x = start.requiresGrad();
    chain(op, x, x).backward(one);
    return x.grad();
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public Tensor addForward() {
    return chain(Tensor::add, zero, zero);
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public Tensor addRecorded() {
    Tensor x = zero.requiresGrad();
    return chain(Tensor::add, x, x);
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public Tensor addForwardBackward() {
    return gradient(Tensor::add, zero);
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public Tensor addConstantForwardBackward() {
    Tensor x = zero.requiresGrad();
    chain(Tensor::add, x, one).backward(one);
    return x.grad();
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public Tensor mulForwardBackward() {
    return gradient(Tensor::mul, one);
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public Tensor mulForwardMode() {
    return Functional.<Tensor, Tensor>jvp(x -> chain(Tensor::mul, x, x), one, zero).tangent();
  }
}
