package dev.leibniz.distributions;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Reduction;

/**
 * One with probability σ(logits), else zero: x · logits − ln(1 + e^logits). Values between are
 * taken as mixtures. See {@code torch.distributions.Bernoulli}.
 *
 * @param logits the logarithm of the odds
 */
public record Bernoulli(Tensor logits) implements Distribution {
  @Override
  public Tensor logProb(Tensor value) {
    return Losses.binaryCrossEntropyWithLogits(logits, value, null, null, Reduction.NONE).neg();
  }
}
