package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * x cut to an interval, elementwise. See {@code torch.nn.Hardtanh}.
 *
 * @param min the lower bound
 * @param max the upper bound
 */
public record Hardtanh(double min, double max) implements Layer<Hardtanh> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Activations.hardtanh(x, min, max));
  }

  @Override
  public String extraRepr() {
    return "min_val=" + Repr.number(min) + ", max_val=" + Repr.number(max);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
