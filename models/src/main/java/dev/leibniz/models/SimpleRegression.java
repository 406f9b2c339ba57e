package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.distributions.Bernoulli;
import dev.leibniz.distributions.Normal;

/**
 * {@code ppl_simple_reg}: the log density of a logistic regression with a normal prior. Its one
 * parameter is a tensor of shape [11, 1]; it has one size.
 *
 * @param x of shape [10, 11]
 * @param y of shape [10, 1], numbers between 0 and 1
 */
public record SimpleRegression(Tensor x, Tensor y) {
  /**
   * The problem with random data.
   *
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<Tensor> problem(Key key) {
    Key keys = key.split(3);
    SimpleRegression r =
        new SimpleRegression(
            keys.get(0).uniform(Shape.of(10, 11), DType.FLOAT32),
            keys.get(1).uniform(Shape.of(10, 1), DType.FLOAT32));
    return new Problem<>(keys.get(2).normal(Shape.of(11, 1), DType.FLOAT32), r::score);
  }

  /**
   * The log density.
   *
   * @param beta the coefficients, of shape [11, 1]
   * @return a scalar
   */
  public Tensor score(Tensor beta) {
    Tensor zero = Tensor.scalar(0, beta.dtype());
    Tensor likelihood = new Bernoulli(x.matmul(beta)).logProb(y).sum();
    return likelihood.add(new Normal(zero, zero.add(1)).logProb(beta).sum());
  }
}
