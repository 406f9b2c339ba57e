package dev.leibniz.microbench;

import dev.leibniz.KeepDim;
import dev.leibniz.Tensor;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/**
 * The chain of operations that real programs have: of many kinds, on small vectors and matrices
 * that broadcast with rows, columns and single numbers. All operands require grad.
 */
public class MixedChain extends Measured {
  private static final int LINKS = 77;

  /** Operations of one link, as a reader counts them. */
  private static final int OPERATIONS = 13;

  private final Tensor vector = Tensor.of(ramp(10));
  private final Tensor matrix = Tensor.of(ramp(12)).reshape(3, 4);
  private final Tensor factor = Tensor.of(ramp(10));
  private final Tensor single = Tensor.floats(0.1f);
  private final Tensor row = Tensor.of(ramp(4));
  private final Tensor column = Tensor.of(ramp(3)).reshape(3, 1);

  /** Numbers between one half and one. */
  static float[] ramp(int n) {
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = 0.5f + 0.5f * i / n;
    }
    return a;
  }

  private static Tensor chain(
      Tensor vector, Tensor matrix, Tensor factor, Tensor single, Tensor row, Tensor column) {
    Tensor v = vector;
    Tensor m = matrix;
    for (int i = 0; i < LINKS; i++) {
      v = v.add(single);
      m = m.mul(row);
      v = v.tanh();
      m = m.add(column);
      v = v.mul(factor);
      m = m.softplus();
      v = v.exp();
      m = m.maximum(row);
      v = v.sub(0.5);
      m = m.sub(m.mean(KeepDim.KEEPDIM, 1));
      v = v.neg();
      m = m.div(column);
    }
    return v.sum().add(m.sum());
  }

  @Benchmark
  @OperationsPerInvocation(LINKS * OPERATIONS)
  public Tensor forward() {
    return chain(vector, matrix, factor, single, row, column);
  }

  @Benchmark
  @OperationsPerInvocation(LINKS * OPERATIONS)
  public List<Tensor> forwardBackward() {
    Tensor v = vector.requiresGrad();
    Tensor m = matrix.requiresGrad();
    Tensor f = factor.requiresGrad();
    Tensor s = single.requiresGrad();
    Tensor r = row.requiresGrad();
    Tensor c = column.requiresGrad();
    chain(v, m, f, s, r, c).backward();
    return List.of(v, m, f, s, r, c);
  }
}
