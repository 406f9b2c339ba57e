package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A method that looks for a local minimum of a scalar function.
 *
 * <pre>{@code
 * Minimum<Tensor> m = NewtonCG.of().minimize(f, start);
 * m.point();      // where f is least
 * m.status();     // CONVERGED, or why not
 * }</pre>
 *
 * <p>The unknown is a tensor, or a record, list or map of tensors, of which the floating ones are
 * varied. Methods work in FLOAT64 whatever the dtype of the unknown. A method has converged when no
 * element of the gradient is greater than the tolerance times max(1, |f|), where f is the value now
 * or at the start, whichever is less; the two of Newton also when what their model promises is lost
 * in rounding.
 *
 * <p>A point where the function is NaN or infinite, or throws a {@link
 * dev.leibniz.NumericalException}, counts as infinitely high: steps to it are cut back. All other
 * exceptions of the function end the search and reach the caller. A search looks for an
 * interruption of its thread before every evaluation.
 *
 * <p>A method is a value and may be shared between threads.
 */
public sealed interface Minimizer
    permits BFGS, GradientDescent, LBFGS, Newton, NewtonCG, NonlinearCG {
  /**
   * When to stop.
   *
   * @return the rule
   */
  Stopping stopping();

  /**
   * The same method with another rule.
   *
   * @param stopping when to stop
   * @return the changed method
   */
  Minimizer withStopping(Stopping stopping);

  /**
   * Looks for a minimum.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param start where to begin
   * @return the best point that was met
   * @throws dev.leibniz.ShapeException if the function gives no scalar
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws dev.leibniz.LeibnizException if the start is not finite
   */
  default <P> Minimum<P> minimize(Function<? super P, ? extends Tensor> f, P start) {
    return minimize(f, start, progress -> {});
  }

  /**
   * Looks for a minimum, and tells how it goes.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param start where to begin
   * @param listener called at the start and after each iteration, in this thread
   * @return the best point that was met
   * @throws dev.leibniz.ShapeException if the function gives no scalar
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws dev.leibniz.LeibnizException if the start is not finite
   */
  <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener);
}
