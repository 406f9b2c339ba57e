package dev.leibniz.optim.solver;

/**
 * What a least squares solver wants of the weighted Jacobian A at a point, where r are the weighted
 * residuals: once with its numbers ({@link DenseLinearisation}), once by products ({@link
 * ProductLinearisation}).
 */
sealed interface Linearisation permits DenseLinearisation, ProductLinearisation {
  /** Aᵀ r. */
  double[] gradient();

  /** The norm of each column, or an estimate of it. */
  double[] norms();

  /** A p. */
  double[] apply(double[] p);

  /** The step with ‖D p‖ ≤ radius that makes ‖A p + r‖ least, zero where it is not free. */
  double[] step(double[] scale, boolean[] free, double radius);
}
