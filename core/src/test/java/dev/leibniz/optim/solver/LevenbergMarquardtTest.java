package dev.leibniz.optim.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.LeibnizException;
import dev.leibniz.NumericalException;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.LevenbergMarquardt.LinearSolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LevenbergMarquardtTest {
  private static final Tensor X = Tensor.of(0, 1, 2, 3, 4, 5);
  private static final Tensor Y = Tensor.of(1.1, 2.9, 5.2, 6.8, 9.1, 11.0);
  private static final Offset<Double> CLOSE = within(1e-9);

  record Line(Tensor slope, Tensor intercept) {
    Tensor at(Tensor x) {
      return slope.mul(x).add(intercept);
    }
  }

  private static final Line START = new Line(Tensor.scalar(0), Tensor.scalar(0));

  @ParameterizedTest
  @EnumSource(LinearSolver.class)
  void aLineIsRegressedWithItsStandardErrors(LinearSolver solver) {
    Fit<Line> fit = LevenbergMarquardt.of().withSolver(solver).fit(l -> l.at(X).sub(Y), START);
    assertThat(fit.status()).isEqualTo(Status.CONVERGED);
    // numpy.polyfit and scipy.stats.linregress on the same numbers
    double mean = Y.mean().item();
    double slope = X.sub(2.5).mul(Y).sum().item() / 17.5;
    double intercept = mean - 2.5 * slope;
    assertThat(fit.point().slope().item()).isCloseTo(slope, CLOSE);
    assertThat(fit.point().intercept().item()).isCloseTo(intercept, CLOSE);
    double s2 = X.mul(slope).add(intercept).sub(Y).square().sum().item() / 4;
    assertThat(fit.degreesOfFreedom()).isEqualTo(4);
    assertThat(fit.cost()).isCloseTo(2 * s2, CLOSE);
    assertThat(fit.residualStandardDeviation()).isCloseTo(Math.sqrt(s2), CLOSE);
    Line errors = fit.standardErrors();
    assertThat(errors.slope().item()).isCloseTo(Math.sqrt(s2 / 17.5), CLOSE);
    assertThat(errors.intercept().item()).isCloseTo(Math.sqrt(s2 * (1.0 / 6 + 6.25 / 17.5)), CLOSE);
    assertThat(fit.covariance().get(0, 1).item()).isCloseTo(-2.5 * s2 / 17.5, CLOSE);
    Interval<Line> interval = fit.confidenceIntervals(0.95);
    double t = 2.7764451051977987; // Student's for four degrees of freedom
    assertThat(interval.upper().slope().item()).isCloseTo(slope + t * Math.sqrt(s2 / 17.5), CLOSE);
    assertThat(interval.lower().slope().item()).isCloseTo(slope - t * Math.sqrt(s2 / 17.5), CLOSE);
  }

  @Test
  void quantilesOfStudentAreThoseOfTheTables() {
    assertThat(StudentQuantile.of(0.975, 1)).isCloseTo(12.706204736432095, CLOSE);
    assertThat(StudentQuantile.of(0.975, 2)).isCloseTo(4.302652729911275, CLOSE);
    assertThat(StudentQuantile.of(0.995, 3)).isCloseTo(5.840909309733356, CLOSE);
    assertThat(StudentQuantile.of(0.95, 10)).isCloseTo(1.8124611228107335, CLOSE);
    assertThat(StudentQuantile.of(0.975, 1001)).isCloseTo(1.9623367, within(1e-6));
    assertThat(StudentQuantile.of(0.5, 7)).isCloseTo(0, CLOSE);
  }

  @ParameterizedTest
  @EnumSource(LinearSolver.class)
  void boundsAreKeptAndHeldUnknownsCountAsKnown(LinearSolver solver) {
    Bounds<Line> bounds =
        new Bounds<>(
            new Line(Tensor.scalar(0), Tensor.scalar(0)),
            new Line(Tensor.scalar(1.5), Tensor.scalar(Double.POSITIVE_INFINITY)));
    List<Double> slopes = new ArrayList<>();
    Fit<Line> fit =
        LevenbergMarquardt.of()
            .withSolver(solver)
            .fit(
                l -> {
                  slopes.add(l.slope().detach().abs().sum().item());
                  return l.at(X).sub(Y);
                },
                START,
                bounds);
    assertThat(fit.status()).isEqualTo(Status.CONVERGED);
    assertThat(slopes).allMatch(s -> s <= 1.5);
    assertThat(fit.point().slope().item()).isEqualTo(1.5);
    assertThat(fit.point().intercept().item()).isCloseTo(Y.sub(X.mul(1.5)).mean().item(), CLOSE);
    assertThat(fit.degreesOfFreedom()).isEqualTo(5);
    assertThat(fit.standardErrors().slope().item()).isZero();
    assertThat(fit.standardErrors().intercept().item())
        .isCloseTo(fit.residualStandardDeviation() / Math.sqrt(6), CLOSE);
  }

  @Test
  void anUnknownLeavesTheBoundThatItBeginsOn() {
    Bounds<Tensor> bounds = new Bounds<>(Tensor.of(-5, -5), Tensor.of(5, 5));
    Fit<Tensor> fit =
        LevenbergMarquardt.of()
            .fit(
                x ->
                    Tensor.stack(0, x.get(1).sub(x.get(0).square()).mul(10), x.get(0).neg().add(1)),
                Tensor.of(-5, 5),
                bounds);
    assertThat(fit.point().allClose(Tensor.of(1, 1), 1e-9, 1e-9)).isTrue();
  }

  @Test
  void boundsOfAMapGoByName() {
    Map<String, Tensor> lower = new LinkedHashMap<>();
    lower.put("b", Tensor.scalar(2));
    lower.put("a", Tensor.scalar(0));
    Map<String, Tensor> upper = Map.of("a", Tensor.scalar(1), "b", Tensor.scalar(5));
    Map<String, Tensor> start = new LinkedHashMap<>();
    start.put("a", Tensor.scalar(0.5));
    start.put("b", Tensor.scalar(3));
    Fit<Map<String, Tensor>> fit =
        LevenbergMarquardt.of()
            .fit(
                p -> Tensor.stack(0, named(p, "a").sub(7), named(p, "b").add(7)),
                start,
                new Bounds<>(lower, upper));
    assertThat(named(fit.point(), "a").item()).isEqualTo(1);
    assertThat(named(fit.point(), "b").item()).isEqualTo(2);
    assertThatThrownBy(() ->
            LevenbergMarquardt.of()
                .fit(
                    p -> named(p, "a"),
                    start,
                    new Bounds<>(Map.of("a", Tensor.scalar(0), "c", Tensor.scalar(0)), upper)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("no floating tensor at \"b\"");
  }

  private static Tensor named(Map<String, Tensor> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  @Test
  void boundsThatMakeNoSenseAreRefusedByName() {
    Function<Line, Tensor> residuals = l -> l.at(X).sub(Y);
    Line ones = new Line(Tensor.scalar(1), Tensor.scalar(1));
    assertThatThrownBy(() -> LevenbergMarquardt.of().fit(residuals, ones, new Bounds<>(ones, ones)))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("the bounds of slope are 1.0 and 1.0");
    assertThatThrownBy(() ->
            LevenbergMarquardt.of()
                .fit(
                    residuals,
                    START,
                    new Bounds<>(ones, new Line(Tensor.scalar(2), Tensor.scalar(2)))))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("slope begins at 0.0, outside of its bounds 1.0 and 2.0");
    assertThatThrownBy(() ->
            LevenbergMarquardt.of()
                .fit(x -> x, Tensor.of(1, 2), new Bounds<>(Tensor.of(0.), Tensor.of(3.))))
        .isInstanceOf(ShapeException.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = RobustLoss.Shape.class,
      names = {"HUBER", "SOFT_L1", "CAUCHY"})
  void outliersHardlyCountWithARobustLoss(RobustLoss.Shape shape) {
    double[] y = X.mul(2).add(1).toArray();
    y[4] = 100;
    Tensor spoiled = Tensor.of(y);
    Function<Line, Tensor> residuals = l -> l.at(X).sub(spoiled);
    RobustLoss loss = new RobustLoss(shape, 0.01);
    Line plain = LevenbergMarquardt.of().fit(residuals, START).point();
    Fit<Line> fit = LevenbergMarquardt.of().withLoss(loss).fit(residuals, START);
    assertThat(plain.slope().item()).isGreaterThan(9);
    assertThat(fit.status()).isEqualTo(Status.CONVERGED);
    assertThat(fit.point().slope().item()).isCloseTo(2, within(0.02));
    // the stationary point of the loss: Σ ψ(r) ∂r = 0
    double[] r = fit.residuals().toArray();
    double sum = 0;
    double moment = 0;
    for (int i = 0; i < r.length; i++) {
      sum += loss.weight(r[i]) * r[i];
      moment += loss.weight(r[i]) * r[i] * i;
    }
    assertThat(sum).isCloseTo(0, within(1e-9));
    assertThat(moment).isCloseTo(0, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource(RobustLoss.Shape.class)
  void weightsAndCurvaturesAreTheDerivativesOfCosts(RobustLoss.Shape shape) {
    RobustLoss loss = new RobustLoss(shape, 1.7);
    for (double r : new double[] {-4, -1.2, 0.3, 2.5}) {
      double h = 1e-5;
      double slope = (loss.cost(r + h) - loss.cost(r - h)) / (2 * h);
      double psi = loss.weight(r + h) * (r + h) - loss.weight(r - h) * (r - h);
      assertThat(loss.weight(r) * r).isCloseTo(slope, within(1e-8));
      assertThat(loss.curvature(r)).isCloseTo(psi / (2 * h), within(1e-8));
    }
  }

  @Test
  void unknownsThatAreNotDeterminedAreNamed() {
    Fit<Line> fit =
        LevenbergMarquardt.of().fit(l -> l.slope().add(l.intercept()).mul(X).sub(Y), START);
    assertThat(fit.status()).isEqualTo(Status.CONVERGED);
    assertThat(fit.point().slope().add(fit.point().intercept()).item())
        .isCloseTo(X.mul(Y).sum().item() / 55, CLOSE);
    assertThatThrownBy(fit::covariance)
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("do not determine")
        .hasMessageContaining("rank 1 and 2 columns");
  }

  @Test
  void fewerResidualsThanUnknownsFitButHaveNoErrors() {
    Fit<Tensor> fit =
        LevenbergMarquardt.of().fit(x -> x.sum().sub(6).unsqueeze(0), Tensor.of(1, 1, 1));
    assertThat(fit.status()).isEqualTo(Status.CONVERGED);
    assertThat(fit.cost()).isCloseTo(0, CLOSE);
    assertThat(fit.point().allClose(Tensor.of(2, 2, 2), 1e-9, 1e-9)).isTrue();
    assertThatThrownBy(fit::standardErrors)
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("no degree of freedom");
    assertThatThrownBy(() -> fit.confidenceIntervals(95)).hasMessageContaining("level 95.0");
  }

  @ParameterizedTest
  @EnumSource(LinearSolver.class)
  void whatCannotBeFittedEndsWithItsStatus(LinearSolver solver) {
    LevenbergMarquardt method = LevenbergMarquardt.of().withSolver(solver);
    assertThat(method.fit(Tensor::log, Tensor.of(-1, 2)).status()).isEqualTo(Status.NOT_FINITE);
    assertThat(method.fit(x -> x.mul(0).add(1), Tensor.of(1, 2)).status())
        .isEqualTo(Status.CONVERGED);
    assertThat(
            method
                .withStopping(new Stopping(3, 1e-12))
                .fit(x -> x.exp().sub(1e9), Tensor.of(1, 2))
                .status())
        .isEqualTo(Status.ITERATION_LIMIT);
    Thread.currentThread().interrupt();
    Fit<Tensor> cancelled = method.fit(x -> x.exp().sub(1e9), Tensor.of(1, 2));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(cancelled.status()).isEqualTo(Status.CANCELLED);
    assertThat(cancelled.point().toArray()).containsExactly(1, 2);
  }

  @Test
  void stepsOutOfTheDomainAreCutBack() {
    Fit<Tensor> fit = LevenbergMarquardt.of().fit(x -> x.log().add(5), Tensor.of(2.0));
    assertThat(fit.status()).isEqualTo(Status.CONVERGED);
    assertThat(fit.point().item()).isCloseTo(Math.exp(-5), within(1e-12));
  }

  @Test
  void theNumberOfResidualsMustNotChange() {
    int[] calls = {2};
    assertThatThrownBy(() ->
            LevenbergMarquardt.of()
                .fit(x -> Tensor.zeros(calls[0]++).add(x.get(0)), Tensor.of(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2 residuals first and");
    assertThatThrownBy(() -> LevenbergMarquardt.of().fit(x -> Tensor.zeros(0), Tensor.of(1.0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("no residuals");
  }
}
