package dev.leibniz;

import dev.leibniz.FloatFormat.Real;
import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Prints tensors as NumPy's {@code str} prints arrays with its default settings. */
final class Printer {
  private static final int THRESHOLD = 1000;
  private static final int EDGE = 3;
  private static final int LINE = 75;

  private final Dense x;
  private final boolean summarised;
  private final IntFunction<String> element;

  private Printer(Dense x) {
    this.x = x;
    this.summarised = x.size() > THRESHOLD;
    List<Integer> shown = new ArrayList<>();
    collect(0, x.offset(), shown);
    this.element = format(shown);
  }

  static String print(Tensor x) {
    Dense numbers;
    try {
      numbers = Numbers.of(x, "toString");
    } catch (GraphException e) {
      return "Tensor of shape " + x.shape() + ", " + x.dtype();
    }
    if (x.size() == 0) {
      return "[]";
    }
    if (x.rank() == 0) {
      return scalar(numbers);
    }
    Printer p = new Printer(numbers);
    return p.block(0, numbers.offset(), " ", LINE);
  }

  private static String scalar(Dense x) {
    int i = x.offset();
    return switch (x.dtype()) {
      case FLOAT64 -> FloatFormat.scalar(Real.of(x.doubles()[i]));
      case FLOAT32 -> FloatFormat.scalar(Real.of(x.floats()[i]));
      case INT64 -> Long.toString(x.longs()[i]);
      case INT32 -> Integer.toString(x.ints()[i]);
      case BOOL -> x.booleans()[i] ? "True" : "False";
    };
  }

  /** The places in the array of all elements that are shown. */
  private void collect(int axis, int at, List<Integer> out) {
    if (axis == x.rank()) {
      out.add(at);
      return;
    }
    int n = x.shape().get(axis);
    for (int i = 0; i < n; i++) {
      if (isLeftOut(i, n)) {
        i = n - EDGE;
      }
      collect(axis + 1, at + i * x.stride(axis), out);
    }
  }

  private boolean isLeftOut(int i, int n) {
    return summarised && n > 2 * EDGE && i == EDGE;
  }

  private IntFunction<String> format(List<Integer> shown) {
    return switch (x.dtype()) {
      case BOOL -> i -> x.booleans()[i] ? " True" : "False";
      case INT32 -> aligned(shown, i -> Integer.toString(x.ints()[i]));
      case INT64 -> aligned(shown, i -> Long.toString(x.longs()[i]));
      case FLOAT64 -> reals(shown, false, i -> Real.of(x.doubles()[i]));
      case FLOAT32 -> reals(shown, true, i -> Real.of(x.floats()[i]));
    };
  }

  private static IntFunction<String> reals(
      List<Integer> shown, boolean single, IntFunction<Real> read) {
    FloatFormat f = new FloatFormat(shown.stream().map(read::apply).toList(), single);
    return i -> f.format(read.apply(i));
  }

  private static IntFunction<String> aligned(List<Integer> shown, IntFunction<String> text) {
    int width = 0;
    for (int i : shown) {
      width = Math.max(width, text.apply(i).length());
    }
    int w = width;
    return i -> " ".repeat(Math.max(0, w - text.apply(i).length())) + text.apply(i);
  }

  private String block(int axis, int at, String indent, int width) {
    StringBuilder s = new StringBuilder();
    if (axis == x.rank() - 1) {
      row(axis, at, indent, width - 1, s);
    } else {
      String separator = "\n".repeat(x.rank() - 1 - axis);
      int n = x.shape().get(axis);
      for (int i = 0; i < n; i++) {
        if (isLeftOut(i, n)) {
          s.append(indent).append("...").append(separator);
          i = n - EDGE;
        }
        s.append(indent).append(block(axis + 1, at + i * x.stride(axis), indent + " ", width - 1));
        s.append(i < n - 1 ? separator : "");
      }
    }
    return "[" + s.substring(indent.length()) + "]";
  }

  private void row(int axis, int at, String indent, int width, StringBuilder s) {
    StringBuilder line = new StringBuilder(indent);
    int n = x.shape().get(axis);
    for (int i = 0; i < n; i++) {
      if (isLeftOut(i, n)) {
        append(line, "...", indent, width, s);
        line.append(' ');
        i = n - EDGE;
      }
      append(line, element.apply(at + i * x.stride(axis)), indent, width, s);
      line.append(i < n - 1 ? " " : "");
    }
    s.append(line);
  }

  private static void append(
      StringBuilder line, String word, String indent, int width, StringBuilder s) {
    if (line.length() + word.length() > width && line.length() > indent.length()) {
      s.append(line.toString().stripTrailing()).append('\n');
      line.setLength(0);
      line.append(indent);
    }
    line.append(word);
  }
}
