package dev.leibniz.optim;

import dev.leibniz.Tensor;

/**
 * {@link Adam} with the weights themselves drawn towards zero: w ← (1 − lr λ) w before each step.
 * Loshchilov and Hutter 2019. See {@code torch.optim.AdamW}.
 *
 * @param lr the learning rate
 * @param beta1 β₁, how long the mean of gradients remembers
 * @param beta2 β₂, how long the mean of their squares remembers
 * @param eps ε, added to the root
 * @param weightDecay λ, by which weights decay in proportion to the learning rate
 * @param variant which v steps are divided by
 */
public record AdamW(
    double lr, double beta1, double beta2, double eps, double weightDecay, Adam.Variant variant)
    implements Optimizer {
  /**
   * A method.
   *
   * @throws dev.leibniz.LeibnizException if a number is negative, or a β greater than 1
   */
  public AdamW {
    Rates.require("AdamW: lr", lr, 0, Double.MAX_VALUE);
    Rates.require("AdamW: beta1", beta1, 0, 1);
    Rates.require("AdamW: beta2", beta2, 0, 1);
    Rates.require("AdamW: eps", eps, 0, Double.MAX_VALUE);
    Rates.require("AdamW: weightDecay", weightDecay, 0, Double.MAX_VALUE);
  }

  /**
   * With β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and λ = 0.01.
   *
   * @param lr the learning rate, often 1e-3
   * @return the method
   */
  public static AdamW of(double lr) {
    return new AdamW(lr, 0.9, 0.999, 1e-8, 0.01, Adam.Variant.PLAIN);
  }

  @Override
  public AdamW withLr(double lr) {
    return new AdamW(lr, beta1, beta2, eps, weightDecay, variant);
  }

  /**
   * The same method with other memories.
   *
   * @param beta1 β₁
   * @param beta2 β₂
   * @return the changed method
   */
  public AdamW withBetas(double beta1, double beta2) {
    return new AdamW(lr, beta1, beta2, eps, weightDecay, variant);
  }

  /**
   * The same method with another weight decay.
   *
   * @param weightDecay λ
   * @return the changed method
   */
  public AdamW withWeightDecay(double weightDecay) {
    return new AdamW(lr, beta1, beta2, eps, weightDecay, variant);
  }

  /**
   * The same method with steps that never grow again: divided by the greatest v̂ so far. Reddi,
   * Kale and Kumar 2018.
   *
   * @return the changed method
   */
  public AdamW amsgrad() {
    return new AdamW(lr, beta1, beta2, eps, weightDecay, Adam.Variant.AMSGRAD);
  }

  @Override
  public int slots() {
    return variant.slots();
  }

  @Override
  public Tensor update(Tensor step, Tensor parameter, Tensor gradient, Tensor[] slots) {
    Tensor d = Adam.direction(variant, beta1, beta2, eps, step, gradient, slots);
    return parameter.mul(1 - lr * weightDecay).sub(d.mul(lr));
  }
}
