package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * x where x > 0, else α (eˣ − 1), elementwise. See {@code torch.nn.ELU}.
 *
 * @param alpha α, often 1
 */
public record ELU(double alpha) implements Layer<ELU> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Activations.elu(x, alpha));
  }

  @Override
  public String extraRepr() {
    return "alpha=" + Repr.number(alpha);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
