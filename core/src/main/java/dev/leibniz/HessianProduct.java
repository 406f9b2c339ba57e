package dev.leibniz;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The Hessian of a function at a point as a linear map, with the value and the gradient that were
 * found on the way. The function has run once; applying this runs it no more.
 *
 * <p>It may be applied as often as one likes, from several threads at once, and inside other
 * transforms, which see through it: it can be differentiated and batched.
 *
 * @param <P> the point: a tensor or a tree
 */
public final class HessianProduct<P> implements UnaryOperator<P> {
  private final Tensor value;
  private final P grad;
  private final UnaryOperator<P> map;
  private final Supplier<P> one;

  /**
   * @param one the vector that may be left out, or an exception
   */
  HessianProduct(Tensor value, P grad, UnaryOperator<P> map, Supplier<P> one) {
    this.value = value;
    this.grad = grad;
    this.map = map;
    this.one = one;
  }

  /**
   * The function's value.
   *
   * @return what it gave
   */
  public Tensor value() {
    return value;
  }

  /**
   * The function's gradient.
   *
   * @return its gradient, structured as the point
   */
  public P grad() {
    return grad;
  }

  /**
   * The product with a vector.
   *
   * @param v the vector, structured as the point
   * @return H v, or vᵀ H
   * @throws ShapeException if v has other shapes than the point
   * @throws StructureException if v has another structure than the point
   */
  @Override
  public P apply(P v) {
    return map.apply(v);
  }

  /**
   * The product with one, where the point is one number: the second derivative.
   *
   * @return the product
   * @throws ShapeException if the point has more elements than one
   */
  public P apply() {
    return map.apply(one.get());
  }

  @Override
  public String toString() {
    return "HessianProduct[value=" + value + ", grad=" + grad + "]";
  }
}
