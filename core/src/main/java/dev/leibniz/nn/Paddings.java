package dev.leibniz.nn;

import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;

/**
 * Paddings with the tensor's own elements; {@link Tensor#pad} pads with a number. Amounts are given
 * as there: before and behind along the last axis, then along the last but one. See {@code
 * torch.nn.functional.pad}.
 */
public final class Paddings {
  private Paddings() {}

  /** Which element stands at a place outside. */
  public enum Mode {
    /** Zero. */
    ZEROS,
    /** The one at the same distance inside; the border is not repeated. */
    REFLECT,
    /** The border. */
    REPLICATE,
    /** The one from the other end, of what negative amounts leave. */
    CIRCULAR
  }

  /**
   * A tensor continued beyond its ends.
   *
   * <pre>{@code
   * pad(Tensor.of(1, 2, 3), Mode.REFLECT, 2, 1)      // [3. 2. 1. 2. 3. 2.]
   * }</pre>
   *
   * @param x the tensor
   * @param mode how it continues
   * @param amounts how many before and behind, the last axis first; negative ones cut off
   * @return the tensor
   * @throws ShapeException if the amounts are no pairs or too many, or reach beyond what the mode
   *     can supply
   */
  public static Tensor pad(Tensor x, Mode mode, int... amounts) {
    if (amounts.length % 2 != 0 || amounts.length / 2 > x.rank()) {
      throw new ShapeException(
          "pad: "
              + amounts.length
              + " amounts for a tensor of shape "
              + x.shape()
              + ": they come in pairs, before and behind, at most one pair for each axis");
    }
    if (mode == Mode.ZEROS) {
      return x.pad(0, amounts);
    }
    Tensor t = x;
    for (int k = 0; k < amounts.length / 2; k++) {
      if (amounts[2 * k] != 0 || amounts[2 * k + 1] != 0) {
        int axis = x.rank() - 1 - k;
        long[] places = places(x, axis, mode, amounts[2 * k], amounts[2 * k + 1]);
        t = t.indexSelect(axis, Tensor.of(places));
      }
    }
    return t;
  }

  private static long[] places(Tensor x, int axis, Mode mode, int before, int behind) {
    int n = x.shape().get(axis);
    int cut = Math.max(-before, 0);
    int left = n - cut - Math.max(-behind, 0);
    int most = mode == Mode.REFLECT ? n - 1 : mode == Mode.CIRCULAR ? left : Integer.MAX_VALUE;
    if (before > most || behind > most || n + before + behind < 0 || n == 0) {
      throw new ShapeException(
          "pad, "
              + mode
              + ": "
              + before
              + " and "
              + behind
              + " along axis "
              + axis
              + " of shape "
              + x.shape()
              + ": at most "
              + most
              + " on each side");
    }
    long[] places = new long[n + before + behind];
    for (int i = 0; i < places.length; i++) {
      int at = i - before;
      places[i] =
          switch (mode) {
            case ZEROS -> throw new AssertionError("zeros stand at no place");
            case REFLECT -> at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at;
            case REPLICATE -> Math.clamp(at, 0, n - 1);
            case CIRCULAR -> cut + Math.floorMod(at - cut, left);
          };
    }
    return places;
  }
}
