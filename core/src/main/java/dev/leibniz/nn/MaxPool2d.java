package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Poolings.Rounding;

/**
 * The greatest element of each window. See {@code torch.nn.MaxPool2d}.
 *
 * <pre>{@code
 * new MaxPool2d(2)                                                       // halves both axes
 * new MaxPool2d(Window.of(3, 3).withStride(2).withPadding(1))
 * }</pre>
 *
 * @param window size, stride, padding and dilation
 * @param rounding how many windows there are
 */
public record MaxPool2d(Window window, Rounding rounding) implements Layer<MaxPool2d> {
  /**
   * Windows that lie inside.
   *
   * @param window size, stride, padding and dilation
   */
  public MaxPool2d(Window window) {
    this(window, Rounding.FLOOR);
  }

  /**
   * Square windows, one beside the other.
   *
   * @param size the length of a side, and the stride
   */
  public MaxPool2d(int size) {
    this(Window.of(size, size).withStride(size));
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Poolings.maxPool2d(x, window, rounding));
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
