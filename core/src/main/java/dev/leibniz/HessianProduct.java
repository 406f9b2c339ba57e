package dev.leibniz;

import java.util.function.UnaryOperator;

/**
 * The Hessian of a function at a point as a linear map, with the value and the gradient that were
 * found on the way. The function has run once; applying this runs it no more. It may be applied as
 * often as one likes, from several threads, and inside other transforms.
 *
 * @param value the function's value
 * @param grad its gradient
 * @param map v ↦ H v, or v ↦ vᵀ H
 * @param <P> the point: a tensor or a tree
 */
public record HessianProduct<P>(Tensor value, P grad, UnaryOperator<P> map)
    implements UnaryOperator<P> {
  @Override
  public P apply(P v) {
    return map.apply(v);
  }
}
