package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * The logarithm of softmax along an axis. See {@code torch.nn.LogSoftmax}.
 *
 * @param axis the axis, counted from the end if negative
 */
public record LogSoftmax(int axis) implements Layer<LogSoftmax> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x.logSoftmax(axis));
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
