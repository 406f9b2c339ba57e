package dev.leibniz.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.DTypeException;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import org.assertj.core.data.Offset;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.MaxIter;
import org.hipparchus.optim.OptimizationData;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.hipparchus.optim.nonlinear.vector.constrained.LagrangeSolution;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOptimizerGM;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOptimizerS;
import org.hipparchus.optim.nonlinear.vector.constrained.SQPOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ObjectiveTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** What the stopping rules of sequential quadratic programming leave. */
  private static final Offset<Double> FOUR_DIGITS = within(1e-4);

  private static final Tensor START = Tensor.of(-1.2, 1);

  record Place(Tensor x, Tensor y, String name) {}

  private static Tensor rosenbrock(Tensor v) {
    Tensor a = v.get(0);
    return v.get(1).sub(a.square()).square().mul(100).add(a.neg().add(1).square());
  }

  @Test
  void valueGradientAndHessianAreThoseOfTheFormula() {
    Objective<Tensor> f = Objective.of(ObjectiveTest::rosenbrock, START);
    double x = 0.3;
    double y = -0.7;
    RealVector at = new ArrayRealVector(new double[] {x, y});
    assertThat(f.dim()).isEqualTo(2);
    assertThat(f.value(at)).isCloseTo(100 * Math.pow(y - x * x, 2) + Math.pow(1 - x, 2), EXACT);
    double[] gradient = {-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)};
    assertThat(f.gradient(at).toArray()).containsExactly(gradient, EXACT);
    assertThat(f.gradient().getObjectiveFunctionGradient().value(at.toArray()))
        .containsExactly(gradient, EXACT);
    double[][] hessian = f.hessian(at).getData();
    assertThat(hessian[0])
        .containsExactly(new double[] {1200 * x * x - 400 * y + 2, -400 * x}, EXACT);
    assertThat(hessian[1]).containsExactly(new double[] {-400 * x, 200}, EXACT);
  }

  @ParameterizedTest
  @EnumSource(Formula.class)
  void conjugateGradientsFindTheBottomOfTheValley(Formula formula) {
    Objective<Tensor> f = Objective.of(ObjectiveTest::rosenbrock, START);
    PointValuePair best =
        new NonLinearConjugateGradientOptimizer(formula, new SimpleValueChecker(1e-15, 1e-20))
            .optimize(
                f.function(),
                f.gradient(),
                f.initialGuess(),
                GoalType.MINIMIZE,
                new MaxEval(100_000),
                new MaxIter(100_000));
    assertThat(f.point(best.getPoint()).allClose(Tensor.of(1, 1), 1e-5, 1e-5)).isTrue();
  }

  @Test
  void aMethodWithoutDerivativesTakesTheFunctionToo() {
    Objective<Tensor> f = Objective.of(ObjectiveTest::rosenbrock, START);
    PointValuePair best =
        new SimplexOptimizer(1e-12, 1e-14)
            .optimize(
                f.function(),
                f.initialGuess(),
                GoalType.MINIMIZE,
                new NelderMeadSimplex(2),
                new MaxEval(10_000));
    assertThat(f.point(best.getPoint()).allClose(Tensor.of(1, 1), 1e-5, 1e-5)).isTrue();
  }

  /** Least on the unit circle where x + y is least: at −(1, 1)/√2, with the multiplier 1/√2. */
  private static LagrangeSolution onTheCircle(boolean gill) {
    Tensor start = Tensor.of(-0.9, -0.2);
    Objective<Tensor> f = Objective.of(Tensor::sum, start);
    Equality circle = Equality.of(v -> v.square().sum().sub(1), start);
    OptimizationData[] data = {f.function(), f.initialGuess(), circle, new MaxIter(200)};
    return gill ? new SQPOptimizerGM().optimize(data) : new SQPOptimizerS().optimize(data);
  }

  @Test
  void sequentialQuadraticProgrammingKeepsAnEquality() {
    for (boolean gill : new boolean[] {false, true}) {
      LagrangeSolution s = onTheCircle(gill);
      assertThat(s.getX().toArray())
          .containsExactly(new double[] {-Math.sqrt(0.5), -Math.sqrt(0.5)}, FOUR_DIGITS);
      assertThat(Math.abs(s.getLambda().getEntry(0))).isCloseTo(Math.sqrt(0.5), FOUR_DIGITS);
    }
  }

  @Test
  void sequentialQuadraticProgrammingKeepsInequalitiesOfARecord() {
    // The point of the half plane x + y ≤ 1, x ≤ 2 that is nearest to (2, 1): (1, 0).
    Place start = new Place(Tensor.scalar(0), Tensor.scalar(0), "here");
    Objective<Place> f = Objective.of(p -> p.x().sub(2).square().add(p.y().sub(1).square()), start);
    Inequality half =
        Inequality.of(
            p -> Tensor.stack(0, p.x().add(p.y()).neg().add(1), p.x().neg().add(2)), start);
    SQPOption hessians = new SQPOption();
    hessians.setUseFunHessian(true);
    LagrangeSolution s =
        new SQPOptimizerS().optimize(f.function(), f.initialGuess(), half, hessians);
    Place nearest = f.point(s.getX().toArray());
    assertThat(nearest.x().item()).isCloseTo(1, FOUR_DIGITS);
    assertThat(nearest.y().item()).isCloseTo(0, FOUR_DIGITS);
    assertThat(nearest.name()).isEqualTo("here");
  }

  @Test
  void constraintsHaveTheJacobiansOfTheirFormulas() {
    Equality c = Equality.of(v -> v.square(), START);
    assertThat(c.dim()).isEqualTo(2);
    assertThat(c.dimY()).isEqualTo(2);
    RealVector at = new ArrayRealVector(new double[] {3, 5});
    assertThat(c.value(at).toArray()).containsExactly(9, 25);
    assertThat(c.jacobian(at).getData()).isDeepEqualTo(new double[][] {{6, 0}, {0, 10}});
    Inequality d = Inequality.of(v -> v.prod(), START);
    assertThat(d.value(at).toArray()).containsExactly(15);
    assertThat(d.jacobian(at).getData()).isDeepEqualTo(new double[][] {{5, 3}});
    assertThat(d.overshoot(d.value(new ArrayRealVector(new double[] {-1, 2})))).isEqualTo(2);
  }

  @Test
  void whatIsNoUnknownIsRefused() {
    assertThatThrownBy(() -> Objective.of(Tensor::sum, Tensor.ints(1, 2)))
        .isInstanceOf(DTypeException.class);
    Objective<Tensor> f = Objective.of(Tensor::sum, START);
    assertThatThrownBy(() -> f.point(new double[3])).isInstanceOf(ShapeException.class);
  }

  @Test
  void nobodyOutsideChangesTheStart() {
    Objective<Tensor> f = Objective.of(Tensor::sum, START);
    f.initialGuess().getInitialGuess()[0] = 9;
    assertThat(f.initialGuess().getInitialGuess()).containsExactly(-1.2, 1);
  }
}
