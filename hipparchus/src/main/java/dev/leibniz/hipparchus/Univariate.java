package dev.leibniz.hipparchus;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import java.util.function.Function;
import org.hipparchus.analysis.differentiation.Derivative;
import org.hipparchus.analysis.differentiation.UnivariateDifferentiableFunction;

/**
 * A formula in one number with its derivatives to any order, for solvers of Hipparchus.
 *
 * <pre>{@code
 * var kepler = Univariate.of(e -> e.sub(e.sin().mul(0.3)).sub(1));
 * double root = new NewtonRaphsonSolver().solve(100, kepler, 0, 2);
 * }</pre>
 *
 * <p>Where Hipparchus differentiates by more than one variable, the chain rule is its own: this
 * function is composed with what it is given.
 *
 * @param formula a function of a scalar, written with tensor operations
 */
public record Univariate(Function<? super Tensor, ? extends Tensor> formula)
    implements UnivariateDifferentiableFunction {
  /**
   * A formula.
   *
   * @param formula a function of a scalar, written with tensor operations
   * @return the function
   */
  public static Univariate of(Function<? super Tensor, ? extends Tensor> formula) {
    return new Univariate(formula);
  }

  @Override
  public double value(double x) {
    return formula.apply(Tensor.scalar(x)).item();
  }

  /** {@inheritDoc} Derivatives to the order of x, by nested forward mode. */
  @Override
  public <T extends Derivative<T>> T value(T x) {
    double[] derivatives = new double[x.getOrder() + 1];
    for (int n = 0; n < derivatives.length; n++) {
      derivatives[n] = Functional.nthDerivative(n, formula).applyAsDouble(x.getValue());
    }
    return x.compose(derivatives);
  }
}
