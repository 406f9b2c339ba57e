package dev.leibniz.microbench;

import static dev.leibniz.Functional.grad;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Cholesky, QR, eigenvalues and systems, FLOAT64, alone and with the gradient of a sum. */
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class Factorisations extends Measured {
  /** How many matrices, and how many rows and columns they have. */
  @Param({"1x32", "1x256", "1x1024", "1000x8"})
  public String size = "1x32";

  private Tensor general = Tensor.scalar(0);
  private Tensor positive = Tensor.scalar(0);
  private Tensor right = Tensor.scalar(0);

  /** Makes the matrices. */
  @Setup
  public void fill() {
    int count = Integer.parseInt(size.substring(0, size.indexOf('x')));
    int n = Integer.parseInt(size.substring(size.indexOf('x') + 1));
    Shape shape = count == 1 ? Shape.of(n, n) : Shape.of(count, n, n);
    Key[] keys = Key.of(1).split2();
    Tensor eye = Tensor.eye(n, DType.FLOAT64);
    Tensor normal = keys[0].normal(shape, DType.FLOAT64);
    general = normal.add(eye.mul((double) n));
    positive = normal.matmul(normal.mT()).add(eye.mul((double) n));
    right = keys[1].normal(shape, DType.FLOAT64);
  }

  @Benchmark
  public Tensor cholesky() {
    return Linalg.cholesky(positive);
  }

  @Benchmark
  public Linalg.QrDecomposition qr() {
    return Linalg.qr(general);
  }

  @Benchmark
  public Linalg.Eigendecomposition eigh() {
    return Linalg.eigh(positive);
  }

  @Benchmark
  public Tensor solve() {
    return Linalg.solve(general, right);
  }

  @Benchmark
  public Tensor choleskyGradient() {
    return grad((Tensor a) -> Linalg.cholesky(a).square().sum(), positive);
  }

  @Benchmark
  public Tensor qrGradient() {
    return grad(
        (Tensor a) -> {
          Linalg.QrDecomposition d = Linalg.qr(a);
          return d.q().square().sum().add(d.r().square().sum());
        },
        general);
  }

  @Benchmark
  public Tensor eighGradient() {
    return grad(
        (Tensor a) -> {
          Linalg.Eigendecomposition d = Linalg.eigh(a);
          return d.eigenvalues().square().sum().add(d.eigenvectors().square().sum());
        },
        positive);
  }

  @Benchmark
  public Tensor solveGradient() {
    return grad((Tensor a) -> Linalg.solve(a, right).square().sum(), general);
  }
}
