package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.GridSampling;
import dev.leibniz.nn.GridSampling.Outside;
import dev.leibniz.nn.Interpolations;
import dev.leibniz.nn.Interpolations.Alignment;
import dev.leibniz.nn.Interpolations.Mode;
import dev.leibniz.nn.Paddings;
import dev.leibniz.nn.Patches;
import dev.leibniz.nn.Window;

/** Paddings and interpolations of {@code torch.nn.functional}. */
final class Resampling {
  private Resampling() {}

  static void addTo(Operators to) {
    to.add("nn.functional.pad", Resampling::padded);
    to.add(
        "nn.functional.interpolate",
        a -> {
          Alignment alignment =
              a.flag(4, "align_corners", false) ? Alignment.CORNERS : Alignment.EDGES;
          return resampled(a, mode(a), alignment);
        });
    to.add("nn.functional.upsample_bilinear", a -> resampled(a, Mode.LINEAR, Alignment.CORNERS));
    to.add("nn.functional.upsample_nearest", a -> resampled(a, Mode.NEAREST, Alignment.EDGES));
    to.add("nn.functional.grid_sample", Resampling::gridSample);
    to.add(
        "nn.functional.pixel_shuffle",
        a -> Patches.pixelShuffle(a.tensor(0, "input"), a.integer(1, "upscale_factor")));
    to.add(
        "nn.functional.pixel_unshuffle",
        a -> Patches.pixelUnshuffle(a.tensor(0, "input"), a.integer(1, "downscale_factor")));
    to.add(
        "nn.functional.unfold", a -> Patches.unfold(a.tensor(0, "input"), window(a, 1, 4, 3, 2)));
    to.add(
        "nn.functional.fold",
        a -> {
          int[] size = pair(a.integers(1, "output_size"));
          return Patches.fold(a.tensor(0, "input"), window(a, 2, 5, 4, 3), size[0], size[1]);
        });
  }

  private static int[] pair(int[] sizes) {
    return sizes.length == 1 ? new int[] {sizes[0], sizes[0]} : sizes;
  }

  private static Window window(Arguments a, int size, int stride, int padding, int dilation) {
    return Window.of(pair(a.integers(size, "kernel_size")))
        .withStride(a.integers(stride, "stride", new int[] {1}))
        .withPadding(a.integers(padding, "padding", new int[] {0}))
        .withDilation(a.integers(dilation, "dilation", new int[] {1}));
  }

  private static Tensor gridSample(Arguments a) {
    GridSampling.Mode mode =
        switch (a.text(2, "mode", "bilinear")) {
          case "nearest" -> GridSampling.Mode.NEAREST;
          case "bilinear" -> GridSampling.Mode.LINEAR;
          case "bicubic" -> GridSampling.Mode.CUBIC;
          default -> throw a.unsupported("mode");
        };
    Outside outside =
        switch (a.text(3, "padding_mode", "zeros")) {
          case "zeros" -> Outside.ZEROS;
          case "border" -> Outside.BORDER;
          case "reflection" -> Outside.REFLECTION;
          default -> throw a.unsupported("padding_mode");
        };
    Alignment alignment = a.flag(4, "align_corners", false) ? Alignment.CORNERS : Alignment.EDGES;
    return GridSampling.gridSample(
        a.tensor(0, "input"), a.tensor(1, "grid"), mode, outside, alignment);
  }

  private static Tensor padded(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int[] amounts = a.integers(1, "pad");
    return switch (a.text(2, "mode", "constant")) {
      case "constant" -> x.pad(a.real(3, "value", 0), amounts);
      case "reflect" -> Paddings.pad(x, Paddings.Mode.REFLECT, amounts);
      case "replicate" -> Paddings.pad(x, Paddings.Mode.REPLICATE, amounts);
      case "circular" -> Paddings.pad(x, Paddings.Mode.CIRCULAR, amounts);
      default -> throw a.unsupported("mode");
    };
  }

  private static Mode mode(Arguments a) {
    return switch (a.text(3, "mode", "nearest")) {
      case "nearest" -> Mode.NEAREST;
      case "nearest-exact" -> Mode.NEAREST_EXACT;
      case "linear", "bilinear", "trilinear" -> Mode.LINEAR;
      case "bicubic" -> Mode.CUBIC;
      case "area" -> Mode.AREA;
      default -> throw a.unsupported("mode");
    };
  }

  private static Tensor resampled(Arguments a, Mode mode, Alignment alignment) {
    Tensor x = a.tensor(0, "input");
    int[] sizes = a.integers(1, "size", new int[0]);
    if (a.isGiven(2, "scale_factor")) {
      return Interpolations.interpolate(x, mode, alignment, a.reals(2, "scale_factor"));
    }
    if (sizes.length < x.rank() - 2) {
      throw a.unsupported("one size for several axes");
    }
    return Interpolations.interpolate(x, mode, alignment, sizes);
  }
}
