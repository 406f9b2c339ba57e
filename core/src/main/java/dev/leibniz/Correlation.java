package dev.leibniz;

import dev.leibniz.op.Convolution.Convolve;
import dev.leibniz.op.Convolution.ConvolveInput;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;
import dev.leibniz.transform.Run;
import java.util.Arrays;

/**
 * Convolutions and their transposes, as the op over two axes: one axis is a picture of one line.
 */
final class Correlation {
  private static final Sliding ONE = new Sliding(1, 1, 1, 0, 0, 1);

  /** With fewer places a product for each image would mostly read the weights, again and again. */
  private static final int MANY = 128;

  private Correlation() {}

  static Tensor of(
      Tensor x, Tensor weight, int groups, int[] stride, int[] padding, int[] dilation) {
    int axes = check("convolution", x, weight, groups, stride, padding, dilation);
    int channels = x.shape().get(1);
    int outputs = weight.shape().get(0);
    if (channels % groups != 0
        || outputs % groups != 0
        || weight.shape().get(1) != channels / groups) {
      throw new ShapeException(
          described("convolution", x, weight, groups)
              + ": the groups must divide the first axis of the weight and the second of the input,"
              + " and the weight's second axis must be channels / groups");
    }
    DType d = promoted("convolution", x, weight);
    Sliding[] sliding = new Sliding[axes];
    for (int i = 0; i < axes; i++) {
      int p = 2 * (axes - 1 - i);
      sliding[i] =
          new Sliding(
              x.shape().get(2 + i),
              weight.shape().get(2 + i),
              stride[i],
              padding[p],
              padding[p + 1],
              dilation[i]);
      if (sliding[i].size() + padding[p] + padding[p + 1] < sliding[i].reach()) {
        throw new ShapeException(
            described("convolution", x, weight, groups)
                + ": windows reach "
                + sliding[i].reach()
                + " along axis "
                + (2 + i)
                + ", farther than its size with padding, "
                + (sliding[i].size() + padding[p] + padding[p + 1])
                + "; add padding, or take a smaller window");
      }
    }
    if (isPointwise(sliding) && x.shape().range(2, x.rank()).size() >= MANY) {
      return product(x.to(d), weight.to(d), groups);
    }
    Convolve op = new Convolve(geometry(groups, sliding));
    return lowered(Run.two(op, raised(x.to(d)), raised(weight.to(d))), axes);
  }

  static Tensor transposed(
      Tensor x, Tensor weight, int groups, int[] stride, int[] padding, int[] dilation) {
    int axes = check("convolutionTranspose", x, weight, groups, stride, padding, dilation);
    int channels = x.shape().get(1);
    if (channels % groups != 0 || weight.shape().get(0) != channels) {
      throw new ShapeException(
          described("convolutionTranspose", x, weight, groups)
              + ": the groups must divide the channels, which are the weight's first axis");
    }
    DType d = promoted("convolutionTranspose", x, weight);
    Sliding[] sliding = new Sliding[axes];
    for (int i = 0; i < axes; i++) {
      int p = 2 * (axes - 1 - i);
      int window = weight.shape().get(2 + i);
      int places = x.shape().get(2 + i);
      int size =
          (places - 1) * stride[i] + dilation[i] * (window - 1) + 1 - padding[p] - padding[p + 1];
      if (places == 0 || size < 0) {
        throw new ShapeException(
            described("convolutionTranspose", x, weight, groups)
                + ": the result would have "
                + size
                + " elements along axis "
                + (2 + i)
                + "; the input needs one place at least, and padding must leave something");
      }
      sliding[i] = new Sliding(size, window, stride[i], padding[p], padding[p + 1], dilation[i]);
    }
    ConvolveInput op = new ConvolveInput(geometry(groups, sliding));
    return lowered(Run.two(op, raised(x.to(d)), raised(weight.to(d))), axes);
  }

  private static ConvolutionGeometry geometry(int groups, Sliding[] sliding) {
    return sliding.length == 1
        ? new ConvolutionGeometry(groups, ONE, sliding[0])
        : new ConvolutionGeometry(groups, sliding[0], sliding[1]);
  }

  /** Windows of one element need no gathering: the input has a column for each place. */
  private static boolean isPointwise(Sliding[] sliding) {
    for (Sliding s : sliding) {
      if (s.window() > 1 || s.stride() > 1 || s.before() != 0 || s.behind() != 0) {
        return false;
      }
    }
    return true;
  }

  private static Tensor product(Tensor x, Tensor weight, int groups) {
    int n = x.shape().get(0);
    int each = weight.shape().get(1);
    int outputs = weight.shape().get(0);
    Shape place = x.shape().range(2, x.rank());
    Tensor columns = x.reshape(n, groups, each, place.size());
    Tensor rows = weight.reshape(groups, outputs / groups, each);
    return rows.matmul(columns).reshape(Shape.of(n, outputs).join(place));
  }

  private static Tensor raised(Tensor x) {
    return x.rank() == 3 ? x.unsqueeze(2) : x;
  }

  private static Tensor lowered(Tensor y, int axes) {
    return axes == 1 ? y.squeeze(2) : y;
  }

  private static int check(
      String name,
      Tensor x,
      Tensor weight,
      int groups,
      int[] stride,
      int[] padding,
      int[] dilation) {
    int axes = stride.length;
    boolean fits = x.rank() == axes + 2 && weight.rank() == axes + 2;
    if (axes < 1 || axes > 2 || !fits || padding.length != 2 * axes || dilation.length != axes) {
      throw new ShapeException(
          described(name, x, weight, groups)
              + ", a stride of "
              + Arrays.toString(stride)
              + ", a padding of "
              + Arrays.toString(padding)
              + " and a dilation of "
              + Arrays.toString(dilation)
              + ": give one stride, one dilation and two paddings for each of the one or two axes,"
              + " of which input and weight have two more");
    }
    for (int i = 0; i < axes; i++) {
      if (groups < 1 || stride[i] < 1 || dilation[i] < 1 || weight.shape().get(2 + i) < 1) {
        throw new ShapeException(
            described(name, x, weight, groups)
                + ", a stride of "
                + Arrays.toString(stride)
                + " and a dilation of "
                + Arrays.toString(dilation)
                + ": groups, stride, dilation and window must be positive");
      }
    }
    return axes;
  }

  private static DType promoted(String name, Tensor x, Tensor weight) {
    DType d = Promotion.of(x, weight);
    if (d == DType.BOOL) {
      throw new DTypeException(
          name + ": BOOL tensors have no product; convert them with to(INT64)");
    }
    return d;
  }

  private static String described(String name, Tensor x, Tensor weight, int groups) {
    return name
        + ": an input of shape "
        + x.shape()
        + ", a weight of shape "
        + weight.shape()
        + ", "
        + groups
        + (groups == 1 ? " group" : " groups");
  }
}
