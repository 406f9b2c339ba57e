package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * How many bytes an operation allocates. That hardly depends on the machine, and it decides what a
 * small operation costs; the limits are in docs/performance.md.
 */
class AllocationTest {
  private static final int LENGTH = 200;

  /**
   * How long a body is tried at most. Until the optimising compiler has come to a vector loop, each
   * vector in it is an object; when it comes depends on what else the machine does.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Tensor one = Tensor.floats(1);
  private Object sink = one;

  /**
   * The bytes this thread has allocated; found by name, so that the module need not read its
   * module.
   */
  private static long allocatedBytes() throws ReflectiveOperationException {
    Object bean =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (long) bytes.invoke(bean);
  }

  /** Fails if a call allocates more than this, however often it has run. */
  private void assertAllocatesAtMost(double limit, int operations, Supplier<?> body)
      throws ReflectiveOperationException {
    double least = Double.POSITIVE_INFINITY;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (least > limit && System.nanoTime() < end) {
      long before = allocatedBytes();
      for (int i = 0; i < 100; i++) {
        sink = body.get();
      }
      least = Math.min(least, (allocatedBytes() - before) / (100.0 * operations));
    }
    assertThat(least).as("bytes per operation").isLessThanOrEqualTo(limit);
    assertThat(sink).isNotNull();
  }

  @Test
  void anOperation() throws ReflectiveOperationException {
    assertAllocatesAtMost(104, LENGTH, () -> sums(one));
  }

  @Test
  void aRecordedOperation() throws ReflectiveOperationException {
    assertAllocatesAtMost(210, LENGTH, () -> sums(one.requiresGrad()));
  }

  private static Tensor sums(Tensor x) {
    Tensor y = x;
    for (int i = 0; i < LENGTH; i++) {
      y = y.add(x);
    }
    return y;
  }

  @Test
  void aProductForwardAndBackward() throws ReflectiveOperationException {
    assertAllocatesAtMost(
        500,
        LENGTH,
        () -> {
          Tensor x = one.requiresGrad();
          Tensor y = x;
          for (int i = 0; i < LENGTH; i++) {
            y = y.mul(x);
          }
          y.backward();
          return x.grad();
        });
  }

  @Test
  void theGradientOfARegression() throws ReflectiveOperationException {
    Tensor inputs = Tensor.arange(110).reshape(10, 11).to(DType.FLOAT32).mul(0.37).remainder(1);
    Tensor targets = Tensor.arange(10).reshape(10, 1).to(DType.FLOAT32).mul(0.61).remainder(1);
    Tensor beta = Tensor.arange(11).reshape(11, 1).to(DType.FLOAT32).mul(0.83).remainder(1);
    assertAllocatesAtMost(
        10 * 1024,
        1,
        () ->
            Functional.<Tensor>grad(
                b -> {
                  Tensor logits = inputs.matmul(b);
                  Tensor likelihood = targets.mul(logits).sub(logits.softplus()).sum();
                  return likelihood.add(b.square().mul(-0.5).sub(0.9189385).sum());
                },
                beta));
  }
}
