package dev.leibniz.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.hipparchus.analysis.differentiation.DSFactory;
import org.hipparchus.analysis.differentiation.DerivativeStructure;
import org.hipparchus.analysis.differentiation.UnivariateDerivative2;
import org.hipparchus.analysis.solvers.BrentSolver;
import org.hipparchus.analysis.solvers.NewtonRaphsonSolver;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;
import org.junit.jupiter.api.Test;

class UnivariateTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** x² − 2. */
  private static final Univariate SQUARE = Univariate.of(x -> x.square().sub(2));

  @Test
  void newtonsMethodFindsTheRoot() {
    assertThat(new NewtonRaphsonSolver(1e-14).solve(100, SQUARE, 0, 3))
        .isCloseTo(Math.sqrt(2), EXACT);
    assertThat(new BrentSolver(1e-14).solve(100, SQUARE, 0, 3)).isCloseTo(Math.sqrt(2), EXACT);
  }

  @Test
  void aMinimumInOneVariableIsFound() {
    var best =
        new BrentOptimizer(1e-10, 1e-14)
            .optimize(
                new UnivariateObjectiveFunction(Univariate.of(x -> x.cosh().sub(x))),
                GoalType.MINIMIZE,
                new SearchInterval(0, 3),
                new MaxEval(200));
    assertThat(best.getPoint()).isCloseTo(Math.log(1 + Math.sqrt(2)), within(1e-7));
  }

  @Test
  void derivativesToTheOrderThatIsAskedForAreThoseOfTheFormula() {
    Univariate f = Univariate.of(x -> x.sin());
    UnivariateDerivative2 y = f.value(new UnivariateDerivative2(0.4, 3, 5));
    assertThat(y.getValue()).isCloseTo(Math.sin(0.4), EXACT);
    assertThat(y.getFirstDerivative()).isCloseTo(3 * Math.cos(0.4), EXACT);
    assertThat(y.getSecondDerivative()).isCloseTo(5 * Math.cos(0.4) - 9 * Math.sin(0.4), EXACT);
  }

  @Test
  void severalVariablesAndHighOrdersFollowTheChainRule() {
    DSFactory two = new DSFactory(2, 3);
    DerivativeStructure s = two.variable(0, 0.3);
    DerivativeStructure t = two.variable(1, 0.5);
    DerivativeStructure ours = Univariate.of(x -> x.exp()).value(s.multiply(t));
    DerivativeStructure theirs = s.multiply(t).exp();
    assertThat(ours.getAllDerivatives()).containsExactly(theirs.getAllDerivatives(), EXACT);
  }
}
