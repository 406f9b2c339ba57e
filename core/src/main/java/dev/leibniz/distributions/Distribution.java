package dev.leibniz.distributions;

import dev.leibniz.Tensor;

/**
 * A distribution of independent numbers, one for each element that its parameters broadcast to.
 *
 * <pre>{@code
 * Tensor score = new Normal(Tensor.scalar(0), Tensor.scalar(1)).logProb(beta).sum();
 * }</pre>
 */
public interface Distribution {
  /**
   * The logarithm of the density, or of the probability, elementwise. Values and parameters are not
   * checked: outside the support the result means nothing.
   *
   * @param value where, broadcast with the parameters
   * @return the logarithm
   */
  Tensor logProb(Tensor value);
}
