package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Poolings.Rounding;

/**
 * The greatest element of each window along the last axis. See {@code torch.nn.MaxPool1d}.
 *
 * <pre>{@code
 * new MaxPool1d(2)                                                       // halves the last axis
 * new MaxPool1d(Window.of(3).withStride(2).withPadding(1))
 * }</pre>
 *
 * @param window size, stride, padding and dilation
 * @param rounding how many windows there are
 */
public record MaxPool1d(Window window, Rounding rounding) implements Layer<MaxPool1d> {
  /**
   * Windows that lie inside.
   *
   * @param window size, stride, padding and dilation
   */
  public MaxPool1d(Window window) {
    this(window, Rounding.FLOOR);
  }

  /**
   * Windows, one beside the other.
   *
   * @param size their length, and the stride
   */
  public MaxPool1d(int size) {
    this(Window.of(size).withStride(size));
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Poolings.maxPool1d(x, window, rounding));
  }

  @Override
  public String extraRepr() {
    return Kernels.extraRepr(window, rounding);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
