package dev.leibniz.optim.solver;

import dev.leibniz.JacobianOperator;
import dev.leibniz.Jacobians;
import dev.leibniz.Tensor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Fisher information as a map. For the Fisher information of a model's own distribution take {@link
 * dev.leibniz.Curvature#gaussNewtonProduct} with the negative log-likelihood: for exponential
 * families they are the same.
 */
public final class Fisher {
  private Fisher() {}

  /**
   * The empirical Fisher information: the mean over the examples of g gᵀ, where g is the gradient
   * of one example's loss. The losses are recorded once.
   *
   * <pre>{@code
   * UnaryOperator<Weights> f = Fisher.empirical(w -> losses(w, x, y), weights);
   * f.apply(v);
   * }</pre>
   *
   * @param <P> the parameters: a tensor or a tree
   * @param losses from the parameters to a loss for each example, a tensor of any shape
   * @param point the parameters
   * @return v ↦ (1/n) Σ g (gᵀ v)
   * @throws dev.leibniz.DTypeException if the point has no floating tensor
   */
  public static <P> UnaryOperator<P> empirical(
      Function<? super P, ? extends Tensor> losses, P point) {
    JacobianOperator<P, Tensor> j = Jacobians.operator(losses, point);
    int n = j.value().size();
    return v -> j.applyTranspose(j.apply(v).div((double) n));
  }
}
