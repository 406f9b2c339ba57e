package dev.leibniz.optim;

import dev.leibniz.LeibnizException;
import dev.leibniz.Tensor;

/** Small things that the methods share. */
final class Rates {
  private Rates() {}

  /** The gradient of the loss with ‖w‖² · decay / 2 added. */
  static Tensor decayed(Tensor gradient, Tensor parameter, double decay) {
    return decay == 0 ? gradient : gradient.add(parameter.mul(decay));
  }

  /** What an average with this factor, which began with zero, has seen so far: 1 − factor^step. */
  static Tensor seen(double factor, Tensor step, Tensor like) {
    return Tensor.scalar(factor).pow(step).neg().add(1).to(like.dtype());
  }

  static Tensor average(Tensor old, Tensor fresh, double factor) {
    return old.mul(factor).add(fresh.mul(1 - factor));
  }

  static void require(String what, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new LeibnizException(
          what + " = " + value + ": it must lie from " + low + " to " + high);
    }
  }
}
