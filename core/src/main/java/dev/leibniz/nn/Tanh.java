package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** tanh x, elementwise. See {@code torch.nn.Tanh}. */
public record Tanh() implements Layer<Tanh> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x.tanh());
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
