package dev.leibniz;

import dev.leibniz.Tensor.ValuesAndIndices;
import dev.leibniz.op.Discrete.WindowArg;
import dev.leibniz.spi.Sliding;
import dev.leibniz.transform.Run;
import java.util.Arrays;

/** The greatest elements of windows, as the op over two axes: one axis is a picture of one line. */
final class MaxPooling {
  private static final Sliding ONE = new Sliding(1, 1, 1, 0, 0, 1);

  private MaxPooling() {}

  static ValuesAndIndices of(Tensor x, int[] size, int[] stride, int[] padding, int[] dilation) {
    int axes = size.length;
    requireWindows(x, size, stride, padding, dilation);
    if (x.dtype() == DType.BOOL) {
      throw new DTypeException("maxPool: BOOL tensors have no greatest; convert with to(INT32)");
    }
    Tensor planes = axes == 1 ? x.unsqueeze(-2) : x;
    Sliding[] sliding = {ONE, ONE};
    for (int i = 0; i < axes; i++) {
      int p = 2 * (axes - 1 - i);
      Sliding s =
          new Sliding(
              x.shape().get(i - axes), size[i], stride[i], padding[p], padding[p + 1], dilation[i]);
      requireElements(x, s);
      sliding[2 - axes + i] = s;
    }
    Tensor at = Run.one(new WindowArg(sliding[0], sliding[1]), planes);
    Tensor flat = planes.flatten(-2, -1).gather(-1, at.flatten(-2, -1));
    Shape shape = axes == 1 ? at.shape().remove(at.rank() - 2) : at.shape();
    return new ValuesAndIndices(flat.reshape(shape), at.reshape(shape));
  }

  private static void requireWindows(
      Tensor x, int[] size, int[] stride, int[] padding, int[] dilation) {
    int axes = size.length;
    boolean fits =
        (axes == 1 || axes == 2)
            && x.rank() >= axes
            && stride.length == axes
            && padding.length == 2 * axes
            && dilation.length == axes;
    for (int i = 0; fits && i < axes; i++) {
      fits = size[i] > 0 && stride[i] > 0 && dilation[i] > 0;
    }
    if (!fits) {
      throw new ShapeException(
          "maxPool: windows of size "
              + Arrays.toString(size)
              + ", stride "
              + Arrays.toString(stride)
              + ", padding "
              + Arrays.toString(padding)
              + " and dilation "
              + Arrays.toString(dilation)
              + " over a tensor of shape "
              + x.shape()
              + ": give a positive size, stride and dilation and two paddings for each of its last one"
              + " or two axes");
    }
  }

  private static void requireElements(Tensor x, Sliding s) {
    boolean fits = s.size() > 0 && s.size() + s.before() + s.behind() >= s.reach();
    for (int place = 0; fits && place < s.places(); place++) {
      fits = s.hasElement(place);
    }
    if (!fits) {
      throw new ShapeException(
          "maxPool: windows of "
              + s.window()
              + ", every "
              + s.stride()
              + ", "
              + s.dilation()
              + " apart, with a padding of "
              + s.before()
              + " and "
              + s.behind()
              + " along an axis of size "
              + s.size()
              + " of shape "
              + x.shape()
              + ": each must hold an element that is no padding; pad by half a window at the most");
    }
  }
}
