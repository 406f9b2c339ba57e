package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * x where x > 0, else slope · x, elementwise. See {@code torch.nn.LeakyReLU}.
 *
 * @param slope the slope for negative x, often 0.01
 */
public record LeakyReLU(double slope) implements Layer<LeakyReLU> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Activations.leakyRelu(x, slope));
  }

  @Override
  public String extraRepr() {
    return "negative_slope=" + Repr.number(slope);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
