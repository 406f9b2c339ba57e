package dev.leibniz;

/**
 * The derivative of a function at a point, as the linear map that it is: {@link Jacobian} holds its
 * numbers, {@link JacobianOperator} the recorded function.
 *
 * <pre>{@code
 * JacobianOperator<Tensor, Tensor> j = Jacobians.operator(f, x);
 * j.apply(v);                 // J v
 * j.applyTranspose(u);        // Jᵀ u
 * }</pre>
 *
 * @param <P> the point: a tensor or a tree
 * @param <R> what the function gives: a tensor or a tree
 */
public sealed interface LinearOperator<P, R> permits Jacobian, JacobianOperator {
  /**
   * What the function gave at the point.
   *
   * @return its value
   */
  R value();

  /**
   * The product J v.
   *
   * @param v a tangent, structured as the point
   * @return J v, structured as the output
   * @throws ShapeException if v has other shapes than the point
   * @throws StructureException if v has another structure than the point
   */
  R apply(P v);

  /**
   * The product Jᵀ v.
   *
   * @param v a cotangent, structured as the output
   * @return Jᵀ v, structured as the point
   * @throws ShapeException if v has other shapes than the output
   * @throws StructureException if v has another structure than the output
   */
  P applyTranspose(R v);
}
