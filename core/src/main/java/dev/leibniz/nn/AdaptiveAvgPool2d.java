package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * The means over cells that divide each plane as evenly as can be. See {@code
 * torch.nn.AdaptiveAvgPool2d}.
 *
 * @param rows how many cells there are from top to bottom
 * @param columns how many from left to right
 */
public record AdaptiveAvgPool2d(int rows, int columns) implements Layer<AdaptiveAvgPool2d> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Poolings.adaptiveAvgPool2d(x, rows, columns));
  }

  @Override
  public String extraRepr() {
    return "output_size=" + (rows == columns ? rows : Repr.tuple(rows, columns));
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
