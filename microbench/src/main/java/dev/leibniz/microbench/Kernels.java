package dev.leibniz.microbench;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.OpenLoops;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Exponentials;
import dev.leibniz.op.Trigonometry;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Elementwise work on 2²⁰ numbers, FLOAT32. {@code Fresh} is a tensor operation, whose result is a
 * new array; {@code Existing} is the loop alone, into an array that is there.
 */
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class Kernels extends Measured {
  private static final int SIZE = 1 << 20;

  private final Tensor x = Tensor.of(numbers(1));
  private final Tensor y = Tensor.of(numbers(2));
  private final OpenLoops loops = new OpenLoops(x, y);

  /** Numbers from −2 to 2. */
  private static float[] numbers(int start) {
    float[] a = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      a[i] = (start + i) * 0.001f % 4 - 2;
    }
    return a;
  }

  @Benchmark
  public Tensor expFresh() {
    return x.exp();
  }

  @Benchmark
  public Tensor tanhFresh() {
    return x.tanh();
  }

  @Benchmark
  public Tensor addFresh() {
    return x.add(y);
  }

  @Benchmark
  public Tensor sum() {
    return x.sum();
  }

  @Benchmark
  public Object expExisting() {
    return loops.unary(Exponentials.EXP);
  }

  @Benchmark
  public Object tanhExisting() {
    return loops.unary(Trigonometry.TANH);
  }

  @Benchmark
  public Object addExisting() {
    return loops.binary(Arithmetic.ADD);
  }
}
