package dev.leibniz.nn;

import dev.leibniz.Tensor;

/**
 * The means over cells that divide the last axis as evenly as can be. See {@code
 * torch.nn.AdaptiveAvgPool1d}.
 *
 * @param cells how many there are
 */
public record AdaptiveAvgPool1d(int cells) implements Layer<AdaptiveAvgPool1d> {
  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, Poolings.adaptiveAvgPool1d(x, cells));
  }

  @Override
  public String extraRepr() {
    return "output_size=" + cells;
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
