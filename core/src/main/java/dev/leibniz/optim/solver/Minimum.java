package dev.leibniz.optim.solver;

/**
 * Where a {@link Minimizer} stopped, and why.
 *
 * @param <P> the unknown: a tensor or a tree
 * @param point the best point that was met
 * @param value the function there
 * @param gradientNorm the largest element of its gradient, by absolute value
 * @param iterations how many there were
 * @param evaluations how often the function and its derivatives were asked for
 * @param status why it stopped
 */
public record Minimum<P>(
    P point,
    double value,
    double gradientNorm,
    int iterations,
    Evaluations evaluations,
    Status status) {
  /**
   * Whether the tolerance was met.
   *
   * @return true if the status is {@link Status#CONVERGED}
   */
  public boolean isConverged() {
    return status == Status.CONVERGED;
  }
}
