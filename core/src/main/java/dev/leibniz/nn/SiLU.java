package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** x / (1 + e⁻ˣ), elementwise. See {@code torch.nn.SiLU}. */
public record SiLU() implements Layer<SiLU> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Activations.silu(x));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
