package dev.leibniz.models;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.distributions.Exponential;
import dev.leibniz.distributions.Gamma;
import dev.leibniz.distributions.Normal;
import dev.leibniz.distributions.StudentT;

/**
 * {@code ppl_robust_reg}: the sum of three log densities of a regression with Student's errors. As
 * in PyTorch's, the likelihood is evaluated three times and broadcast with the priors. It has one
 * size.
 *
 * @param x of shape [10, 11]
 * @param y of shape [10, 1]
 * @param priors the distributions of the parameters
 */
public record RobustRegression(Tensor x, Tensor y, Priors priors) {
  /**
   * The parameters.
   *
   * @param nu the degrees of freedom, [1, 1]
   * @param logSigma the logarithms of the scales, [10, 1]
   * @param beta the coefficients, [11, 1]
   */
  public record Parameters(Tensor nu, Tensor logSigma, Tensor beta) {}

  /**
   * Their distributions.
   *
   * @param nu of the degrees of freedom
   * @param sigma of the scales
   * @param beta of the coefficients
   */
  public record Priors(Gamma nu, Exponential sigma, Normal beta) {}

  /**
   * The problem with random data. The degrees of freedom are between 1 and 2, where single
   * precision does not suffer.
   *
   * @param key the source of randomness
   * @return the problem
   */
  public static Problem<Parameters> problem(Key key) {
    Key keys = key.split(10);
    Priors priors =
        new Priors(
            new Gamma(uniform(keys.get(0), 1, 1), uniform(keys.get(1), 1, 1)),
            new Exponential(uniform(keys.get(2), 10, 1)),
            new Normal(uniform(keys.get(3), 11, 1), uniform(keys.get(4), 11, 1)));
    RobustRegression r =
        new RobustRegression(uniform(keys.get(5), 10, 11), uniform(keys.get(6), 10, 1), priors);
    Tensor exponential = uniform(keys.get(8), 10, 1).log().neg();
    Tensor normal = keys.get(9).normal(Shape.of(11, 1), DType.FLOAT32);
    Parameters p =
        new Parameters(
            uniform(keys.get(7), 1, 1).add(1),
            exponential.div(priors.sigma().rate()).log(),
            priors.beta().loc().add(normal.mul(priors.beta().scale())));
    return new Problem<>(p, r::score);
  }

  private static Tensor uniform(Key key, int rows, int columns) {
    return key.uniform(Shape.of(rows, columns), DType.FLOAT32);
  }

  /**
   * The score.
   *
   * @param p the parameters
   * @return a scalar
   */
  public Tensor score(Parameters p) {
    Tensor mu = x.matmul(p.beta());
    Tensor sigma = p.logSigma().exp();
    Tensor ofNu = likelihood(p.nu(), mu, sigma).add(priors.nu().logProb(p.nu()));
    Tensor ofSigma =
        likelihood(p.nu(), mu, sigma).add(priors.sigma().logProb(sigma)).add(p.logSigma());
    Tensor ofBeta = likelihood(p.nu(), mu, sigma).add(priors.beta().logProb(p.beta()));
    return ofNu.sum().add(ofSigma.sum()).add(ofBeta.sum());
  }

  private Tensor likelihood(Tensor nu, Tensor mu, Tensor sigma) {
    return new StudentT(nu, mu, sigma).logProb(y).sum();
  }
}
