package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Poolings.Padding;
import dev.leibniz.nn.Poolings.Rounding;

/**
 * The mean of each window along the last axis. See {@code torch.nn.AvgPool1d}.
 *
 * @param window size, stride and padding
 * @param rounding how many windows there are
 * @param padding whether zeros of the padding count
 */
public record AvgPool1d(Window window, Rounding rounding, Padding padding)
    implements Layer<AvgPool1d> {
  /**
   * Windows that lie inside; padding counts.
   *
   * @param window size, stride and padding
   */
  public AvgPool1d(Window window) {
    this(window, Rounding.FLOOR, Padding.COUNTED);
  }

  /**
   * Windows, one beside the other.
   *
   * @param size their length, and the stride
   */
  public AvgPool1d(int size) {
    this(Window.of(size).withStride(size));
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Poolings.avgPool1d(x, window, rounding, padding));
  }

  @Override
  public String extraRepr() {
    return "kernel_size="
        + Repr.tuple(window.sizes())
        + ", stride="
        + Repr.tuple(window.strides())
        + ", padding="
        + Repr.tuple(window.paddings());
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
