package dev.leibniz.optim.solver;

import static dev.leibniz.CustomRules.customRule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.LevenbergMarquardt.LinearSolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever disturbs a solver, it ends, says why, and keeps the best point. */
@Timeout(60)
class StatusTest {
  private static final Tensor START = Tensor.of(-1.2, 1);

  /** What solvers have in common; the merit is what they make less. */
  record Outcome(Status status, Tensor point, double merit, int iterations) {}

  /** A solver of two equations in two unknowns, by whatever way. */
  record Sample(String name, Stopping stopping, Run run) {
    interface Run {
      Outcome solve(UnaryOperator<Tensor> f, Tensor start, Stopping s, Consumer<Integer> listener);
    }

    Outcome solve(UnaryOperator<Tensor> f, Tensor start) {
      return run.solve(f, start, stopping, i -> {});
    }

    Outcome solve(UnaryOperator<Tensor> f, int limit) {
      return run.solve(f, START, stopping.withIterations(limit), i -> {});
    }

    Outcome solve(UnaryOperator<Tensor> f, Consumer<Integer> listener) {
      return run.solve(f, START, stopping, listener);
    }

    boolean isMinimizer() {
      return name.startsWith("minimum");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Sample of(Minimizer method) {
    return new Sample(
        "minimum by " + method.getClass().getSimpleName(),
        method.stopping(),
        (f, start, stopping, listener) -> {
          Minimum<Tensor> m =
              method
                  .withStopping(stopping)
                  .minimize(
                      x -> f.apply(x).square().sum().mul(0.5),
                      start,
                      p -> listener.accept(p.iteration()));
          return new Outcome(m.status(), m.point(), m.value(), m.iterations());
        });
  }

  private static Sample of(LinearSolver solver, RobustLoss loss, boolean bounded) {
    LevenbergMarquardt method = LevenbergMarquardt.of().withSolver(solver).withLoss(loss);
    Bounds<Tensor> bounds = new Bounds<>(Tensor.of(-1e30, -1e30), Tensor.of(1e30, 1e30));
    return new Sample(
        "least squares by " + solver + (bounded ? " in bounds, " : ", ") + loss.shape(),
        method.stopping(),
        (f, start, stopping, listener) -> {
          Fit<Tensor> fit =
              method
                  .withStopping(stopping)
                  .fit(f, start, bounded ? bounds : null, p -> listener.accept(p.iteration()));
          return new Outcome(fit.status(), fit.point(), fit.cost(), fit.iterations());
        });
  }

  private static Sample root() {
    return new Sample(
        "root by NewtonRaphson",
        NewtonRaphson.of().stopping(),
        (f, start, stopping, listener) -> {
          Root<Tensor> r =
              new NewtonRaphson(stopping).solve(f, start, p -> listener.accept(p.iteration()));
          return new Outcome(r.status(), r.point(), r.residual(), r.iterations());
        });
  }

  static List<Sample> solvers() {
    List<Sample> all = new ArrayList<>();
    for (Minimizer m :
        List.of(
            GradientDescent.of(),
            NonlinearCG.of(),
            BFGS.of(),
            LBFGS.of(),
            Newton.of(),
            NewtonCG.of())) {
      all.add(of(m));
    }
    for (LinearSolver s : LinearSolver.values()) {
      all.add(of(s, RobustLoss.square(), false));
      all.add(of(s, RobustLoss.softL1(0.5), true));
    }
    all.add(root());
    return all;
  }

  /** Two equations, solved by (1, 1) alone, along a bent valley. */
  private static Tensor valley(Tensor x) {
    Tensor a = x.get(0);
    return Tensor.stack(0, x.get(1).sub(a.square()).mul(3), a.neg().add(1));
  }

  /** A function that gives something else from a call on. */
  private static UnaryOperator<Tensor> from(int call, UnaryOperator<Tensor> later) {
    AtomicInteger calls = new AtomicInteger();
    return x -> calls.incrementAndGet() < call ? valley(x) : later.apply(x);
  }

  /** The values of the valley, but derivatives that cannot be computed. */
  private static final Function<Tensor, Tensor> WITHOUT_DERIVATIVE =
      customRule(
          Object.class,
          StatusTest::valley,
          (Tensor x, Tensor v) -> {
            throw new NumericalException("no tangent");
          },
          (Tensor x, Tensor ct) -> {
            throw new NumericalException("no cotangent");
          });

  private static Tensor failing(Tensor x) {
    throw new NumericalException("no value");
  }

  record Disturbance(String name, UnaryOperator<Tensor> f) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> solversAndWhatIsNotFinite() {
    return solvers().stream()
        .flatMap(s ->
            Stream.of(
                    new Disturbance("NaN", x -> valley(x).mul(Double.NaN)),
                    new Disturbance("infinity", x -> valley(x).mul(Double.POSITIVE_INFINITY)),
                    new Disturbance("overflow", x -> valley(x).mul(1e200)),
                    new Disturbance("a failure", StatusTest::failing),
                    new Disturbance("a derivative that fails", WITHOUT_DERIVATIVE::apply),
                    new Disturbance(
                        "a derivative that is infinite", x -> valley(x).add(x.sub(START).sqrt())),
                    new Disturbance(
                        "a derivative that is NaN",
                        x -> valley(x).add(x.sub(START).abs().sqrt().mul(0))))
                .map(d -> Arguments.of(s, d)));
  }

  @ParameterizedTest
  @MethodSource("solversAndWhatIsNotFinite")
  void whatIsNotFiniteAtTheStartStopsThereAndSaysSo(Sample solver, Disturbance d) {
    Outcome o = solver.solve(d.f(), START);
    assertThat(o.status()).isEqualTo(Status.NOT_FINITE);
    assertThat(o.point().toArray()).containsExactly(START.toArray());
    assertThat(o.iterations()).isZero();
  }

  static Stream<Arguments> solversAndCalls() {
    return solvers().stream()
        .flatMap(s ->
            Stream.of(2, 3, 4, 5, 8)
                .flatMap(call ->
                    Stream.of(
                        Arguments.of(s, call, "NaN"),
                        Arguments.of(s, call, "infinity"),
                        Arguments.of(s, call, "a failure"))));
  }

  @ParameterizedTest
  @MethodSource("solversAndCalls")
  void whatIsNotFiniteLaterKeepsTheBestPoint(Sample solver, int call, String what) {
    UnaryOperator<Tensor> later =
        switch (what) {
          case "NaN" -> x -> valley(x).mul(Double.NaN);
          case "infinity" -> x -> valley(x).mul(Double.POSITIVE_INFINITY);
          default -> StatusTest::failing;
        };
    Outcome o = solver.solve(from(call, later), START);
    assertThat(o.status()).isIn(Status.NOT_FINITE, Status.STALLED, Status.CONVERGED);
    assertKept(solver, o);
  }

  /** The point is as good as it is said to be, and not worse than the start. */
  private static void assertKept(Sample solver, Outcome o) {
    Outcome there = solver.run().solve(StatusTest::valley, o.point(), new Stopping(0, 0), i -> {});
    Outcome start = solver.run().solve(StatusTest::valley, START, new Stopping(0, 0), i -> {});
    assertThat(o.merit()).isEqualTo(there.merit());
    assertThat(o.merit()).isLessThanOrEqualTo(start.merit());
  }

  static Stream<Arguments> solversAndWhatHasNoEnd() {
    List<Arguments> all = new ArrayList<>();
    for (Sample s : solvers()) {
      // 1/x falls for ever; no solver may walk for ever
      all.add(
          Arguments.of(
              s,
              new Disturbance("1/x", x -> x.reciprocal()),
              EnumSet.of(Status.DIVERGED, Status.CONVERGED, Status.ITERATION_LIMIT)));
      all.add(
          Arguments.of(
              s,
              new Disturbance("exp(−x)", x -> x.neg().exp()),
              EnumSet.of(Status.DIVERGED, Status.CONVERGED)));
      all.add(
          Arguments.of(
              s,
              new Disturbance("flat", x -> x.mul(0).add(3)),
              EnumSet.of(Status.CONVERGED, Status.STALLED)));
      all.add(
          Arguments.of(
              s,
              new Disturbance("steps", x -> x.detach().mul(3).floor().add(x.mul(1e-3))),
              EnumSet.complementOf(EnumSet.of(Status.CANCELLED, Status.NOT_FINITE))));
      all.add(
          Arguments.of(
              s,
              new Disturbance("a root of a root", x -> x.abs().sqrt().sqrt()),
              EnumSet.complementOf(EnumSet.of(Status.CANCELLED))));
      all.add(
          Arguments.of(
              s,
              new Disturbance("a slope of the wrong sign", x -> x.detach().mul(2).sub(x)),
              EnumSet.complementOf(EnumSet.of(Status.CANCELLED, Status.NOT_FINITE))));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("solversAndWhatHasNoEnd")
  void whatHasNoEndEnds(Sample solver, Disturbance d, Set<Status> expected) {
    Tensor start = Tensor.of(0.7, 2);
    Outcome o = solver.solve(d.f(), start);
    assertThat(o.status()).isIn(expected);
    Outcome first = solver.run().solve(d.f(), start, new Stopping(0, 0), i -> {});
    assertThat(o.merit()).isLessThanOrEqualTo(first.merit());
    assertThat(o.point().isfinite().all().itemAsBoolean()).isTrue();
  }

  static Stream<Arguments> solversAndLimits() {
    return solvers().stream().flatMap(s -> Stream.of(0, 1, 2).map(n -> Arguments.of(s, n)));
  }

  @ParameterizedTest
  @MethodSource("solversAndLimits")
  void theLimitOfIterationsIsKept(Sample solver, int limit) {
    Outcome o = solver.solve(StatusTest::valley, limit);
    assertThat(o.status()).isEqualTo(Status.ITERATION_LIMIT);
    assertThat(o.iterations()).isEqualTo(limit);
    assertKept(solver, o);
  }

  @AfterEach
  void clearsTheFlag() {
    Thread.interrupted();
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void anInterruptedThreadDoesNotLeaveTheStart(Sample solver) {
    Thread.currentThread().interrupt();
    Outcome o = solver.solve(StatusTest::valley, START);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(o.status()).isEqualTo(Status.CANCELLED);
    assertThat(o.point().toArray()).containsExactly(START.toArray());
    assertKept(solver, o);
  }

  static Stream<Arguments> solversAndMoments() {
    return solvers().stream()
        .flatMap(s -> Stream.of(1, 2, 3, 4, 5, 7, 9).map(call -> Arguments.of(s, call)));
  }

  @ParameterizedTest
  @MethodSource("solversAndMoments")
  void anInterruptionDuringAnEvaluationIsSeenSoon(Sample solver, int call) {
    AtomicInteger calls = new AtomicInteger();
    Outcome o =
        solver.solve(
            x -> {
              if (calls.incrementAndGet() == call) {
                Thread.currentThread().interrupt();
              }
              return valley(x);
            },
            START);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(o.status()).isEqualTo(Status.CANCELLED);
    assertThat(calls.get()).isLessThanOrEqualTo(call + 2);
    assertKept(solver, o);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void aListenerMayCancel(Sample solver) {
    List<Integer> seen = new ArrayList<>();
    Outcome o =
        solver.solve(
            StatusTest::valley,
            iteration -> {
              seen.add(iteration);
              if (iteration == 1) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(o.status()).isEqualTo(Status.CANCELLED);
    assertThat(seen).containsExactly(0, 1);
    assertThat(o.iterations()).isEqualTo(1);
    assertKept(solver, o);
  }

  @ParameterizedTest
  @MethodSource("solvers")
  void whatTheFunctionThrowsReachesTheCaller(Sample solver) {
    for (int call : new int[] {1, 2, 3}) {
      assertThatThrownBy(() ->
              solver.solve(
                  from(
                      call,
                      x -> {
                        throw new IllegalStateException("mine");
                      }),
                  START))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("mine");
    }
    assertThatThrownBy(() ->
            solver.solve(
                StatusTest::valley,
                iteration -> {
                  throw new IllegalStateException("the listener's");
                }))
        .hasMessage("the listener's");
  }

  static Stream<Arguments> minimizersAndWhatIsUnbounded() {
    return Stream.of(
            GradientDescent.of(),
            NonlinearCG.of(),
            BFGS.of(),
            LBFGS.of(),
            Newton.of(),
            NewtonCG.of())
        .flatMap(m ->
            Stream.<UnaryOperator<Tensor>>of(
                    Tensor::neg,
                    x -> x.square().neg(),
                    x -> x.pow(3).neg(),
                    x -> x.exp().neg(),
                    x -> x.square().exp().neg(),
                    x -> x.neg().mul(1e-3).sub(x.square().mul(1e-9)),
                    x -> x.neg().mul(1e150))
                .map(f -> Arguments.of(m, f)));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("minimizersAndWhatIsUnbounded")
  void whatIsUnboundedBelowDiverges(Minimizer method, UnaryOperator<Tensor> f) {
    Minimum<Tensor> m = method.minimize(x -> f.apply(x).sum(), Tensor.of(0.7, 2));
    assertThat(m.status()).isEqualTo(Status.DIVERGED);
    assertThat(m.value()).isLessThan(f.apply(Tensor.of(0.7, 2)).sum().item());
    assertThat(m.point().isfinite().all().itemAsBoolean()).isTrue();
  }

  static Stream<Arguments> mapsThatAreNotFinite() {
    return Stream.of(
        Arguments.of("NaN", (UnaryOperator<Tensor>) v -> v.mul(Double.NaN)),
        Arguments.of("infinity", (UnaryOperator<Tensor>) v -> v.mul(Double.POSITIVE_INFINITY)),
        Arguments.of(
            "one infinity",
            (UnaryOperator<Tensor>) v -> v.mul(Tensor.of(1, Double.MAX_VALUE)).mul(1e9)),
        Arguments.of("a failure", (UnaryOperator<Tensor>) StatusTest::failing));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mapsThatAreNotFinite")
  void conjugateGradientsStopWhereAProductIsNotFinite(String name, UnaryOperator<Tensor> map) {
    Tensor b = Tensor.of(1, 2);
    var s = ConjugateGradients.of().solve(map, b);
    assertThat(s.status()).isEqualTo(Status.NOT_FINITE);
    assertThat(s.point().toArray()).containsExactly(0, 0);
    assertThat(s.residual()).isCloseTo(Math.sqrt(5), within(1e-15));
    AtomicInteger calls = new AtomicInteger();
    Tensor scale = Tensor.of(1, 5);
    var later =
        ConjugateGradients.of()
            .solve(v -> calls.incrementAndGet() < 2 ? v.mul(scale) : map.apply(v), b);
    assertThat(later.status()).isEqualTo(Status.NOT_FINITE);
    assertThat(later.iterations()).isEqualTo(2);
    double[] x = later.point().toArray();
    assertThat(later.residual()).isCloseTo(Math.hypot(1 - x[0], 2 - 5 * x[1]), within(1e-14));
    assertThat(later.residual()).isLessThan(Math.sqrt(5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e200, 1e300})
  void conjugateGradientsHaveNoUnit(double unit) {
    Tensor b = Tensor.of(1, 2).mul(unit);
    var s = ConjugateGradients.of().solve(v -> v.mul(Tensor.of(1, 5)), b);
    assertThat(s.status()).isEqualTo(Status.CONVERGED);
    assertThat(s.point().div(unit).allClose(Tensor.of(1, 0.4), 1e-9, 1e-9)).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mapsThatAreNotFinite")
  void aNaturalGradientStepThatIsNotFiniteIsNotTaken(String name, UnaryOperator<Tensor> map) {
    var step = NaturalGradient.of(1).step((Tensor w) -> map.apply(w), y -> y.square().sum(), START);
    assertThat(step.solution().status()).isEqualTo(Status.NOT_FINITE);
    assertThat(step.point().toArray()).containsExactly(START.toArray());
  }

  @Test
  void aNaturalGradientStepIsCancelled() {
    Thread.currentThread().interrupt();
    var step = NaturalGradient.of(1).step((Tensor w) -> w, y -> y.square().sum(), START);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(step.solution().status()).isEqualTo(Status.CANCELLED);
    assertThat(step.point().toArray()).containsExactly(START.toArray());
  }

  static Stream<Arguments> hessiansAndGradients() {
    return Stream.of(0.0, -1.0, 1e-320, 1e300, Double.NaN, Double.POSITIVE_INFINITY)
        .flatMap(h ->
            Stream.of(1.0, 1e-200, 1e200, Double.MIN_VALUE, Double.MAX_VALUE)
                .map(g -> Arguments.of(h, g)));
  }

  @ParameterizedTest
  @MethodSource("hessiansAndGradients")
  void aStepOfSteihaugStaysInItsRegionOrIsNotANumber(double curvature, double gradient) {
    double[] g = {gradient, -gradient / 2};
    Steihaug.Step s = Steihaug.step(v -> Vectors.times(curvature, v), g, 3);
    double length = Vectors.norm(s.vector());
    assertThat(length <= 3 * (1 + 1e-12) || Double.isNaN(length) || Double.isNaN(s.promised()))
        .as(Arrays.toString(s.vector()))
        .isTrue();
  }
}
