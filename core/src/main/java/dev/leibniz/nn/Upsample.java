package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Interpolations.Alignment;
import dev.leibniz.nn.Interpolations.Mode;
import java.util.Locale;

/**
 * Planes enlarged by a factor. See {@code torch.nn.Upsample}.
 *
 * @param factor by how much each axis behind batch and channels grows
 * @param mode how values between the samples are found
 * @param alignment where the samples lie
 */
public record Upsample(double factor, Mode mode, Alignment alignment) implements Layer<Upsample> {
  /**
   * Enlarges by repeating elements.
   *
   * @param factor by how much each axis behind batch and channels grows
   */
  public Upsample(double factor) {
    this(factor, Mode.NEAREST, Alignment.EDGES);
  }

  /**
   * The enlarged tensor.
   *
   * @param x of shape [N, C, d…]
   * @return of shape [N, C, ⌊d · factor⌋…]
   */
  @Override
  public Tensor apply(Tensor x) {
    return Interpolations.interpolate(x, mode, alignment, factor);
  }

  @Override
  public String extraRepr() {
    return "scale_factor="
        + Repr.number(factor)
        + ", mode="
        + mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
