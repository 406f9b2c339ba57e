package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** max(x, 0), elementwise. See {@code torch.nn.ReLU}. */
public record ReLU() implements Layer<ReLU> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x.relu());
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
