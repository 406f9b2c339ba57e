package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** 1 / (1 + e⁻ˣ), elementwise. See {@code torch.nn.Sigmoid}. */
public record Sigmoid() implements Layer<Sigmoid> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x.sigmoid());
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
