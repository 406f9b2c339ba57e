package dev.leibniz.nn;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Convolutions (in truth cross-correlations, as everywhere in this field) and their transposes. */
public final class Convolutions {
  private Convolutions() {}

  /**
   * The cross-correlation over one axis. See {@code torch.nn.functional.conv1d}.
   *
   * <pre>{@code
   * conv1d(Tensor.ones(1, 2, 5), Tensor.ones(4, 2, 3), null, Window.of(3), 1).shape()
   * // [1, 4, 3]
   * }</pre>
   *
   * @param x of shape [N, C, L] or [C, L]
   * @param weight of shape [O, C/groups, k]
   * @param bias of shape [O], or null
   * @param window the kernel's size, stride, padding and dilation
   * @param groups a divisor of C and O
   * @return of shape [N, O, L′] or [O, L′]
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor conv1d(
      Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return convolve("conv1d", 1, x, weight, bias, window, groups);
  }

  /**
   * The cross-correlation over two axes. See {@code torch.nn.functional.conv2d}.
   *
   * <pre>{@code
   * conv2d(images, weight, null, Window.of(3, 3).withPadding(1), 1)
   * }</pre>
   *
   * @param x of shape [N, C, H, W] or [C, H, W]
   * @param weight of shape [O, C/groups, kH, kW]
   * @param bias of shape [O], or null
   * @param window the kernel's size, stride, padding and dilation
   * @param groups a divisor of C and O
   * @return of shape [N, O, H′, W′] or [O, H′, W′]
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor conv2d(
      Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
    return convolve("conv2d", 2, x, weight, bias, window, groups);
  }

  private static Tensor convolve(
      String name,
      int axes,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups) {
    if (x.rank() == axes + 1) {
      return convolve(name, axes, x.unsqueeze(0), weight, bias, window, groups).squeeze(0);
    }
    check(name, axes, x, weight, window, groups);
    Tensor y =
        x.convolution(weight, groups, window.strides(), window.amounts(), window.dilations());
    return biased(y, bias, axes);
  }

  private static Tensor biased(Tensor y, @Nullable Tensor bias, int axes) {
    if (bias == null) {
      return y;
    }
    int[] dims = new int[axes + 1];
    Arrays.fill(dims, 1);
    dims[0] = bias.size();
    return y.add(bias.reshape(Shape.of(dims)));
  }

  /**
   * The transpose of {@link #conv1d} with respect to its input: what maps outputs of that
   * convolution back to inputs. See {@code torch.nn.functional.conv_transpose1d}.
   *
   * <pre>{@code
   * convTranspose1d(Tensor.ones(1, 4, 3), Tensor.ones(4, 2, 3), null, Window.of(3).withStride(2), 1).shape()
   * // [1, 2, 7]
   * }</pre>
   *
   * @param x of shape [N, C, L] or [C, L]
   * @param weight of shape [C, O/groups, k]
   * @param bias of shape [O], or null
   * @param window the kernel's size, stride, padding and dilation; padding is cut off the result
   * @param groups a divisor of C
   * @param outputPadding how much longer the result is than it need be, where several lengths give
   *     the same L; none for 0
   * @return of shape [N, O, L′] or [O, L′], where L′ = (L − 1) stride + dilation (k − 1) + 1 −
   *     padding in front and behind + outputPadding
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor convTranspose1d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return transposed("convTranspose1d", 1, x, weight, bias, window, groups, outputPadding);
  }

  /**
   * The transpose of {@link #conv2d} with respect to its input: what maps outputs of that
   * convolution back to inputs. See {@code torch.nn.functional.conv_transpose2d}.
   *
   * <pre>{@code
   * convTranspose2d(features, weight, null, Window.of(2, 2).withStride(2), 1)      // twice as high and wide
   * }</pre>
   *
   * @param x of shape [N, C, H, W] or [C, H, W]
   * @param weight of shape [C, O/groups, kH, kW]
   * @param bias of shape [O], or null
   * @param window the kernel's size, stride, padding and dilation; padding is cut off the result
   * @param groups a divisor of C
   * @param outputPadding how much larger the result is than it need be, one number for all axes or
   *     one for each; none for 0
   * @return of shape [N, O, H′, W′] or [O, H′, W′]; sizes as in {@link #convTranspose1d}
   * @throws ShapeException if the shapes do not fit
   */
  public static Tensor convTranspose2d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int... outputPadding) {
    return transposed("convTranspose2d", 2, x, weight, bias, window, groups, outputPadding);
  }

  private static Tensor transposed(
      String name,
      int axes,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      int[] outputPadding) {
    if (x.rank() == axes + 1) {
      Tensor one = x.unsqueeze(0);
      return transposed(name, axes, one, weight, bias, window, groups, outputPadding).squeeze(0);
    }
    checkTransposed(name, axes, x, weight, window, groups);
    int[] cut = window.amounts();
    for (int i = 0; i < axes; i++) {
      cut[2 * (axes - 1 - i) + 1] -= outputPadding(name, window, outputPadding, i);
    }
    Tensor y = x.convolutionTranspose(weight, groups, window.strides(), cut, window.dilations());
    return biased(y, bias, axes);
  }

  private static int outputPadding(String name, Window window, int[] outputPadding, int i) {
    int padding = outputPadding.length == 0 ? 0 : outputPadding[outputPadding.length == 1 ? 0 : i];
    boolean isOneEach = outputPadding.length <= 1 || outputPadding.length == window.axes();
    if (!isOneEach || padding < 0 || padding >= Math.max(window.stride(i), window.dilation(i))) {
      throw new ShapeException(
          name
              + ": an output padding of "
              + Arrays.toString(outputPadding)
              + " with a "
              + window
              + ": give one number for all axes or one for each, smaller than stride or dilation");
    }
    return padding;
  }

  private static void checkTransposed(
      String name, int axes, Tensor x, Tensor weight, Window window, int groups) {
    checkAxes(name, axes, x, weight, window);
    int channels = x.shape().get(1);
    if (groups < 1 || channels % groups != 0 || weight.shape().get(0) != channels) {
      throw new ShapeException(
          name
              + ": "
              + channels
              + " channels in "
              + groups
              + " groups and a weight of shape "
              + weight.shape()
              + ": the groups must divide the channels, which are the weight's first axis");
    }
    for (int i = 0; i < axes; i++) {
      if (x.shape().get(2 + i) == 0) {
        throw new ShapeException(
            name + ": an input of shape " + x.shape() + " has no place; it needs one at least");
      }
    }
  }

  private static void check(
      String name, int axes, Tensor x, Tensor weight, Window window, int groups) {
    checkAxes(name, axes, x, weight, window);
    int channels = x.shape().get(1);
    int outputs = weight.shape().get(0);
    if (groups < 1
        || channels % groups != 0
        || outputs % groups != 0
        || weight.shape().get(1) != channels / groups) {
      throw new ShapeException(
          name
              + ": "
              + channels
              + " channels in "
              + groups
              + " groups and a weight of shape "
              + weight.shape()
              + ": the groups must divide both channels and outputs, and the weight's second axis must"
              + " be channels / groups");
    }
  }

  private static void checkAxes(String name, int axes, Tensor x, Tensor weight, Window window) {
    if (x.rank() != axes + 2 || weight.rank() != axes + 2 || window.axes() != axes) {
      throw new ShapeException(
          name
              + ": an input of shape "
              + x.shape()
              + ", a weight of shape "
              + weight.shape()
              + " and a window of "
              + window.axes()
              + " axes: they need "
              + (axes + 2)
              + ", "
              + (axes + 2)
              + " and "
              + axes
              + " axes (the input may leave out the batch)");
    }
    for (int i = 0; i < axes; i++) {
      if (window.size(i) != weight.shape().get(2 + i)) {
        throw new ShapeException(
            name
                + ": a "
                + window
                + " for a weight of shape "
                + weight.shape()
                + "; its last axes are the window's size");
      }
    }
  }
}
