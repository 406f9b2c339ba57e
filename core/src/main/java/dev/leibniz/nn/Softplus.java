package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * ln(1 + e^(βx)) / β, and x where βx exceeds a threshold, elementwise. See {@code
 * torch.nn.Softplus}.
 *
 * @param beta β, often 1
 * @param threshold where it becomes linear, often 20
 */
public record Softplus(double beta, double threshold) implements Layer<Softplus> {
  @Override
  public Tensor apply(Tensor x) {
    return Activations.softplus(x, beta, threshold);
  }

  @Override
  public String extraRepr() {
    return "beta=" + Repr.number(beta) + ", threshold=" + Repr.number(threshold);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
