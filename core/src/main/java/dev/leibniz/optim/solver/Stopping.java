package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;

/**
 * When a solver is content, and when it gives up. What a tolerance means is said by each solver.
 *
 * @param iterations the most iterations that are made
 * @param tolerance how small is small enough
 */
public record Stopping(int iterations, double tolerance) {
  /**
   * A rule.
   *
   * @throws LeibnizException if a number is negative or NaN
   */
  public Stopping {
    if (iterations < 0) {
      throw new LeibnizException("Stopping: " + iterations + " iterations; give 0 or more");
    }
    if (!(tolerance >= 0)) {
      throw new LeibnizException("Stopping: the tolerance " + tolerance + "; give 0 or more");
    }
  }

  /**
   * The same tolerance with another limit.
   *
   * @param iterations the most iterations that are made
   * @return the changed rule
   */
  public Stopping withIterations(int iterations) {
    return new Stopping(iterations, tolerance);
  }

  /**
   * The same limit with another tolerance.
   *
   * @param tolerance how small is small enough
   * @return the changed rule
   */
  public Stopping withTolerance(double tolerance) {
    return new Stopping(iterations, tolerance);
  }
}
