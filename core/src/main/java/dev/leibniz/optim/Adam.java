package dev.leibniz.optim;

import dev.leibniz.Tensor;

/**
 * Steps scaled by running means: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², w ← w − lr m̂ /
 * (√v̂ + ε), where m̂ and v̂ make up for beginning with zero. Kingma and Ba 2015. See {@code
 * torch.optim.Adam}.
 *
 * @param lr the learning rate
 * @param beta1 β₁, how long the mean of gradients remembers
 * @param beta2 β₂, how long the mean of their squares remembers
 * @param eps ε, added to the root
 * @param weightDecay λ, by which g is λ w more
 * @param variant which v steps are divided by
 */
public record Adam(
    double lr, double beta1, double beta2, double eps, double weightDecay, Variant variant)
    implements Optimizer {
  /** Which mean of squares steps are divided by. */
  public enum Variant {
    /** The present one. */
    PLAIN,
    /** The greatest so far. */
    AMSGRAD;

    int slots() {
      return this == AMSGRAD ? 3 : 2;
    }
  }

  /**
   * A method.
   *
   * @throws dev.leibniz.LeibnizException if a number is negative, or a β greater than 1
   */
  public Adam {
    Rates.require("Adam: lr", lr, 0, Double.MAX_VALUE);
    Rates.require("Adam: beta1", beta1, 0, 1);
    Rates.require("Adam: beta2", beta2, 0, 1);
    Rates.require("Adam: eps", eps, 0, Double.MAX_VALUE);
    Rates.require("Adam: weightDecay", weightDecay, 0, Double.MAX_VALUE);
  }

  /**
   * With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and λ = 0.
   *
   * @param lr the learning rate, often 1e-3
   * @return the method
   */
  public static Adam of(double lr) {
    return new Adam(lr, 0.9, 0.999, 1e-8, 0, Variant.PLAIN);
  }

  @Override
  public Adam withLr(double lr) {
    return new Adam(lr, beta1, beta2, eps, weightDecay, variant);
  }

  /**
   * The same method with other memories.
   *
   * @param beta1 β₁
   * @param beta2 β₂
   * @return the changed method
   */
  public Adam withBetas(double beta1, double beta2) {
    return new Adam(lr, beta1, beta2, eps, weightDecay, variant);
  }

  /**
   * The same method with another weight decay.
   *
   * @param weightDecay λ
   * @return the changed method
   */
  public Adam withWeightDecay(double weightDecay) {
    return new Adam(lr, beta1, beta2, eps, weightDecay, variant);
  }

  /**
   * The same method with steps that never grow again: divided by the greatest v̂ so far. Reddi,
   * Kale and Kumar 2018.
   *
   * @return the changed method
   */
  public Adam amsgrad() {
    return new Adam(lr, beta1, beta2, eps, weightDecay, Variant.AMSGRAD);
  }

  @Override
  public int slots() {
    return variant.slots();
  }

  @Override
  public Tensor update(Tensor step, Tensor parameter, Tensor gradient, Tensor[] slots) {
    Tensor g = Rates.decayed(gradient, parameter, weightDecay);
    return parameter.sub(direction(variant, beta1, beta2, eps, step, g, slots).mul(lr));
  }

  /** m̂ / (√v̂ + ε). */
  static Tensor direction(
      Variant variant,
      double beta1,
      double beta2,
      double eps,
      Tensor step,
      Tensor g,
      Tensor[] slots) {
    slots[0] = Rates.average(slots[0], g, beta1);
    slots[1] = Rates.average(slots[1], g.square(), beta2);
    Tensor v = slots[1];
    if (variant == Variant.AMSGRAD) {
      slots[2] = slots[2].maximum(v);
      v = slots[2];
    }
    Tensor root = v.sqrt().div(Rates.seen(beta2, step, g).sqrt());
    return slots[0].div(Rates.seen(beta1, step, g)).div(root.add(eps));
  }
}
