package dev.leibniz.nn;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Each example brought to mean 0 and variance 1 over its last axes, then scaled and shifted. See
 * {@code torch.nn.LayerNorm}.
 *
 * <pre>{@code
 * LayerNorm.of(256).apply(x)          // x of shape […, 256]
 * }</pre>
 *
 * @param weight a factor of the normalised shape, or null
 * @param bias a summand of that shape, or null
 * @param normalizedShape the last axes, which are normalised over
 * @param eps ε, added to the variance
 */
public record LayerNorm(
    @Nullable Tensor weight, @Nullable Tensor bias, Shape normalizedShape, double eps)
    implements Layer<LayerNorm> {
  /**
   * A layer with factors 1, summands 0 and ε = 1e-5, of FLOAT32.
   *
   * @param normalizedShape the sizes of the last axes
   * @return the layer
   */
  public static LayerNorm of(int... normalizedShape) {
    Shape s = Shape.of(normalizedShape);
    return new LayerNorm(Tensor.ones(s, DType.FLOAT32), Tensor.zeros(s, DType.FLOAT32), s, 1e-5);
  }

  /**
   * The same layer without factors and summands.
   *
   * @return the changed layer
   */
  public LayerNorm withoutAffine() {
    return new LayerNorm(null, null, normalizedShape, eps);
  }

  /**
   * The same layer with another ε.
   *
   * @param eps ε
   * @return the changed layer
   */
  public LayerNorm withEps(double eps) {
    return new LayerNorm(weight, bias, normalizedShape, eps);
  }

  /**
   * The normalised tensor.
   *
   * @param x a tensor whose last axes have the normalised shape
   * @return a tensor of this shape
   * @throws ShapeException if they have not
   */
  @Override
  public Tensor apply(Tensor x) {
    int axes = normalizedShape.rank();
    if (x.rank() < axes || !x.shape().range(x.rank() - axes, x.rank()).equals(normalizedShape)) {
      throw new ShapeException(
          "LayerNorm: an input of shape " + x.shape() + " does not end in " + normalizedShape);
    }
    return Outputs.note(this, Normalisations.layerNorm(x, axes, weight, bias, eps));
  }

  @Override
  public String extraRepr() {
    return Repr.tuple(normalizedShape.dims())
        + ", eps="
        + Repr.number(eps)
        + ", elementwise_affine="
        + Repr.bool(weight != null);
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
