package dev.leibniz.optim;

import dev.leibniz.Tensor;

/**
 * Steps divided by the root of the sum of all squares so far: s ← s + g², w ← w − lr g / (√s + ε).
 * Duchi, Hazan and Singer 2011. See {@code torch.optim.Adagrad}.
 *
 * @param lr the learning rate
 * @param lrDecay d, by which the learning rate falls: lr / (1 + (step − 1) d)
 * @param weightDecay λ, by which g is λ w more
 * @param initialSum what s begins with
 * @param eps ε, added to the root
 */
public record Adagrad(double lr, double lrDecay, double weightDecay, double initialSum, double eps)
    implements Optimizer {
  /**
   * A method.
   *
   * @throws dev.leibniz.LeibnizException if a number is negative
   */
  public Adagrad {
    Rates.require("Adagrad: lr", lr, 0, Double.MAX_VALUE);
    Rates.require("Adagrad: lrDecay", lrDecay, 0, Double.MAX_VALUE);
    Rates.require("Adagrad: weightDecay", weightDecay, 0, Double.MAX_VALUE);
    Rates.require("Adagrad: initialSum", initialSum, 0, Double.MAX_VALUE);
    Rates.require("Adagrad: eps", eps, 0, Double.MAX_VALUE);
  }

  /**
   * With s = 0 at the beginning and ε = 1e-10.
   *
   * @param lr the learning rate, often 1e-2
   * @return the method
   */
  public static Adagrad of(double lr) {
    return new Adagrad(lr, 0, 0, 0, 1e-10);
  }

  @Override
  public Adagrad withLr(double lr) {
    return new Adagrad(lr, lrDecay, weightDecay, initialSum, eps);
  }

  @Override
  public int slots() {
    return 1;
  }

  @Override
  public Tensor initial(int slot, Tensor parameter) {
    return Tensor.full(parameter.shape(), initialSum, parameter.dtype());
  }

  @Override
  public Tensor update(Tensor step, Tensor parameter, Tensor gradient, Tensor[] slots) {
    Tensor g = Rates.decayed(gradient, parameter, weightDecay);
    slots[0] = slots[0].add(g.square());
    Tensor scaled = g.div(slots[0].sqrt().add(eps)).mul(lr);
    if (lrDecay == 0) {
      return parameter.sub(scaled);
    }
    Tensor fall = step.sub(1L).to(parameter.dtype()).mul(lrDecay).add(1);
    return parameter.sub(scaled.div(fall));
  }
}
