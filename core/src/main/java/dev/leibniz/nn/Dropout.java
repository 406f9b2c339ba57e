package dev.leibniz.nn;

import dev.leibniz.Key;
import dev.leibniz.LeibnizException;
import dev.leibniz.Tensor;

/**
 * In training each element is made 0 with probability p and divided by 1 − p otherwise; in
 * evaluation nothing happens. What is dropped is 0 whatever it was, also infinite or NaN. See
 * {@code torch.nn.Dropout}.
 *
 * @param p the probability
 */
public record Dropout(double p) implements Layer<Dropout> {
  /**
   * A layer.
   *
   * @param p the probability, from 0 to 1
   * @throws LeibnizException if it is none
   */
  public Dropout {
    if (!(p >= 0 && p <= 1)) {
      throw new LeibnizException("Dropout: " + p + " is no probability; it must lie from 0 to 1");
    }
  }

  @Override
  public Tensor apply(Tensor x) {
    return Outputs.note(this, x);
  }

  @Override
  public Step<Dropout> train(Tensor x, Key key) {
    return new Step<>(drop(x, p, key), this);
  }

  @Override
  public boolean actsInTraining() {
    return p > 0;
  }

  static Tensor drop(Tensor x, double p, Key key) {
    if (p == 0) {
      return x;
    }
    Tensor isKept = key.uniform(x.shape(), x.dtype()).ge(p);
    return Tensor.where(isKept, p == 1 ? x : x.mul(1 / (1 - p)), 0);
  }

  @Override
  public String extraRepr() {
    return "p=" + Repr.number(p) + ", inplace=False";
  }

  @Override
  public String toString() {
    return Repr.of(this);
  }
}
