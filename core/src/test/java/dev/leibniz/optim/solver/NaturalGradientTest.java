package dev.leibniz.optim.solver;

import static dev.leibniz.Functional.grad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Key;
import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import org.junit.jupiter.api.Test;

class NaturalGradientTest {
  private static final Tensor X = Key.of(3).normal(40, 3);
  private static final Tensor Y = X.matmul(Tensor.of(1, -2, 0.5)).add(0.3);

  record Net(Tensor w1, Tensor b1, Tensor w2) {
    Tensor apply(Tensor x) {
      return x.matmul(w1).add(b1).tanh().matmul(w2);
    }
  }

  private static Net net() {
    Key key = Key.of(4);
    return new Net(
        key.normal(3, 6).mul(0.5), Tensor.zeros(6), key.split(2).get(1).normal(6).mul(0.5));
  }

  private static Tensor half(Tensor y) {
    return y.sub(Y).square().mean().mul(0.5);
  }

  @Test
  void conjugateGradientsSolveWhatLinalgSolves() {
    Tensor a = X.mT().matmul(X);
    Tensor b = Tensor.of(1, 2, 3);
    var s = ConjugateGradients.of().solve(v -> a.matmul(v), b);
    assertThat(s.status()).isEqualTo(Status.CONVERGED);
    assertThat(s.iterations()).isLessThanOrEqualTo(4);
    Tensor x = Linalg.solve(a, b.unsqueeze(1)).squeeze(1);
    assertThat(s.point().allClose(x, 1e-9, 1e-9)).isTrue();
  }

  @Test
  void conjugateGradientsSayWhenTheyCannot() {
    ConjugateGradients cg = ConjugateGradients.of();
    assertThat(cg.solve(v -> v.neg(), Tensor.of(1, 2)).status()).isEqualTo(Status.DIVERGED);
    assertThat(cg.solve(v -> v.mul(Double.NaN), Tensor.of(1, 2)).status())
        .isEqualTo(Status.NOT_FINITE);
    assertThat(
            cg.withStopping(new Stopping(1, 1e-10))
                .solve(v -> v.mul(Tensor.of(1, 5)), Tensor.of(1, 2))
                .status())
        .isEqualTo(Status.ITERATION_LIMIT);
    assertThat(cg.solve(v -> v, Tensor.zeros(2)).iterations()).isZero();
    Thread.currentThread().interrupt();
    assertThat(cg.solve(v -> v, Tensor.of(1, 2)).status()).isEqualTo(Status.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void oneStepOfALinearModelReachesTheMinimum() {
    NaturalGradient method = NaturalGradient.of(1).withDamping(0);
    var step =
        method.step((Tensor w) -> X.matmul(w), NaturalGradientTest::half, Tensor.of(5, 5, 5));
    Tensor slope = grad(w -> half(X.matmul(w)), step.point());
    assertThat(slope.abs().amax().item()).isCloseTo(0, within(1e-5));
  }

  @Test
  void aNetworkLearnsInFewerStepsThanByItsGradient() {
    Net natural = net();
    Net plain = net();
    for (int i = 0; i < 20; i++) {
      natural =
          NaturalGradient.of(1)
              .withDamping(1e-2)
              .step(n -> n.apply(X), NaturalGradientTest::half, natural)
              .point();
      Net g = grad(n -> half(n.apply(X)), plain);
      plain = Tree.map((Tensor w, Tensor d) -> w.sub(d.mul(0.3)), plain, g);
    }
    double after = half(natural.apply(X)).item();
    assertThat(after).isLessThan(half(net().apply(X)).item() / 20);
    assertThat(after).isLessThan(half(plain.apply(X)).item() / 3);
  }

  @Test
  void theEmpiricalFisherInformationIsTheMeanOfOuterProducts() {
    Tensor w = Tensor.of(0.5, -1, 2);
    Tensor v = Tensor.of(1, 2, -1);
    Tensor product = Fisher.empirical((Tensor z) -> X.matmul(z).sub(Y).square(), w).apply(v);
    Tensor sum = Tensor.zeros(3);
    for (int i = 0; i < 40; i++) {
      Tensor x = X.select(0, i);
      Tensor g = x.mul(x.dot(w).sub(Y.get(i)).mul(2));
      sum = sum.add(g.mul(g.dot(v)));
    }
    assertThat(product.allClose(sum.div(40), 1e-12, 1e-12)).isTrue();
  }

  record Plane(Tensor weights, Tensor bias, String name) {
    Tensor at(Tensor x) {
      return x.matmul(weights).add(bias);
    }
  }

  @Test
  void mapsOfRecordsAreThoseOfTheirVectors() {
    Plane point = new Plane(Tensor.of(0.5, -1, 2), Tensor.scalar(0.1), "plane");
    Tensor u = Tensor.of(1, 2, -1, 0.5);
    Plane v = Tree.unravel(point, u);
    Tensor w = Tree.ravel(point);

    Plane fisher = Fisher.empirical((Plane p) -> p.at(X).sub(Y).square(), point).apply(v);
    Tensor flat =
        Fisher.empirical((Tensor z) -> Tree.unravel(point, z).at(X).sub(Y).square(), w).apply(u);
    assertThat(Tree.ravel(fisher).allClose(flat, 1e-12, 1e-12)).isTrue();

    Tensor scale = Tensor.of(1, 2, 3, 4);
    var solved =
        ConjugateGradients.of().<Plane>solve(z -> Tree.unravel(z, Tree.ravel(z).mul(scale)), v);
    assertThat(solved.point().name()).isEqualTo("plane");
    assertThat(Tree.ravel(solved.point()).allClose(u.div(scale), 1e-9, 1e-9)).isTrue();

    var step =
        NaturalGradient.of(1)
            .withDamping(0)
            .step((Plane p) -> p.at(X), NaturalGradientTest::half, point);
    assertThat(half(step.point().at(X)).item()).isLessThan(1e-10);
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> NaturalGradient.of(0)).hasMessageContaining("lr 0.0");
    assertThatThrownBy(() -> NaturalGradient.of(1).withDamping(-1))
        .hasMessageContaining("damping -1.0");
  }
}
