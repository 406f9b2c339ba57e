package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * eˣ divided by its sum along an axis. See {@code torch.nn.Softmax}.
 *
 * @param axis the axis, counted from the end if negative
 */
public record Softmax(int axis) implements Layer<Softmax> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x.softmax(axis));
  }

  @Override
  public String extraRepr() {
    return "dim=" + axis;
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
