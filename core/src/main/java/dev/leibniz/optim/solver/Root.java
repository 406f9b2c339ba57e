package dev.leibniz.optim.solver;

/**
 * Where {@link NewtonRaphson} stopped, and why.
 *
 * @param <P> the unknown: a tensor or a tree
 * @param point the best point that was met
 * @param residual the largest element of the system there, by absolute value
 * @param iterations how many there were
 * @param evaluations how often the system and its Jacobian were asked for
 * @param status why it stopped
 */
public record Root<P>(
    P point, double residual, int iterations, Evaluations evaluations, Status status) {
  /**
   * Whether the tolerance was met.
   *
   * @return true if the status is {@link Status#CONVERGED}
   */
  public boolean isConverged() {
    return status == Status.CONVERGED;
  }
}
