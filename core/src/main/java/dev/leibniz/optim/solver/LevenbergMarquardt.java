package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Least squares by the method of Levenberg and Marquardt: the residuals are taken for linear within
 * a trust region, which grows where that is true (J. Moré, "The Levenberg–Marquardt algorithm:
 * implementation and theory", 1978). Every unknown is measured by the norm of its column of the
 * Jacobian, so that units do not matter.
 *
 * <pre>{@code
 * record Decay(Tensor height, Tensor rate) {}
 *
 * Fit<Decay> fit = LevenbergMarquardt.of().fit(
 *     d -> d.height().mul(d.rate().mul(x).neg().exp()).sub(y),
 *     new Decay(Tensor.scalar(1), Tensor.scalar(0.1)));
 * fit.point();
 * fit.standardErrors();                     // a Decay
 * fit.confidenceIntervals(0.95).lower();
 * }</pre>
 *
 * <p>It has converged when a step changes the unknown by less than the tolerance, each element in
 * its own scale; or when the gradient is nothing but rounding; or when the residuals are zero. The
 * default of 1e-12 leaves about ten correct digits where the residuals allow that.
 *
 * <p>A point where a residual is NaN or infinite, or the function throws a {@link
 * dev.leibniz.NumericalException}, counts as infinitely bad: steps to it are cut back. All other
 * exceptions of the function reach the caller.
 *
 * @param loss what a residual costs
 * @param solver how the linear problems are solved
 * @param stopping when to stop
 */
public record LevenbergMarquardt(RobustLoss loss, LinearSolver solver, Stopping stopping) {
  /** How the linear problem of a step is solved. */
  public enum LinearSolver {
    /** By the whole Jacobian, forward or reverse by its shape, and its QR factors. */
    DENSE,
    /**
     * By products with the Jacobian and its transpose, which is never formed: conjugate gradients
     * on the normal equations, ended where they leave the trust region (M. Hestenes and E. Stiefel,
     * 1952; T. Steihaug, 1983). The fewest products in a step.
     */
    CGLS,
    /**
     * By products with the Jacobian and its transpose, which is never formed: LSMR, damped until
     * the step fits the trust region (D. Fong and M. Saunders, 2011). More products in a step than
     * {@link #CGLS}, and the step of Levenberg and Marquardt itself, not an approximation of it.
     */
    LSMR
  }

  /**
   * Plain least squares, dense, with 2000 iterations and the tolerance 1e-12.
   *
   * @return the method
   */
  public static LevenbergMarquardt of() {
    return new LevenbergMarquardt(
        RobustLoss.square(), LinearSolver.DENSE, new Stopping(2000, 1e-12));
  }

  /**
   * The same method with another loss.
   *
   * @param loss what a residual costs
   * @return the changed method
   */
  public LevenbergMarquardt withLoss(RobustLoss loss) {
    return new LevenbergMarquardt(loss, solver, stopping);
  }

  /**
   * The same method with another solver.
   *
   * @param solver how the linear problems are solved
   * @return the changed method
   */
  public LevenbergMarquardt withSolver(LinearSolver solver) {
    return new LevenbergMarquardt(loss, solver, stopping);
  }

  /**
   * The same method with another rule.
   *
   * @param stopping when to stop
   * @return the changed method
   */
  public LevenbergMarquardt withStopping(Stopping stopping) {
    return new LevenbergMarquardt(loss, solver, stopping);
  }

  /**
   * Makes half the sum of squared residuals, or of what the loss makes of them, least.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param residuals from the unknown to a tensor of any shape
   * @param start where to begin
   * @return the best point that was met, and how certain it is
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws dev.leibniz.LeibnizException if the start is not finite
   */
  public <P> Fit<P> fit(Function<? super P, ? extends Tensor> residuals, P start) {
    return fit(residuals, start, null, progress -> {});
  }

  /**
   * The same within bounds.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param residuals from the unknown to a tensor of any shape
   * @param start where to begin, within the bounds
   * @param bounds between what the unknown must stay; null for no bounds
   * @return the best point that was met, and how certain it is
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws dev.leibniz.LeibnizException if the start is not finite or not within the bounds, or a
   *     lower bound is not less than its upper one
   */
  public <P> Fit<P> fit(
      Function<? super P, ? extends Tensor> residuals, P start, @Nullable Bounds<P> bounds) {
    return fit(residuals, start, bounds, progress -> {});
  }

  /**
   * The same, and tells how it goes.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param residuals from the unknown to a tensor of any shape
   * @param start where to begin, within the bounds
   * @param bounds between what the unknown must stay; null for no bounds
   * @param listener called at the start and after each iteration, in this thread
   * @return the best point that was met, and how certain it is
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   * @throws dev.leibniz.LeibnizException if the start is not finite or not within the bounds, or a
   *     lower bound is not less than its upper one
   */
  public <P> Fit<P> fit(
      Function<? super P, ? extends Tensor> residuals,
      P start,
      @Nullable Bounds<P> bounds,
      Consumer<? super Progress<P>> listener) {
    Unknown<P> unknown = Unknown.of("LevenbergMarquardt.fit", start);
    Box box = Box.of("LevenbergMarquardt.fit", unknown, bounds);
    return new LeastSquares<>(this, residuals, unknown, box, listener).fit();
  }
}
