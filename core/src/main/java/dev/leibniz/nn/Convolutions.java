package dev.leibniz.nn;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions (in truth cross-correlations, as everywhere in this field), through sliding windows
 * and one matrix product.
 */
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
    int n = x.shape().get(0);
    int each = x.shape().get(1) / groups;
    int outputs = weight.shape().get(0);
    Tensor windows = x.pad(window.amounts());
    int[] places = new int[axes];
    int[] kernelFirst = new int[2 * axes + 2];
    kernelFirst[1] = 1;
    for (int i = 0; i < axes; i++) {
      windows = windows.unfold(2 + i, window.size(i), window.stride(i), window.dilation(i));
      places[i] = windows.shape().get(2 + i);
      kernelFirst[2 + i] = 2 + axes + i;
      kernelFirst[2 + axes + i] = 2 + i;
    }
    Shape place = Shape.of(places);
    int kernel = each * weight.shape().range(2, axes + 2).size();
    Tensor columns = windows.permute(kernelFirst).reshape(n, groups, kernel, place.size());
    Tensor rows = weight.reshape(groups, outputs / groups, kernel);
    Tensor y = rows.matmul(columns).reshape(Shape.of(n, outputs).join(place));
    if (bias == null) {
      return y;
    }
    int[] dims = new int[axes + 1];
    Arrays.fill(dims, 1);
    dims[0] = outputs;
    return y.add(bias.reshape(Shape.of(dims)));
  }

  private static void check(
      String name, int axes, Tensor x, Tensor weight, Window window, int groups) {
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
}
