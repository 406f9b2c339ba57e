package dev.leibniz.nn;

import dev.leibniz.ShapeException;
import java.util.Arrays;

/**
 * How a window slides over the last axes of a tensor: for each axis its size, the stride from one
 * place to the next, the padding in front and behind, and the dilation between its elements.
 *
 * <pre>{@code
 * Window.of(3, 3).withStride(2).withPadding(1)
 * }</pre>
 */
public final class Window {
  private final int[] size;
  private final int[] stride;
  private final int[] before;
  private final int[] behind;
  private final int[] dilation;
  private final boolean isSame;

  /** Padded by given amounts, the same in front and behind. */
  private Window(int[] size, int[] stride, int[] padding, int[] dilation) {
    this.size = size;
    this.stride = stride;
    this.before = padding;
    this.behind = padding;
    this.dilation = dilation;
    this.isSame = false;
  }

  /** Padded so that sizes stay. */
  private Window(int[] size, int[] stride, int[] dilation) {
    this.size = size;
    this.stride = stride;
    this.before = new int[size.length];
    this.behind = new int[size.length];
    this.dilation = dilation;
    this.isSame = true;
    for (int i = 0; i < size.length; i++) {
      int total = dilation[i] * (size[i] - 1);
      before[i] = total / 2;
      behind[i] = total - before[i];
      if (stride[i] != 1) {
        throw new ShapeException(
            "Window: padding that leaves sizes unchanged (same) and a stride of "
                + Arrays.toString(stride)
                + " exclude each other: leave the stride at 1, or say how much to pad, as in"
                + " withPadding("
                + before[i]
                + ")");
      }
    }
  }

  /**
   * A window that moves by one, without padding and dilation.
   *
   * @param size its size along each axis
   * @return the window
   * @throws ShapeException if a size is not positive
   */
  public static Window of(int... size) {
    int[] zeros = new int[size.length];
    int[] ones = new int[size.length];
    Arrays.fill(ones, 1);
    return new Window(positive("size", size), ones, zeros, ones);
  }

  private static int[] positive(String what, int[] values) {
    for (int v : values) {
      if (v < 1) {
        throw new ShapeException(
            "Window: the " + what + " " + Arrays.toString(values) + " must be positive");
      }
    }
    return values.clone();
  }

  private int[] each(String what, int[] values) {
    int[] all = values.clone();
    if (values.length == 1) {
      all = new int[size.length];
      Arrays.fill(all, values[0]);
    }
    if (all.length != size.length) {
      throw new ShapeException(
          "Window: "
              + values.length
              + " numbers of "
              + what
              + " for "
              + size.length
              + " axes; give one for all or one for each");
    }
    return all;
  }

  /**
   * The same window with other strides.
   *
   * @param stride one for all axes, or one for each
   * @return the changed window
   * @throws ShapeException if one is not positive, or not one with {@link #withSamePadding}
   */
  public Window withStride(int... stride) {
    int[] s = each("stride", positive("stride", stride));
    return isSame ? new Window(size, s, dilation) : new Window(size, s, before, dilation);
  }

  /**
   * The same window with padding in front and behind.
   *
   * @param padding one number for all axes, or one for each
   * @return the changed window
   */
  public Window withPadding(int... padding) {
    return new Window(size, stride, each("padding", padding), dilation);
  }

  /**
   * The same window with as much padding as leaves sizes unchanged, whatever the dilation; the odd
   * one goes behind. For a stride of one. See {@code padding="same"} in PyTorch.
   *
   * <pre>{@code
   * Conv2d.of(3, 8, Window.of(3, 3).withDilation(2).withSamePadding(), key)      // pads by 2 on each side
   * }</pre>
   *
   * @return the changed window
   * @throws ShapeException if a stride is not one
   */
  public Window withSamePadding() {
    return new Window(size, stride, dilation);
  }

  /**
   * The same window with other dilations.
   *
   * @param dilation one for all axes, or one for each
   * @return the changed window
   * @throws ShapeException if one is not positive
   */
  public Window withDilation(int... dilation) {
    int[] d = each("dilation", positive("dilation", dilation));
    return isSame ? new Window(size, stride, d) : new Window(size, stride, before, d);
  }

  int axes() {
    return size.length;
  }

  /** Padded so that sizes stay. */
  boolean isSame() {
    return isSame;
  }

  int size(int i) {
    return size[i];
  }

  int stride(int i) {
    return stride[i];
  }

  int before(int i) {
    return before[i];
  }

  int behind(int i) {
    return behind[i];
  }

  int dilation(int i) {
    return dilation[i];
  }

  int[] sizes() {
    return size.clone();
  }

  int[] strides() {
    return stride.clone();
  }

  /** In front. */
  int[] paddings() {
    return before.clone();
  }

  int[] dilations() {
    return dilation.clone();
  }

  /** Padding in the order of {@link dev.leibniz.Tensor#pad}: the last axis first. */
  int[] amounts() {
    int[] amounts = new int[2 * size.length];
    for (int i = 0; i < size.length; i++) {
      amounts[2 * (size.length - 1 - i)] = before[i];
      amounts[2 * (size.length - 1 - i) + 1] = behind[i];
    }
    return amounts;
  }

  @Override
  public String toString() {
    return "window "
        + Arrays.toString(size)
        + ", stride "
        + Arrays.toString(stride)
        + ", padding "
        + Arrays.toString(before)
        + (Arrays.equals(before, behind) ? "" : " and " + Arrays.toString(behind))
        + ", dilation "
        + Arrays.toString(dilation);
  }
}
