package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.ConvolutionKind;
import java.util.Optional;

/**
 * The convolution over two axes and its two transposes, on images [N, groups · C, H, W], weights
 * [groups · O, C, h, w] and results [N, groups · O, H′, W′].
 *
 * <p>FLOAT32 goes to the library for neural networks, if there is one: {@link LibraryConvolution}.
 *
 * <p>Otherwise large windows of 3 × 3 go the way of {@link WinogradConvolution}, the others that of
 * {@link ColumnConvolution}. Where the stride is one, the transpose by the input is itself a
 * convolution, with reversed windows, which writes each element once; unless there are so few
 * places that reversing the weights would be most of the work.
 */
public final class Convolutions {
  private Convolutions() {}

  /** The convolution of x with w. */
  public static Dense forward(Dense x, Dense w, Shape out, ConvolutionGeometry geometry) {
    Object y = Dense.newArray(x.dtype(), out.size());
    int inputs = w.shape().get(1);
    int outputs = w.shape().get(0) / geometry.groups();
    if (out.size() > 0) {
      Dense image = x.contiguous();
      Dense weights = w.contiguous();
      forward(
          x.dtype(),
          x.shape().get(0),
          inputs,
          outputs,
          geometry,
          image.array(),
          image.offset(),
          weights.array(),
          weights.offset(),
          y);
    }
    return Dense.over(out, x.dtype(), y);
  }

  private static void forward(
      DType dtype,
      int images,
      int inputs,
      int outputs,
      ConvolutionGeometry geometry,
      Object x,
      int xAt,
      Object w,
      int wAt,
      Object y) {
    if (inputs == 0
        || byLibrary(
            ConvolutionKind.FORWARD, dtype, geometry, images, inputs, outputs, x, xAt, w, wAt, y)) {
      return;
    }
    if (WinogradConvolution.suits(geometry, dtype, images, inputs, outputs)) {
      new WinogradConvolution(geometry, images, inputs, outputs)
          .forward((float[]) x, xAt, (float[]) w, wAt, (float[]) y);
    } else {
      new ColumnConvolution(geometry, dtype, images, inputs, outputs).forward(x, xAt, w, wAt, y);
    }
  }

  /** The transpose by the input: cotangents y of results to those of images. */
  public static Dense input(Dense y, Dense w, Shape out, ConvolutionGeometry geometry) {
    Object x = Dense.newArray(y.dtype(), out.size());
    int images = y.shape().get(0);
    int inputs = w.shape().get(1);
    int outputs = w.shape().get(0) / geometry.groups();
    if (out.size() > 0 && y.shape().size() > 0) {
      Dense cotangent = y.contiguous();
      Object from = cotangent.array();
      int at = cotangent.offset();
      Dense weights = w.contiguous();
      if (byLibrary(
          ConvolutionKind.INPUT,
          y.dtype(),
          geometry,
          images,
          inputs,
          outputs,
          from,
          at,
          weights.array(),
          weights.offset(),
          x)) {
        return Dense.over(out, y.dtype(), x);
      }
      if (reverses(geometry, y.dtype(), images, outputs, inputs)) {
        Object reversed = reversed(w, geometry.groups(), inputs, outputs);
        ConvolutionGeometry back = geometry.reversed();
        forward(y.dtype(), images, outputs, inputs, back, from, at, reversed, 0, x);
      } else {
        new ColumnConvolution(geometry, y.dtype(), images, inputs, outputs)
            .input(from, at, weights.array(), weights.offset(), x);
      }
    }
    return Dense.over(out, y.dtype(), x);
  }

  /**
   * Whether to convolve cotangents of {@code from} channels to {@code to} with reversed windows.
   */
  private static boolean reverses(
      ConvolutionGeometry geometry, DType dtype, int images, int from, int to) {
    return geometry.hasUnitStride()
        && ((long) images * geometry.places() >= from
            || WinogradConvolution.suits(geometry.reversed(), dtype, images, from, to));
  }

  /** The weights with their windows reversed, inputs and outputs exchanged in each group. */
  private static Object reversed(Dense w, int groups, int inputs, int outputs) {
    int h = w.shape().get(2);
    int v = w.shape().get(3);
    int channel = w.stride(0);
    Dense turned =
        w.view(
            Shape.of(groups, inputs, outputs, h, v),
            new int[] {channel * outputs, w.stride(1), channel, -w.stride(2), -w.stride(3)},
            w.offset() + (h - 1) * w.stride(2) + (v - 1) * w.stride(3));
    return Copies.contiguous(turned).array();
  }

  /** The transpose by the weights: of images x and cotangents y of results. */
  public static Dense weight(Dense x, Dense y, Shape out, ConvolutionGeometry geometry) {
    Object w = Dense.newArray(x.dtype(), out.size());
    int images = x.shape().get(0);
    int inputs = out.get(1);
    int outputs = out.get(0) / geometry.groups();
    if (out.size() > 0 && y.shape().size() > 0) {
      Dense image = x.contiguous();
      Dense cotangent = y.contiguous();
      if (byLibrary(
          ConvolutionKind.WEIGHT,
          x.dtype(),
          geometry,
          images,
          inputs,
          outputs,
          image.array(),
          image.offset(),
          cotangent.array(),
          cotangent.offset(),
          w)) {
        return Dense.over(out, x.dtype(), w);
      }
      if (WinogradConvolution.suits(geometry, x.dtype(), images, inputs, outputs)) {
        new WinogradConvolution(geometry, images, inputs, outputs)
            .weight(
                image.floats(),
                image.offset(),
                cotangent.floats(),
                cotangent.offset(),
                (float[]) w);
      } else {
        new ColumnConvolution(geometry, x.dtype(), images, inputs, outputs)
            .weight(image.array(), image.offset(), cotangent.array(), cotangent.offset(), w);
      }
    }
    return Dense.over(out, x.dtype(), w);
  }

  private static boolean byLibrary(
      ConvolutionKind kind,
      DType dtype,
      ConvolutionGeometry geometry,
      int images,
      int inputs,
      int outputs,
      Object a,
      int aAt,
      Object b,
      int bAt,
      Object c) {
    Optional<LibraryConvolution> way =
        LibraryConvolution.find(kind, dtype, geometry, images, inputs, outputs);
    return way.isPresent() && way.get().run((float[]) a, aAt, (float[]) b, bAt, (float[]) c);
  }
}
