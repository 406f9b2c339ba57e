package dev.leibniz.nn;

import dev.leibniz.Tensor;

/** Losses that are negative log-likelihoods or divergences of distributions. */
public final class Likelihoods {
  private Likelihoods() {}

  /**
   * t (ln t − x): the divergence of Kullback and Leibler, element by element, from probabilities x
   * = ln q to t. See {@code torch.nn.functional.kl_div}.
   *
   * <p>The divergence of distributions is the sum over their elements: with {@link Reduction#SUM}
   * and divided by the number of examples it is what PyTorch calls {@code batchmean}.
   *
   * @param logProbabilities x
   * @param target t, probabilities
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor klDivergence(Tensor logProbabilities, Tensor target, Reduction reduction) {
    return reduction.of(target.xlogy(target).sub(target.mul(logProbabilities)));
  }

  /**
   * The same for a target given by its logarithms: eᵗ (t − x). See {@code
   * torch.nn.functional.kl_div} with {@code log_target}.
   *
   * @param logProbabilities x
   * @param logTarget t, logarithms of probabilities
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor klDivergenceOfLogs(
      Tensor logProbabilities, Tensor logTarget, Reduction reduction) {
    return reduction.of(logTarget.exp().mul(logTarget.sub(logProbabilities)));
  }

  /**
   * (ln v + (x − target)² / v) / 2, where v is the variance or ε if that is greater. The derivative
   * passes the bound as if it were not there. See {@code torch.nn.functional.gaussian_nll_loss}.
   *
   * @param x the expected value
   * @param target what was seen
   * @param variance not negative, broadcast
   * @param eps ε, often 1e-6
   * @param reduction what to do with the losses of the elements
   * @return the loss
   */
  public static Tensor gaussianNll(
      Tensor x, Tensor target, Tensor variance, double eps, Reduction reduction) {
    Tensor missing = variance.clampMin(eps).sub(variance).detach();
    Tensor v = variance.add(missing);
    return reduction.of(v.log().add(x.sub(target).square().div(v)).mul(0.5));
  }
}
