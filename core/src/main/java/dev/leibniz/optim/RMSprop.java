package dev.leibniz.optim;

import dev.leibniz.Tensor;

/**
 * Steps divided by the root of a running mean of squares: v ← α v + (1 − α) g², w ← w − lr g / (√v
 * + ε). See {@code torch.optim.RMSprop}.
 *
 * @param lr the learning rate
 * @param alpha α, how long the mean remembers
 * @param eps ε, added to the root
 * @param weightDecay λ, by which g is λ w more
 * @param momentum μ, the part of the last step that is kept
 * @param centering what v is
 */
public record RMSprop(
    double lr, double alpha, double eps, double weightDecay, double momentum, Centering centering)
    implements Optimizer {
  /** What the squares are taken of. */
  public enum Centering {
    /** The gradient: v is its second moment. */
    NONE,
    /** The gradient less its running mean: v is its variance. */
    CENTERED
  }

  /**
   * A method.
   *
   * @throws dev.leibniz.LeibnizException if a number is negative
   */
  public RMSprop {
    Rates.require("RMSprop: lr", lr, 0, Double.MAX_VALUE);
    Rates.require("RMSprop: alpha", alpha, 0, Double.MAX_VALUE);
    Rates.require("RMSprop: eps", eps, 0, Double.MAX_VALUE);
    Rates.require("RMSprop: weightDecay", weightDecay, 0, Double.MAX_VALUE);
    Rates.require("RMSprop: momentum", momentum, 0, Double.MAX_VALUE);
  }

  /**
   * With α = 0.99 and ε = 1e-8.
   *
   * @param lr the learning rate, often 1e-2
   * @return the method
   */
  public static RMSprop of(double lr) {
    return new RMSprop(lr, 0.99, 1e-8, 0, 0, Centering.NONE);
  }

  @Override
  public RMSprop withLr(double lr) {
    return new RMSprop(lr, alpha, eps, weightDecay, momentum, centering);
  }

  /**
   * The same method with momentum.
   *
   * @param momentum μ
   * @return the changed method
   */
  public RMSprop withMomentum(double momentum) {
    return new RMSprop(lr, alpha, eps, weightDecay, momentum, centering);
  }

  /**
   * The same method with weight decay.
   *
   * @param weightDecay λ
   * @return the changed method
   */
  public RMSprop withWeightDecay(double weightDecay) {
    return new RMSprop(lr, alpha, eps, weightDecay, momentum, centering);
  }

  /**
   * The same method with v a variance.
   *
   * @return the changed method
   */
  public RMSprop centered() {
    return new RMSprop(lr, alpha, eps, weightDecay, momentum, Centering.CENTERED);
  }

  @Override
  public int slots() {
    return 3;
  }

  @Override
  public Tensor update(Tensor step, Tensor parameter, Tensor gradient, Tensor[] slots) {
    Tensor g = Rates.decayed(gradient, parameter, weightDecay);
    slots[0] = Rates.average(slots[0], g.square(), alpha);
    Tensor v = slots[0];
    if (centering == Centering.CENTERED) {
      slots[1] = Rates.average(slots[1], g, alpha);
      v = v.sub(slots[1].square());
    }
    Tensor scaled = g.div(v.sqrt().add(eps));
    if (momentum == 0) {
      return parameter.sub(scaled.mul(lr));
    }
    slots[2] = slots[2].mul(momentum).add(scaled);
    return parameter.sub(slots[2].mul(lr));
  }
}
