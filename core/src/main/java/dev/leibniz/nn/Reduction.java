package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** What a loss does with the losses of the single elements. */
public enum Reduction {
  /** Leaves them as they are. */
  NONE,
  /** Takes their mean. */
  MEAN,
  /** Adds them up. */
  SUM;

  Tensor of(Tensor losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }
}
