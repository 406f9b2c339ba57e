package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/** What the convolutional layers have in common. */
final class Kernels {
  private Kernels() {}

  static Tensor[] random(
      String layer, int axes, int groups, int inputs, int outputs, Window window, Key key) {
    if (window.axes() != axes || groups < 1 || inputs % groups != 0 || outputs % groups != 0) {
      throw new ShapeException(
          layer
              + ": "
              + inputs
              + " channels to "
              + outputs
              + " in "
              + groups
              + " groups with a "
              + window
              + ": the groups must divide both, and the window needs axes: "
              + axes);
    }
    Shape weight = Shape.of(outputs, inputs / groups);
    for (int i = 0; i < axes; i++) {
      weight = weight.insert(2 + i, window.size(i));
    }
    int fan = Initialisers.Fan.IN.of(weight);
    Key[] keys = key.split2();
    return new Tensor[] {
      Initialisers.byFan(keys[0], weight, fan), Initialisers.byFan(keys[1], Shape.of(outputs), fan)
    };
  }

  /** The convolution over as many axes as the window has. */
  static Tensor convolved(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      Window window,
      int groups,
      Paddings.Mode mode) {
    if (mode != Paddings.Mode.ZEROS) {
      Tensor padded = Paddings.pad(x, mode, window.amounts());
      return convolved(padded, weight, bias, window.withPadding(0), groups, Paddings.Mode.ZEROS);
    }
    return window.axes() == 1
        ? Convolutions.conv1d(x, weight, bias, window, groups)
        : Convolutions.conv2d(x, weight, bias, window, groups);
  }

  static String extraRepr(
      Tensor weight, @Nullable Tensor bias, Window window, int groups, Paddings.Mode mode) {
    int n = window.axes();
    int outputs = weight.shape().get(-n - 2);
    String s = weight.shape().get(-n - 1) * groups + ", " + outputs;
    s += ", kernel_size=" + Repr.tuple(window.sizes()) + ", stride=" + Repr.tuple(window.strides());
    if (window.isSame()) {
      s += ", padding=same";
    } else if (!isAll(0, window.paddings())) {
      s += ", padding=" + Repr.tuple(window.paddings());
    }
    if (!isAll(1, window.dilations())) {
      s += ", dilation=" + Repr.tuple(window.dilations());
    }
    s += (groups == 1 ? "" : ", groups=" + groups) + (bias == null ? ", bias=False" : "");
    return s + (mode == Paddings.Mode.ZEROS ? "" : ", padding_mode=" + Repr.name(mode));
  }

  private static boolean isAll(int value, int[] numbers) {
    for (int n : numbers) {
      if (n != value) {
        return false;
      }
    }
    return true;
  }

  /** What a layer of maxima prints. */
  static String extraRepr(Window window, Poolings.Rounding rounding) {
    return "kernel_size="
        + Repr.each(window.sizes())
        + ", stride="
        + Repr.each(window.strides())
        + ", padding="
        + Repr.each(window.paddings())
        + ", dilation="
        + Repr.each(window.dilations())
        + ", ceil_mode="
        + Repr.bool(rounding == Poolings.Rounding.CEIL);
  }
}
