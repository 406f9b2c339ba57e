package dev.leibniz.optim.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.DTypeException;
import dev.leibniz.Key;
import dev.leibniz.LeibnizException;
import dev.leibniz.Linalg;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinimizerTest {
  private static final Tensor START = Tensor.of(-1.2, 1);

  record Place(Tensor x, Tensor y, String name) {}

  static Stream<Minimizer> methods() {
    return Stream.of(
        GradientDescent.of(), NonlinearCG.of(), BFGS.of(), LBFGS.of(), Newton.of(), NewtonCG.of());
  }

  private static Tensor valley(Tensor x) {
    Tensor a = x.get(0);
    return a.neg().add(1).square().add(x.get(1).sub(a.square()).square().mul(10));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theBottomOfAValleyIsFound(Minimizer method) {
    Minimum<Tensor> m = method.minimize(MinimizerTest::valley, START);
    assertThat(m.status()).isEqualTo(Status.CONVERGED);
    assertThat(m.isConverged()).isTrue();
    assertThat(m.point().allClose(Tensor.of(1, 1), 1e-6, 1e-6)).isTrue();
    assertThat(m.gradientNorm()).isLessThanOrEqualTo(1e-8);
    assertThat(m.value()).isCloseTo(0, within(1e-14));
    assertThat(m.iterations()).isPositive();
    assertThat(m.evaluations().derivatives()).isGreaterThanOrEqualTo(m.iterations());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aRecordIsAnUnknown(Minimizer method) {
    Place start = new Place(Tensor.scalar(-1.2), Tensor.of(1, 2), "here");
    Minimum<Place> m =
        method.minimize(p -> p.x().sub(3).square().add(p.y().sub(p.x()).square().sum()), start);
    assertThat(m.status()).isEqualTo(Status.CONVERGED);
    assertThat(m.point().x().item()).isCloseTo(3, within(1e-7));
    assertThat(m.point().y().allClose(Tensor.of(3, 3), 1e-7, 1e-7)).isTrue();
    assertThat(m.point().name()).isEqualTo("here");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aFunctionThatIsNanAtTheStartIsRefusedAsNotFinite(Minimizer method) {
    Minimum<Tensor> m = method.minimize(x -> x.log().sum(), Tensor.of(-1, -1));
    assertThat(m.status()).isEqualTo(Status.NOT_FINITE);
    assertThat(m.point().toArray()).containsExactly(-1, -1);
    assertThat(m.iterations()).isZero();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aFunctionThatIsNanFartherOutIsMinimisedWithinItsDomain(Minimizer method) {
    // −ln x − ln (3 − x): NaN outside of (0, 3), least at 1.5; Newton's first step leaves
    Minimum<Tensor> m =
        method.minimize(x -> x.log().add(x.neg().add(3).log()).neg().sum(), Tensor.of(2.9999));
    assertThat(m.status()).isEqualTo(Status.CONVERGED);
    assertThat(m.point().item()).isCloseTo(1.5, within(1e-6));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aFlatFunctionHasConvergedAtOnce(Minimizer method) {
    Minimum<Tensor> m = method.minimize(x -> x.mul(0).sum().add(7), START);
    assertThat(m.status()).isEqualTo(Status.CONVERGED);
    assertThat(m.point().toArray()).containsExactly(START.toArray());
    assertThat(m.value()).isEqualTo(7);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aFunctionWithoutBoundDiverges(Minimizer method) {
    assertThat(method.minimize(x -> x.square().sum().neg(), START).status())
        .isEqualTo(Status.DIVERGED);
    assertThat(method.minimize(x -> x.pow(3).sum(), START).status()).isEqualTo(Status.DIVERGED);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aKinkStallsOrConvergesButEnds(Minimizer method) {
    Minimum<Tensor> m = method.minimize(x -> x.abs().sum(), Tensor.of(-1.25, 3));
    assertThat(m.value()).isLessThan(4.25);
    assertThat(m.status()).isNotEqualTo(Status.CANCELLED);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theLimitOfIterationsEndsWithTheBestPoint(Minimizer method) {
    Minimum<Tensor> m =
        method
            .withStopping(method.stopping().withIterations(2))
            .minimize(MinimizerTest::valley, START);
    assertThat(m.status()).isEqualTo(Status.ITERATION_LIMIT);
    assertThat(m.iterations()).isEqualTo(2);
    assertThat(m.value()).isLessThan(valley(START).item());
    assertThat(m.value()).isEqualTo(valley(m.point()).item());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void anInterruptedThreadStopsAndKeepsItsFlag(Minimizer method) {
    List<Integer> seen = new ArrayList<>();
    Minimum<Tensor> m =
        method.minimize(
            MinimizerTest::valley,
            START,
            progress -> {
              seen.add(progress.iteration());
              if (progress.iteration() == 1) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(m.status()).isEqualTo(Status.CANCELLED);
    assertThat(seen).containsExactly(0, 1);
    assertThat(m.value()).isLessThan(valley(START).item());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void theListenerSeesWhatTheResultSays(Minimizer method) {
    List<Progress<Tensor>> seen = new ArrayList<>();
    Minimum<Tensor> m = method.minimize(MinimizerTest::valley, START, seen::add);
    assertThat(seen).hasSize(m.iterations() + 1);
    assertThat(seen.getFirst().point().toArray()).containsExactly(START.toArray());
    assertThat(seen.getFirst().step()).isZero();
    assertThat(seen.getLast().value()).isEqualTo(m.value());
    assertThat(seen.getLast().gradientNorm()).isEqualTo(m.gradientNorm());
    assertThat(seen.getLast().step()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void whatCannotBeMinimisedIsRefused(Minimizer method) {
    String name = method.getClass().getSimpleName();
    assertThatThrownBy(() -> method.minimize(x -> x.sum(), Tensor.ints(1)))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining(name);
    assertThatThrownBy(() -> method.minimize(x -> x.sum(), Tensor.of(1, Double.NaN)))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining(name + ".minimize: the start is NaN or infinite");
    assertThatThrownBy(() -> method.minimize(x -> x.mul(2), START))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() ->
            method.minimize(
                x -> {
                  throw new IllegalStateException("mine");
                },
                START))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mine");
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aNumericalExceptionCountsAsInfinitelyHigh(Minimizer method) {
    // −ln det of a matrix that is positive definite for |x| < 1 only
    Minimum<Tensor> m =
        method.minimize(
            x -> {
              Tensor a = Tensor.eye(2).add(x.mul(Tensor.of(new double[][] {{0, 1}, {1, 0}})));
              return Linalg.cholesky(a).diagonal(0, 0, 1).log().sum().mul(-2);
            },
            Tensor.scalar(0.999));
    assertThat(m.status()).isEqualTo(Status.CONVERGED);
    assertThat(m.point().item()).isCloseTo(0, within(1e-6));
  }

  @Test
  void singlePrecisionUnknownsStaySingle() {
    Tensor start = Tensor.floats(-1.2f, 1);
    Minimum<Tensor> m = LBFGS.of().minimize(MinimizerTest::valley, start);
    assertThat(m.point().dtype()).isEqualTo(start.dtype());
    assertThat(m.point().allClose(Tensor.floats(1, 1), 1e-3, 1e-3)).isTrue();
  }

  @Test
  void newtonLeavesASaddle() {
    Minimum<Tensor> m =
        Newton.of()
            .minimize(
                x -> x.get(0).square().add(x.get(1).square().sub(1).square()), Tensor.of(1, 0.01));
    assertThat(m.point().get(1).abs().item()).isCloseTo(1, within(1e-7));
  }

  @Test
  void newtonShiftsAHessianWithoutADiagonalAsFarAsItMust() {
    Minimum<Tensor> m =
        Newton.of()
            .minimize(x -> x.get(0).mul(x.get(1)).mul(1e40).add(x.get(0)), Tensor.of(0., 0.));
    assertThat(m.status()).isEqualTo(Status.DIVERGED);
  }

  @Test
  void newtonCgGoesOnByGradientsWhereValuesDrownInRounding() {
    Tensor weights = Tensor.linspace(1, 20, 40);
    Minimum<Tensor> m =
        NewtonCG.of()
            .withStopping(new Stopping(100, 0))
            .minimize(x -> x.sub(1).cosh().mul(weights).sum().add(1e6), Tensor.linspace(-1, 2, 40));
    assertThat(m.status()).isEqualTo(Status.CONVERGED);
    assertThat(m.gradientNorm()).isLessThan(1e-13);
  }

  @Test
  void ofPointsWithTheSameValueTheFlattestIsKept() {
    for (int seed = 0; seed < 10; seed++) {
      Tensor rows = Key.of(seed).normal(300, 8);
      List<Double> norms = new ArrayList<>();
      Minimum<Tensor> m =
          NewtonCG.of()
              .withStopping(new Stopping(100, 0))
              .minimize(
                  w -> rows.matmul(w).cosh().log().sum().add(w.sub(1).square().sum()),
                  Tensor.zeros(8),
                  p -> norms.add(p.gradientNorm()));
      assertThat(m.gradientNorm()).isEqualTo(Collections.min(norms));
    }
  }

  @Test
  void newtonCgFollowsNegativeCurvatureByProductsAlone() {
    Minimum<Tensor> m =
        NewtonCG.of()
            .minimize(
                x -> x.get(0).square().add(x.get(1).square().sub(1).square()), Tensor.of(1, 0.01));
    assertThat(m.point().get(1).abs().item()).isCloseTo(1, within(1e-7));
    assertThat(m.evaluations().products()).isPositive();
  }

  @Test
  void methodsRefuseNumbersThatMakeNoSense() {
    assertThatThrownBy(() -> LBFGS.of().withMemory(0)).hasMessageContaining("memory 0");
    assertThatThrownBy(() -> NewtonCG.of().withRadius(0)).hasMessageContaining("radius 0.0");
    assertThatThrownBy(() -> new Stopping(-1, 0)).hasMessageContaining("-1 iterations");
    assertThatThrownBy(() -> new Stopping(1, Double.NaN)).hasMessageContaining("tolerance NaN");
  }
}
