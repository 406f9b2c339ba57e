package dev.leibniz.optim;

import dev.leibniz.LeibnizException;

/**
 * A learning rate that changes with the number of steps, or epochs, that have passed.
 *
 * <pre>{@code
 * Schedule s = Schedule.cosine(1e-3, 0, 1000).withWarmup(100);
 * Next<Mlp> next = adam.withLr(s.lr(i)).step(state, mlp, g);       // i = 0, 1, …
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The learning rate.
   *
   * @param step how many steps have passed, from 0
   * @return the rate of the next one
   */
  double lr(int step);

  /**
   * Always the same.
   *
   * @param lr the rate
   * @return the schedule
   */
  static Schedule constant(double lr) {
    return step -> lr;
  }

  /**
   * Multiplied by a factor once in a while. See {@code torch.optim.lr_scheduler.StepLR}.
   *
   * @param lr the first rate
   * @param every after how many steps it changes
   * @param gamma the factor
   * @return the schedule
   * @throws LeibnizException if {@code every} is not positive
   */
  static Schedule stepwise(double lr, int every, double gamma) {
    requirePositive("stepwise", every);
    return step -> lr * Math.pow(gamma, Math.floorDiv(step, every));
  }

  /**
   * Multiplied by a factor at each step. See {@code torch.optim.lr_scheduler.ExponentialLR}.
   *
   * @param lr the first rate
   * @param gamma the factor
   * @return the schedule
   */
  static Schedule exponential(double lr, double gamma) {
    return step -> lr * Math.pow(gamma, step);
  }

  /**
   * Down half a cosine, and then constant. See {@code torch.optim.lr_scheduler.CosineAnnealingLR}.
   *
   * @param lr the first rate
   * @param last the rate at the end
   * @param steps how long it takes
   * @return the schedule
   * @throws LeibnizException if {@code steps} is not positive
   */
  static Schedule cosine(double lr, double last, int steps) {
    requirePositive("cosine", steps);
    return step -> last + (lr - last) * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps)) / 2;
  }

  /**
   * In a straight line from one rate to another, and then constant. See {@code
   * torch.optim.lr_scheduler.LinearLR}.
   *
   * @param lr the first rate
   * @param last the rate at the end
   * @param steps how long it takes
   * @return the schedule
   * @throws LeibnizException if {@code steps} is not positive
   */
  static Schedule linear(double lr, double last, int steps) {
    requirePositive("linear", steps);
    return step -> lr + (last - lr) * Math.min(step, steps) / steps;
  }

  /**
   * This schedule with a rise from nearly nothing in front: its first rate · (i + 1) / steps.
   *
   * @param steps how long the rise takes
   * @return the longer schedule
   * @throws LeibnizException if {@code steps} is not positive
   */
  default Schedule withWarmup(int steps) {
    requirePositive("withWarmup", steps);
    return step -> step < steps ? lr(0) * (step + 1) / steps : lr(step - steps);
  }

  private static void requirePositive(String what, int steps) {
    if (steps < 1) {
      throw new LeibnizException(
          "Schedule." + what + ": " + steps + " steps; it must be 1 or more");
    }
  }
}
