package dev.leibniz.hipparchus;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.function.Function;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.vector.constrained.TwiceDifferentiableFunction;

/**
 * A scalar function with its gradient and Hessian, for optimisers of Hipparchus.
 *
 * <pre>{@code
 * var f = Objective.of(v -> v.sub(3).square().sum(), Tensor.zeros(2));
 *
 * // by gradients
 * var best = new NonLinearConjugateGradientOptimizer(POLAK_RIBIERE, checker)
 *     .optimize(f.function(), f.gradient(), f.initialGuess(), MINIMIZE, new MaxEval(1000));
 * Tensor point = f.point(best.getPoint());
 *
 * // by sequential quadratic programming
 * var bounded = new SQPOptimizerS()
 *     .optimize(f.function(), f.initialGuess(), Equality.of(c, Tensor.zeros(2)));
 * }</pre>
 *
 * <p>The unknown may be a record, list or map; Hipparchus sees all its floating tensors as one
 * vector, in their order, and {@link #point} turns what it finds into the unknown again. What the
 * function throws reaches the caller of the optimiser.
 *
 * @param <P> the unknown: a tensor or a tree
 */
public final class Objective<P> extends TwiceDifferentiableFunction {
  private final Vector<P> vector;
  private final TensorFunction f;

  private Objective(Vector<P> vector, TensorFunction f) {
    this.vector = vector;
    this.f = f;
  }

  /**
   * A function that begins somewhere.
   *
   * @param <P> the unknown: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param start where to begin; it tells how the unknown is structured
   * @return the function
   * @throws dev.leibniz.DTypeException if the start has no floating tensor
   */
  public static <P> Objective<P> of(Function<? super P, ? extends Tensor> f, P start) {
    Vector<P> vector = new Vector<>(start);
    return new Objective<>(vector, vector.of(f));
  }

  /**
   * The function, as optimisers are given it. Those of sequential quadratic programming find its
   * gradient and Hessian in it.
   *
   * @return what {@code optimize} takes
   */
  public ObjectiveFunction function() {
    return new ObjectiveFunction(this);
  }

  /**
   * Its gradient, as optimisers are given it.
   *
   * @return what {@code optimize} takes
   */
  public ObjectiveFunctionGradient gradient() {
    return new ObjectiveFunctionGradient(x -> Functional.grad(f, Tensor.of(x)).toArray());
  }

  /**
   * Where to begin.
   *
   * @return what {@code optimize} takes
   */
  public InitialGuess initialGuess() {
    return new InitialGuess(vector.start());
  }

  /**
   * The unknown of which Hipparchus found the numbers.
   *
   * @param x a number for each element
   * @return the unknown, structured as the start
   * @throws dev.leibniz.ShapeException if there are too many or too few
   */
  public P point(double[] x) {
    return vector.tree(x);
  }

  @Override
  public int dim() {
    return vector.size();
  }

  @Override
  public double value(double[] x) {
    return f.apply(Tensor.of(x)).item();
  }

  @Override
  public double value(RealVector x) {
    return value(x.toArray());
  }

  /** {@inheritDoc} In reverse mode: one run of the function and one walk back. */
  @Override
  public RealVector gradient(RealVector x) {
    return Vector.vector(Functional.grad(f, Tensor.of(x.toArray())));
  }

  /** {@inheritDoc} Forward over reverse. */
  @Override
  public RealMatrix hessian(RealVector x) {
    return Vector.matrix(Functional.hessian(f, Tensor.of(x.toArray())));
  }
}
