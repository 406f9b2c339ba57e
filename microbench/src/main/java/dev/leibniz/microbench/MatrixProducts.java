package dev.leibniz.microbench;

import dev.leibniz.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Products of square matrices, FLOAT32, by OpenBLAS where they are large. */
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MatrixProducts extends Measured {
  /** Rows and columns. */
  @Param({"64", "128", "256", "512", "1024", "2048"})
  public int size;

  private Tensor x = Tensor.floats(0);
  private Tensor y = Tensor.floats(0);

  /** Makes the matrices. */
  @Setup
  public void fill() {
    x = matrix(0.37f);
    y = matrix(0.61f);
  }

  private Tensor matrix(float step) {
    float[] a = new float[size * size];
    for (int i = 0; i < a.length; i++) {
      a[i] = i * step % 1 - 0.5f;
    }
    return Tensor.of(a).reshape(size, size);
  }

  @Benchmark
  public Tensor matmul() {
    return x.matmul(y);
  }
}
