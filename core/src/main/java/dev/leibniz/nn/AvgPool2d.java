package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Poolings.Padding;
import dev.leibniz.nn.Poolings.Rounding;

/**
 * The mean of each window. See {@code torch.nn.AvgPool2d}.
 *
 * @param window size, stride and padding
 * @param rounding how many windows there are
 * @param padding whether zeros of the padding count
 */
public record AvgPool2d(Window window, Rounding rounding, Padding padding)
    implements Layer<AvgPool2d> {
  /**
   * Windows that lie inside; padding counts.
   *
   * @param window size, stride and padding
   */
  public AvgPool2d(Window window) {
    this(window, Rounding.FLOOR, Padding.COUNTED);
  }

  /**
   * Square windows, one beside the other.
   *
   * @param size the length of a side, and the stride
   */
  public AvgPool2d(int size) {
    this(Window.of(size, size).withStride(size));
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Poolings.avgPool2d(x, window, rounding, padding));
  }

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Repr.each(window.sizes())
        + ", stride="
        + Repr.each(window.strides())
        + ", padding="
        + Repr.each(window.paddings());
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
