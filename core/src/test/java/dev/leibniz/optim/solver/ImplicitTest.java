package dev.leibniz.optim.solver;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.GradCheck;
import dev.leibniz.Linalg;
import dev.leibniz.NumericalException;
import dev.leibniz.Shape;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ImplicitTest {
  private static final Tensor A =
      Tensor.of(new double[][] {{1, 2}, {0.5, -1}, {3, 0.2}, {-1, 1.5}});
  private static final Tensor B = Tensor.of(1, -2, 0.5, 3);

  record Circle(Tensor radius, Tensor slope) {}

  record Crossing(Tensor x, Tensor y) {}

  /** By bisection, which nothing could differentiate. */
  private static Tensor bisected(Tensor theta) {
    double[] t = theta.toArray();
    for (int i = 0; i < t.length; i++) {
      double low = 0;
      double high = Math.max(1, t[i]);
      for (int k = 0; k < 200; k++) {
        double middle = 0.5 * (low + high);
        low = middle * middle < t[i] ? middle : low;
        high = middle * middle < t[i] ? high : middle;
      }
      t[i] = low;
    }
    return Tensor.of(t).reshape(theta.shape());
  }

  private static final Function<Tensor, Tensor> ROOT =
      Implicit.implicit(ImplicitTest::bisected, (x, theta) -> x.square().sub(theta));

  @Test
  void theRootOfASquareHasTheDerivativesOfARootToThirdOrderInBothModes() {
    Tensor nine = Tensor.scalar(9);
    assertThat(ROOT.apply(nine).item()).isCloseTo(3, within(1e-14));
    assertThat(grad(ROOT, nine).item()).isCloseTo(1.0 / 6, within(1e-14));
    assertThat(jvp(ROOT, nine, Tensor.scalar(2)).tangent().item())
        .isCloseTo(1.0 / 3, within(1e-14));
    assertThat(hessian(ROOT, nine).item()).isCloseTo(-1.0 / 108, within(1e-14));
    TensorFunction first = x -> grad(ROOT, x);
    TensorFunction second = x -> grad(first, x);
    assertThat(grad(second, nine).item()).isCloseTo(3.0 / 8 / 243, within(1e-14));
    assertThat(jvp(first, nine, Tensor.scalar(1)).tangent().item())
        .isCloseTo(-1.0 / 108, within(1e-14));
  }

  @Test
  void bothModesAgreeWithDifferencesToSecondOrder() {
    GradCheck.require(ROOT, Tensor.of(0.3, 2, 5));
  }

  @Test
  void underVmapEachExampleIsSolvedOnceAndDifferentiatedInBothModes() {
    AtomicInteger runs = new AtomicInteger();
    Function<Tensor, Tensor> root =
        Implicit.implicit(
            theta -> {
              runs.incrementAndGet();
              return NewtonRaphson.of().solve(x -> x.square().sub(theta), theta).point();
            },
            (x, theta) -> x.square().sub(theta));
    Tensor theta = Tensor.of(1, 4, 9);
    assertThatTensor(vmap(root).apply(theta)).isCloseTo(Tensor.of(1, 2, 3), 1e-13);
    Tensor slopes = Tensor.of(0.5, 0.25, 1.0 / 6);
    Tensor curvatures = Tensor.of(-1.0 / 4, -1.0 / 32, -1.0 / 108);
    assertThatTensor(vmap(t -> grad(root, t)).apply(theta)).isCloseTo(slopes, 1e-13);
    assertThatTensor(vmap(t -> jvp(root, t, Tensor.scalar(1)).tangent()).apply(theta))
        .isCloseTo(slopes, 1e-13);
    assertThatTensor(vmap(t -> hessian(root, t)).apply(theta)).isCloseTo(curvatures, 1e-13);
    assertThat(runs.get()).isEqualTo(3);
    TensorFunction all = t -> vmap(root).apply(t);
    assertThatTensor(grad((Tensor t) -> all.apply(t).sum(), theta)).isCloseTo(slopes, 1e-13);
    assertThatTensor(jvp(all, theta, Tensor.ones(3)).tangent()).isCloseTo(slopes, 1e-13);
    assertThatTensor(hessian(t -> all.apply(t).sum(), theta)).isCloseTo(curvatures.diag(0), 1e-13);
    assertThatTensor(vmap(t -> vmap(root).apply(t)).apply(theta.expand(2, 3)).select(0, 1))
        .isCloseTo(Tensor.of(1, 2, 3), 1e-13);
    GradCheck.require(all, theta);
  }

  @Test
  void leastPointsAndFixedPointsWorkUnderVmapToo() {
    // argmin (x − θ)⁴ + x⁴ is θ/2; the fixed point of x ↦ (x + θ/x)/2 is √θ
    Function<Tensor, Tensor> middle =
        Implicit.argmin(
            theta ->
                NewtonCG.of()
                    .withStopping(new Stopping(100, 1e-14))
                    .minimize(x -> quartic(x, theta), theta.mul(0.6))
                    .point(),
            ImplicitTest::quartic);
    Tensor theta = Tensor.of(1, -2, 3);
    Tensor halves = Tensor.full(Shape.of(3), 0.5);
    assertThatTensor(vmap(middle).apply(theta)).isCloseTo(theta.div(2), 1e-9);
    assertThatTensor(vmap(t -> grad(middle, t)).apply(theta)).isCloseTo(halves, 1e-8);
    assertThatTensor(grad((Tensor t) -> vmap(middle).apply(t).sum(), theta))
        .isCloseTo(halves, 1e-8);
    Function<Tensor, Tensor> heron = heron();
    Tensor squares = Tensor.of(1, 4, 9);
    assertThatTensor(vmap(t -> grad(heron, t)).apply(squares))
        .isCloseTo(Tensor.of(0.5, 0.25, 1.0 / 6), 1e-12);
    assertThatTensor(vmap(t -> hessian(heron, t)).apply(squares))
        .isCloseTo(Tensor.of(-1.0 / 4, -1.0 / 32, -1.0 / 108), 1e-12);
  }

  private static Tensor quartic(Tensor x, Tensor theta) {
    return x.sub(theta).pow(4).add(x.pow(4));
  }

  private static Function<Tensor, Tensor> heron() {
    return Implicit.fixedPoint(
        theta -> {
          Tensor x = theta.add(1);
          for (int i = 0; i < 60; i++) {
            x = x.add(theta.div(x)).mul(0.5);
          }
          return x;
        },
        (x, theta) -> x.add(theta.div(x)).mul(0.5));
  }

  /** θ ↦ θ^¼: in each way one solution inside of another one. */
  static Stream<Arguments> fourthRoots() {
    BiFunction<Tensor, Tensor, Tensor> byRoot = (x, t) -> x.square().sub(ROOT.apply(t));
    BiFunction<Tensor, Tensor, Tensor> byFixedPoint = (x, t) -> x.square().sub(heron().apply(t));
    BiFunction<Tensor, Tensor, Tensor> map = (x, t) -> x.add(ROOT.apply(t).div(x)).mul(0.5);
    BiFunction<Tensor, Tensor, Tensor> objective =
        (x, t) -> x.pow(3).div(3).sub(x.mul(ROOT.apply(t)));
    Function<Tensor, Tensor> fourth = t -> bisected(bisected(t));
    return Stream.of(
        Arguments.of("a root of a root", Implicit.implicit(fourth, byRoot)),
        Arguments.of("a root of a fixed point", Implicit.implicit(fourth, byFixedPoint)),
        Arguments.of("a fixed point of a root", Implicit.fixedPoint(fourth, map)),
        Arguments.of("a least point of a root", Implicit.argmin(fourth, objective)),
        Arguments.of(
            "a least point that is searched",
            Implicit.<Tensor, Tensor>argmin(
                t ->
                    NewtonCG.of()
                        .withStopping(new Stopping(100, 1e-14))
                        .minimize(x -> objective.apply(x, t), Tensor.scalar(2))
                        .point(),
                objective)),
        Arguments.of(
            "one after the other", (Function<Tensor, Tensor>) t -> ROOT.apply(ROOT.apply(t))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fourthRoots")
  void solutionsInsideOfSolutionsHaveTheDerivativesOfTheClosedForm(
      String name, Function<Tensor, Tensor> root) {
    Tensor at = Tensor.scalar(16);
    Tensor one = Tensor.scalar(1);
    double first = 1.0 / 32;
    double second = -3.0 / 4 * first / 16;
    double third = -7.0 / 4 * second / 16;
    assertThat(root.apply(at).item()).isCloseTo(2, within(1e-12));
    assertThat(grad(root, at).item()).isCloseTo(first, within(1e-12));
    assertThat(jvp(root, at, one).tangent().item()).isCloseTo(first, within(1e-12));
    assertThat(vjp(root, at).apply(one).item()).isCloseTo(first, within(1e-12));
    assertThat(hessian(root, at).item()).isCloseTo(second, within(1e-12));
    assertThat(hvp(root, at).apply(one).item()).isCloseTo(second, within(1e-12));
    TensorFunction slope = x -> jvp(root, x, one).tangent();
    assertThat(jvp(slope, at, one).tangent().item()).isCloseTo(second, within(1e-12));
    assertThat(grad(slope, at).item()).isCloseTo(second, within(1e-12));
    assertThat(grad((Tensor x) -> hessian(root, x), at).item()).isCloseTo(third, within(1e-12));
    Tensor several = Tensor.of(1, 16, 81);
    assertThatTensor(vmap(x -> grad(root, x)).apply(several))
        .isCloseTo(several.pow(-0.75).mul(0.25), 1e-12);
    assertThatTensor(jvp((Tensor x) -> vmap(root).apply(x), several, Tensor.ones(3)).tangent())
        .isCloseTo(several.pow(-0.75).mul(0.25), 1e-12);
  }

  @Test
  void aProblemOfTwoLevelsIsSolvedAndDifferentiated() {
    // inner: x(y) = √y; outer: the y that makes y − 2 θ x(y) least, which is θ²
    BiFunction<Tensor, Tensor, Tensor> outer = (y, t) -> y.sub(ROOT.apply(y).mul(t).mul(2));
    Function<Tensor, Tensor> best =
        Implicit.argmin(
            t ->
                NewtonCG.of()
                    .withStopping(new Stopping(200, 1e-14))
                    .minimize(y -> outer.apply(y, t), Tensor.scalar(1))
                    .point(),
            outer);
    Tensor at = Tensor.scalar(1.5);
    assertThat(best.apply(at).item()).isCloseTo(2.25, within(1e-10));
    assertThat(grad(best, at).item()).isCloseTo(3, within(1e-9));
    assertThat(jvp(best, at, Tensor.scalar(1)).tangent().item()).isCloseTo(3, within(1e-9));
    assertThat(hessian(best, at).item()).isCloseTo(2, within(1e-8));
  }

  record Power(Tensor base, int exponent) {}

  @Test
  void whatRidesAlongCountsAsAnotherParameter() {
    Function<Power, Tensor> power =
        Implicit.implicit(
            p -> p.base().pow(p.exponent()), (x, p) -> x.sub(p.base().pow(p.exponent())));
    Tensor two = Tensor.scalar(2);
    assertThat(power.apply(new Power(two, 2)).item()).isEqualTo(4);
    assertThat(power.apply(new Power(two, 3)).item()).isEqualTo(8);
    assertThat(grad(power, new Power(two, 3)).base().item()).isCloseTo(12, within(1e-12));
  }

  @Test
  void mapsMayComeInAnotherOrder() {
    Map<String, Tensor> start = new LinkedHashMap<>();
    start.put("x", Tensor.scalar(1));
    start.put("y", Tensor.scalar(1));
    Function<Tensor, Map<String, Tensor>> point =
        Implicit.implicit(
            t -> NewtonRaphson.of().<Map<String, Tensor>>solve(p -> swapped(p, t), start).point(),
            (p, t) -> swapped(p, t));
    Map<String, Tensor> at = point.apply(Tensor.scalar(3));
    assertThat(named(at, "x").item()).isCloseTo(3, within(1e-12));
    assertThat(named(at, "y").item()).isCloseTo(9, within(1e-12));
    assertThat(grad((Tensor t) -> named(point.apply(t), "y"), Tensor.scalar(3)).item())
        .isCloseTo(6, within(1e-12));
    assertThat(
            jvp((Tensor t) -> named(point.apply(t), "x"), Tensor.scalar(3), Tensor.scalar(1))
                .tangent()
                .item())
        .isCloseTo(1, within(1e-12));
  }

  private static Tensor named(Map<String, Tensor> map, String name) {
    return Objects.requireNonNull(map.get(name));
  }

  /** x = t and y = x², the equations by the names of the other unknown. */
  private static Map<String, Tensor> swapped(Map<String, Tensor> p, Tensor t) {
    Map<String, Tensor> f = new LinkedHashMap<>();
    f.put("y", named(p, "x").sub(t));
    f.put("x", named(p, "y").sub(named(p, "x").square()));
    return f;
  }

  @Test
  void whatASolverDoesNotFindIsNotANumberOrAnError() {
    Function<Tensor, Tensor> lost =
        Implicit.implicit(t -> t.mul(Double.NaN), (x, t) -> x.square().sub(t));
    assertThat(lost.apply(Tensor.scalar(2)).item()).isNaN();
    assertThat(grad(lost, Tensor.scalar(2)).item()).isNaN();
    assertThat(jvp(lost, Tensor.scalar(2), Tensor.scalar(1)).tangent().item()).isNaN();
    Function<Tensor, Tensor> failing =
        Implicit.implicit(
            t -> {
              throw new IllegalStateException("mine");
            },
            (Tensor x, Tensor t) -> x.sub(t));
    assertThatThrownBy(() -> vmap(failing).apply(Tensor.of(1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("mine");
  }

  @Test
  void treesAreSolvedByAndFor() {
    // a circle and a line through the origin
    Function<Circle, Crossing> crossing =
        Implicit.implicit(
            c ->
                NewtonRaphson.of()
                    .solve(p -> miss(p, c), new Crossing(Tensor.scalar(1), Tensor.scalar(1)))
                    .point(),
            ImplicitTest::miss);
    Circle circle = new Circle(Tensor.scalar(2), Tensor.scalar(0.75));
    Crossing at = crossing.apply(circle);
    assertThat(at.x().item()).isCloseTo(1.6, within(1e-12));
    assertThat(at.y().item()).isCloseTo(1.2, within(1e-12));
    // x = r / √(1 + s²)
    Circle g = grad(c -> crossing.apply(c).x(), circle);
    assertThat(g.radius().item()).isCloseTo(0.8, within(1e-12));
    assertThat(g.slope().item()).isCloseTo(-2 * 0.75 / Math.pow(1.5625, 1.5), within(1e-12));
    var h = hessian(c -> crossing.apply(c).x(), circle);
    assertThat(h.at("radius", "slope").item())
        .isCloseTo(-0.75 / Math.pow(1.5625, 1.5), within(1e-11));
  }

  private static Crossing miss(Crossing p, Circle c) {
    return new Crossing(
        p.x().square().add(p.y().square()).sub(c.radius().square()),
        p.y().sub(p.x().mul(c.slope())));
  }

  @Test
  void argminDifferentiatesRidgeRegressionAsTheClosedFormDoes() {
    TensorFunction closed =
        lambda -> {
          Tensor normal = A.mT().matmul(A).add(Tensor.eye(2).mul(lambda.exp()));
          return Linalg.solve(normal, A.mT().matmul(B).unsqueeze(1)).squeeze(1);
        };
    Function<Tensor, Tensor> searched =
        Implicit.argmin(
            lambda ->
                NewtonCG.of()
                    .withStopping(new Stopping(100, 1e-13))
                    .minimize(w -> ridge(w, lambda), Tensor.zeros(2))
                    .point(),
            ImplicitTest::ridge);
    Tensor at = Tensor.scalar(0.3);
    assertThat(searched.apply(at).allClose(closed.apply(at), 1e-10, 1e-10)).isTrue();
    assertThat(jacobian(searched, at).allClose(jacobian(closed, at), 1e-9, 1e-9)).isTrue();
    Tensor second = jacobian((Tensor l) -> jacobian(searched, l), at);
    Tensor wanted = jacobian((Tensor l) -> jacobian(closed, l), at);
    assertThat(second.allClose(wanted, 1e-8, 1e-8)).isTrue();
  }

  private static Tensor ridge(Tensor w, Tensor lambda) {
    Tensor r = A.matmul(w).sub(B);
    return r.square().sum().add(w.square().sum().mul(lambda.exp())).mul(0.5);
  }

  @Test
  void fixedPointsAreDifferentiated() {
    Function<Tensor, Tensor> kepler =
        Implicit.fixedPoint(
            e -> {
              Tensor x = Tensor.scalar(1);
              for (int i = 0; i < 100; i++) {
                x = x.sin().mul(e).add(1);
              }
              return x;
            },
            (x, e) -> x.sin().mul(e).add(1));
    Tensor e = Tensor.scalar(0.3);
    double x = kepler.apply(e).item();
    assertThat(grad(kepler, e).item())
        .isCloseTo(Math.sin(x) / (1 - 0.3 * Math.cos(x)), within(1e-13));
    GradCheck.require(kepler, e);
  }

  @Test
  void theSolverRunsOnceForAPoint() {
    AtomicInteger runs = new AtomicInteger();
    Function<Tensor, Tensor> counted =
        Implicit.implicit(
            theta -> {
              runs.incrementAndGet();
              return bisected(theta);
            },
            (x, theta) -> x.square().sub(theta));
    hessian(counted, Tensor.scalar(9));
    assertThat(runs.get()).isEqualTo(1);
  }

  @Test
  void whatTheTheoremDoesNotCoverIsRefused() {
    Function<Tensor, Tensor> singular =
        Implicit.implicit(theta -> theta.mul(0), (x, theta) -> x.square().sub(theta));
    assertThatThrownBy(() -> grad(singular, Tensor.scalar(0)))
        .isInstanceOf(NumericalException.class);
    Function<Tensor, Tensor> unequal =
        Implicit.implicit(theta -> theta, (x, theta) -> Tensor.cat(0, x, x).sub(1));
    assertThatThrownBy(() -> grad(t -> unequal.apply(t).sum(), Tensor.of(1, 2)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("the residual gives 4 numbers and the solution has 2");
  }
}
