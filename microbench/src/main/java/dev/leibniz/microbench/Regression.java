package dev.leibniz.microbench;

import static dev.leibniz.Functional.chunkSize;

import dev.leibniz.Functional;
import dev.leibniz.HessianProduct;
import dev.leibniz.Tensor;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * The logistic regression with eleven parameters of PyTorch's functional_autograd_benchmark: ten
 * observations, a Bernoulli likelihood, a normal prior.
 */
public class Regression extends Measured {
  private static final int PARAMETERS = 11;
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Tensor inputs = Tensor.of(numbers(10 * PARAMETERS, 0.37f)).reshape(10, PARAMETERS);
  private final Tensor targets = Tensor.of(numbers(10, 0.61f)).reshape(10, 1);
  private final Tensor beta = Tensor.of(numbers(PARAMETERS, 0.83f)).reshape(PARAMETERS, 1);
  private final Tensor[] units = new Tensor[PARAMETERS];

  /** Makes the unit vectors. */
  public Regression() {
    for (int i = 0; i < PARAMETERS; i++) {
      float[] unit = new float[PARAMETERS];
      unit[i] = 1;
      units[i] = Tensor.of(unit).reshape(PARAMETERS, 1);
    }
  }

  /** Numbers in [0, 1) that are anything but regular. */
  private static float[] numbers(int n, float step) {
    float[] a = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = i * step % 1;
    }
    return a;
  }

  private Tensor score(Tensor b) {
    Tensor logits = inputs.matmul(b);
    Tensor likelihood = targets.mul(logits).sub(logits.softplus()).sum();
    Tensor prior = b.square().mul(-0.5).sub(HALF_LOG_TWO_PI).sum();
    return likelihood.add(prior);
  }

  @Benchmark
  public Tensor forward() {
    return score(beta);
  }

  @Benchmark
  public Tensor gradient() {
    return Functional.<Tensor>grad(this::score, beta);
  }

  @Benchmark
  public Tensor hessian() {
    return Functional.hessian(this::score, beta);
  }

  @Benchmark
  public Tensor hessianLooped() {
    return Functional.hessian(this::score, beta, chunkSize(1));
  }

  @Benchmark
  public Tensor[] hessianByProducts() {
    HessianProduct<Tensor> product = Functional.<Tensor>hvp(this::score, beta);
    Tensor[] rows = new Tensor[PARAMETERS];
    for (int i = 0; i < PARAMETERS; i++) {
      rows[i] = product.apply(units[i]);
    }
    return rows;
  }

  @Benchmark
  public Tensor hessianProduct() {
    return Functional.<Tensor>hvp(this::score, beta).apply(units[0]);
  }
}
