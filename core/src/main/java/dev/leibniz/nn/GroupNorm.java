package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Each example brought to mean 0 and variance 1 over groups of channels, then scaled and shifted by
 * channel. See {@code torch.nn.GroupNorm}.
 *
 * @param weight a factor for each channel, or null
 * @param bias a summand for each channel, or null
 * @param groups a divisor of the number of channels
 * @param channels the number of channels
 * @param eps ε, added to the variance
 */
public record GroupNorm(
    @Nullable Tensor weight, @Nullable Tensor bias, int groups, int channels, double eps)
    implements Layer<GroupNorm> {
  /**
   * A layer with factors 1, summands 0 and ε = 1e-5, of FLOAT32.
   *
   * @param groups a divisor of the number of channels
   * @param channels the number of channels
   * @return the layer
   * @throws ShapeException if the groups do not divide the channels
   */
  public static GroupNorm of(int groups, int channels) {
    if (groups < 1 || channels % groups != 0) {
      throw new ShapeException(
          "GroupNorm: " + groups + " groups of " + channels + " channels; they must divide them");
    }
    Shape s = Shape.of(channels);
    return new GroupNorm(
        Tensor.ones(s, DType.FLOAT32), Tensor.zeros(s, DType.FLOAT32), groups, channels, 1e-5);
  }

  /**
   * The same layer without factors and summands.
   *
   * @return the changed layer
   */
  public GroupNorm withoutAffine() {
    return new GroupNorm(null, null, groups, channels, eps);
  }

  /**
   * The same layer with another ε.
   *
   * @param eps ε
   * @return the changed layer
   */
  public GroupNorm withEps(double eps) {
    return new GroupNorm(weight, bias, groups, channels, eps);
  }

  /**
   * The normalised tensor.
   *
   * @param x of shape [N, C, d…]
   * @return a tensor of this shape
   * @throws ShapeException if it has another number of channels
   */
  @Override
  public Tensor apply(Tensor x) {
    if (x.rank() < 2 || x.shape().get(1) != channels) {
      throw new ShapeException(
          "GroupNorm: an input of shape "
              + x.shape()
              + ", whose second axis should be "
              + channels
              + " channels");
    }
    return Outputs.note(this, Normalisations.groupNorm(x, groups, weight, bias, eps));
  }

  @Override
  public String extraRepr() {
    return groups
        + ", "
        + channels
        + ", eps="
        + Repr.number(eps)
        + ", affine="
        + Repr.bool(weight != null);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
