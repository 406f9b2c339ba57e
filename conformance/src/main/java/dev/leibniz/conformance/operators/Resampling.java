package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Interpolations;
import dev.leibniz.nn.Interpolations.Alignment;
import dev.leibniz.nn.Interpolations.Mode;
import dev.leibniz.nn.Paddings;

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
