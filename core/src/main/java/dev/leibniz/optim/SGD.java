package dev.leibniz.optim;

import dev.leibniz.Tensor;

/**
 * Gradient descent, with momentum or without: b ← μ b + (1 − τ) g, w ← w − lr b. See {@code
 * torch.optim.SGD}.
 *
 * <pre>{@code
 * SGD.of(0.1)
 * SGD.of(0.1).withMomentum(0.9, SGD.Momentum.NESTEROV).withWeightDecay(1e-4)
 * }</pre>
 *
 * @param lr the learning rate
 * @param momentum μ
 * @param form how the momentum enters
 * @param dampening τ, which the first step leaves out
 * @param weightDecay λ, by which g is λ w more
 */
public record SGD(double lr, double momentum, Momentum form, double dampening, double weightDecay)
    implements Optimizer {
  /** How the momentum enters. */
  public enum Momentum {
    /** The step goes along b. */
    HEAVY_BALL,
    /** The step goes along g + μ b. */
    NESTEROV
  }

  /**
   * A method.
   *
   * @throws dev.leibniz.LeibnizException if a number is negative
   */
  public SGD {
    Rates.require("SGD: lr", lr, 0, Double.MAX_VALUE);
    Rates.require("SGD: momentum", momentum, 0, Double.MAX_VALUE);
    Rates.require("SGD: weightDecay", weightDecay, 0, Double.MAX_VALUE);
  }

  /**
   * Without momentum.
   *
   * @param lr the learning rate
   * @return the method
   */
  public static SGD of(double lr) {
    return new SGD(lr, 0, Momentum.HEAVY_BALL, 0, 0);
  }

  @Override
  public SGD withLr(double lr) {
    return new SGD(lr, momentum, form, dampening, weightDecay);
  }

  /**
   * The same method with momentum.
   *
   * @param momentum μ, often 0.9
   * @param form how it enters
   * @return the changed method
   */
  public SGD withMomentum(double momentum, Momentum form) {
    return new SGD(lr, momentum, form, dampening, weightDecay);
  }

  /**
   * The same method with weight decay.
   *
   * @param weightDecay λ
   * @return the changed method
   */
  public SGD withWeightDecay(double weightDecay) {
    return new SGD(lr, momentum, form, dampening, weightDecay);
  }

  @Override
  public int slots() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public Tensor update(Tensor step, Tensor parameter, Tensor gradient, Tensor[] slots) {
    Tensor g = Rates.decayed(gradient, parameter, weightDecay);
    if (momentum == 0) {
      return parameter.sub(g.mul(lr));
    }
    Tensor b = slots[0].mul(momentum).add(g.mul(1 - dampening));
    slots[0] = dampening == 0 ? b : Tensor.where(step.eq(1L), g, b);
    Tensor along = form == Momentum.NESTEROV ? g.add(slots[0].mul(momentum)) : slots[0];
    return parameter.sub(along.mul(lr));
  }
}
