package dev.leibniz.distributions;

import dev.leibniz.Tensor;

/**
 * The exponential distribution: ln λ − λ x. See {@code torch.distributions.Exponential}.
 *
 * @param rate λ
 */
public record Exponential(Tensor rate) implements Distribution {
  @Override
  public Tensor logProb(Tensor value) {
    return rate.log().sub(rate.mul(value));
  }
}
