package dev.leibniz.optim.solver;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.GradCheck;
import dev.leibniz.GraphException;
import dev.leibniz.Linalg;
import dev.leibniz.NumericalException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

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
  void aSolverOfTensorOperationsCanBeBatched() {
    Function<Tensor, Tensor> root =
        Implicit.implicit(
            theta -> {
              Tensor x = theta.add(1);
              for (int i = 0; i < 30; i++) {
                x = x.add(theta.div(x)).mul(0.5);
              }
              return x;
            },
            (x, theta) -> x.square().sub(theta));
    Tensor theta = Tensor.of(1, 4, 9);
    assertThat(vmap(root).apply(theta).allClose(Tensor.of(1, 2, 3))).isTrue();
    Tensor slopes = vmap(t -> grad(root, t)).apply(theta);
    assertThat(slopes.allClose(Tensor.of(0.5, 0.25, 1.0 / 6))).isTrue();
    assertThatThrownBy(() -> vmap(ROOT).apply(theta)).isInstanceOf(GraphException.class);
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
