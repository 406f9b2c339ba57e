package dev.leibniz.nn;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Interpolations.Alignment;
import dev.leibniz.nn.Interpolations.Mode;

/**
 * Planes enlarged by a factor, and rows and volumes likewise. See {@code torch.nn.Upsample}.
 *
 * <pre>{@code
 * new Upsample(2).apply(Tensor.ones(1, 3, 4, 5)).shape()                              // [1, 3, 8, 10]
 * new Upsample(2, Mode.LINEAR, Alignment.EDGES).toString()                            // Upsample(scale_factor=2.0, mode=bilinear)
 * }</pre>
 *
 * <p>It is printed with PyTorch's names for planes: {@code bilinear} and {@code bicubic}.
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
    return Outputs.note(this, Interpolations.interpolate(x, mode, alignment, factor));
  }

  @Override
  public String extraRepr() {
    return "scale_factor="
        + Repr.number(factor)
        + ", mode="
        + (mode == Mode.LINEAR || mode == Mode.CUBIC ? "bi" : "")
        + Repr.name(mode);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
