package dev.leibniz.distributions;

import dev.leibniz.Tensor;

/**
 * The gamma distribution: α ln β + (α − 1) ln x − β x − ln Γ(α). See {@code
 * torch.distributions.Gamma}.
 *
 * @param concentration α
 * @param rate β
 */
public record Gamma(Tensor concentration, Tensor rate) implements Distribution {
  @Override
  public Tensor logProb(Tensor value) {
    Tensor logs = concentration.xlogy(rate).add(concentration.sub(1).xlogy(value));
    return logs.sub(rate.mul(value)).sub(concentration.lgamma());
  }
}
