package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * Several axes made one. See {@code torch.nn.Flatten}.
 *
 * @param first the first axis
 * @param last the last axis, counted from the end if negative
 */
public record Flatten(int first, int last) implements Layer<Flatten> {
  /** All axes but the first, the batch. */
  public Flatten() {
    this(1, -1);
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x.flatten(first, last));
  }

  @Override
  public String extraRepr() {
    return "start_dim=" + first + ", end_dim=" + last;
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
