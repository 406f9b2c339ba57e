package dev.leibniz.optim.solver;

/** Why a solver stopped. Whatever the reason, the result holds the best point that was met. */
public enum Status {
  /** The gradient, or the step, or what could still be gained, is below its tolerance. */
  CONVERGED("converged"),

  /** No step improves the value any more by as much as rounding changes it. */
  STALLED("no step improves the value by more than rounding"),

  /** The limit of iterations was reached. */
  ITERATION_LIMIT("the limit of iterations was reached"),

  /** The value falls, or the point runs away, without bound. */
  DIVERGED("the value or the point grows without bound"),

  /** The function, or its derivative, is NaN or infinite where the solver stands. */
  NOT_FINITE("the function or its derivative is NaN or infinite"),

  /** The thread was interrupted; its interrupted flag is still set. */
  CANCELLED("the thread was interrupted");

  private final String reason;

  Status(String reason) {
    this.reason = reason;
  }

  /**
   * The reason in words.
   *
   * @return a clause without a full stop
   */
  public String reason() {
    return reason;
  }
}
