package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Convolutions;
import dev.leibniz.nn.Poolings;
import dev.leibniz.nn.Poolings.Padding;
import dev.leibniz.nn.Poolings.Rounding;
import dev.leibniz.nn.Window;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions and poolings of {@code torch.nn.functional}. */
final class Sliding {
  private Sliding() {}

  static void addTo(Operators to) {
    to.add(
        "nn.functional.conv1d",
        a -> {
          Tensor w = a.tensor(1, "weight");
          return Convolutions.conv1d(input(a), w, bias(a), kernel(a, w, 1), groups(a));
        });
    to.add(
        "nn.functional.conv2d",
        a -> {
          Tensor w = a.tensor(1, "weight");
          return Convolutions.conv2d(input(a), w, bias(a), kernel(a, w, 2), groups(a));
        });
    to.add("nn.functional.conv_transpose1d", a -> transposed(a, 1));
    to.add("nn.functional.conv_transpose2d", a -> transposed(a, 2));
    to.addTuple("nn.functional.max_pool2d", a -> maxPool(a, 2));
    to.addTuple("nn.functional.max_pool1d", a -> maxPool(a, 1));
    to.add("nn.functional.avg_pool2d", Sliding::avgPool);
    to.add(
        "nn.functional.avg_pool1d",
        a -> Poolings.avgPool1d(input(a), pool(a, 1), rounding(a, 4), padding(a)));
    to.add(
        "nn.functional.adaptive_avg_pool1d",
        a -> Poolings.adaptiveAvgPool1d(input(a), a.integers(1, "output_size")[0]));
    to.addTuple(
        "nn.functional.adaptive_max_pool1d",
        a -> shown(a, 2, Poolings.adaptiveMaxPool1d(input(a), a.integers(1, "output_size")[0])));
    to.addTuple("nn.functional.adaptive_max_pool2d", Sliding::adaptiveMaxPool);
    to.add("nn.functional.adaptive_avg_pool2d", Sliding::adaptiveAvgPool);
  }

  private static Tensor input(Arguments a) {
    return a.tensor(0, "input");
  }

  private static @Nullable Tensor bias(Arguments a) {
    return a.tensorOrNull(2, "bias");
  }

  private static int groups(Arguments a) {
    return a.integer(6, "groups", 1);
  }

  private static Window kernel(Arguments a, Tensor weight, int axes) {
    int[] dims = weight.shape().dims();
    Window window =
        Window.of(Arrays.copyOfRange(dims, dims.length - axes, dims.length))
            .withStride(a.integers(3, "stride", new int[] {1}))
            .withDilation(a.integers(5, "dilation", new int[] {1}));
    return switch (a.any(4, "padding")) {
      case String s when s.equals("same") -> window.withSamePadding();
      case String s when s.equals("valid") -> window;
      case null -> window;
      default -> window.withPadding(a.integers(4, "padding"));
    };
  }

  private static Tensor transposed(Arguments a, int axes) {
    Tensor w = a.tensor(1, "weight");
    int[] dims = w.shape().dims();
    Window window =
        Window.of(Arrays.copyOfRange(dims, dims.length - axes, dims.length))
            .withStride(a.integers(3, "stride", new int[] {1}))
            .withPadding(a.integers(4, "padding", new int[] {0}))
            .withDilation(a.integers(7, "dilation", new int[] {1}));
    int[] more = a.integers(5, "output_padding", new int[0]);
    return axes == 1
        ? Convolutions.convTranspose1d(input(a), w, bias(a), window, groups(a), more)
        : Convolutions.convTranspose2d(input(a), w, bias(a), window, groups(a), more);
  }

  private static Window pool(Arguments a, int axes) {
    int[] size = a.integers(1, "kernel_size");
    if (size.length < axes) {
      size = new int[] {size[0], size[0]};
    }
    int[] stride = a.integers(2, "stride", size);
    return Window.of(size)
        .withStride(stride.length == 0 ? size : stride)
        .withPadding(a.integers(3, "padding", new int[] {0}));
  }

  private static Rounding rounding(Arguments a, int place) {
    return a.flag(place, "ceil_mode", false) ? Rounding.CEIL : Rounding.FLOOR;
  }

  private static Padding padding(Arguments a) {
    return a.flag(5, "count_include_pad", true) ? Padding.COUNTED : Padding.LEFT_OUT;
  }

  private static List<Tensor> maxPool(Arguments a, int axes) {
    Window window = pool(a, axes).withDilation(a.integers(4, "dilation", new int[] {1}));
    Rounding rounding = rounding(a, 5);
    return shown(
        a,
        6,
        axes == 1
            ? Poolings.maxPool1dWithIndices(input(a), window, rounding)
            : Poolings.maxPool2dWithIndices(input(a), window, rounding));
  }

  private static List<Tensor> shown(Arguments a, int place, Tensor.ValuesAndIndices r) {
    return a.flag(place, "return_indices", false)
        ? List.of(r.values(), r.indices())
        : List.of(r.values());
  }

  private static Tensor avgPool(Arguments a) {
    Window window = pool(a, 2);
    Rounding rounding = rounding(a, 4);
    Padding padding = padding(a);
    return a.isGiven(6, "divisor_override")
        ? Poolings.avgPool2d(input(a), window, rounding, a.real(6, "divisor_override", 1))
        : Poolings.avgPool2d(input(a), window, rounding, padding);
  }

  private static List<Tensor> adaptiveMaxPool(Arguments a) {
    Tensor x = input(a);
    if (!(a.any(1, "output_size") instanceof List<?> sizes)) {
      int side = a.integer(1, "output_size");
      return shown(a, 2, Poolings.adaptiveMaxPool2d(x, side, side));
    }
    return shown(a, 2, Poolings.adaptiveMaxPool2d(x, size(sizes, 0, x), size(sizes, 1, x)));
  }

  private static Tensor adaptiveAvgPool(Arguments a) {
    Tensor x = input(a);
    if (!(a.any(1, "output_size") instanceof List<?> sizes)) {
      int side = a.integer(1, "output_size");
      return Poolings.adaptiveAvgPool2d(x, side, side);
    }
    return Poolings.adaptiveAvgPool2d(x, size(sizes, 0, x), size(sizes, 1, x));
  }

  private static int size(List<?> sizes, int i, Tensor x) {
    return sizes.get(i) instanceof Long n ? Math.toIntExact(n) : x.shape().get(i - 2);
  }
}
