package dev.leibniz.parity;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Autograd;
import dev.leibniz.DTypeException;
import dev.leibniz.Functional;
import dev.leibniz.GraphException;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The cases of forward mode, section Q: a dual level there is a call of {@code jvp} here. */
class ForwardParityTest {
  private final Tensor x = Tensor.of(1, 2);
  private final Tensor v = Tensor.of(10, 20);

  private static Tensor slope(java.util.function.Function<Tensor, Tensor> f, Tensor x, Tensor v) {
    return Functional.<Tensor, Tensor>jvp(f, x, v).tangent();
  }

  @Test
  @Parity({204, 206})
  void theTangentComesBackAsItWasAndNothingOutlivesTheCall() {
    assertThat(slope(t -> t, x, v)).isSameAs(v);
    List<Tensor> escaped = new ArrayList<>();
    slope(
        t -> {
          escaped.add(t);
          return t;
        },
        x,
        v);
    assertThatThrownBy(() -> escaped.getFirst().exp()).isInstanceOf(GraphException.class);
    assertThatTensor(x.exp()).isConstant();
  }

  @Test
  @Parity(205)
  void theTangentHasThePointsShape() {
    assertThatThrownBy(() -> slope(t -> t, x, Tensor.ones(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[3]")
        .hasMessageContaining("[2]");
  }

  @Test
  @Parity({206, 207})
  void callsNestToAnyDepthAndKeepTheirTangentsApart() {
    Tensor third =
        slope(a -> slope(b -> slope(c -> c.pow(4), b, v), a, v.onesLike()), x, v.onesLike());
    assertThatTensor(third).isCloseTo(x.mul(24.0).mul(v));
    Tensor confused = slope(a -> a.mul(slope(b -> a.add(b), x, v.onesLike())), x, v.onesLike());
    assertThatTensor(confused).holds(1, 1);
  }

  @Test
  @Parity(206)
  void anExceptionLeavesNoTangentBehind() {
    assertThatThrownBy(() ->
            slope(
                t -> {
                  throw new IllegalStateException("from the function");
                },
                x,
                v))
        .hasMessage("from the function");
    assertThatTensor(slope(Tensor::square, x, v)).holds(20, 80);
  }

  @Test
  @Parity(208)
  void integersHaveNoTangents() {
    Tensor n = Tensor.ints(1, 2);
    assertThatThrownBy(() -> slope(t -> t, n, n)).isInstanceOf(DTypeException.class);
    assertThatThrownBy(() -> slope(t -> t, n, v)).isInstanceOf(DTypeException.class);
  }

  @Test
  @Parity(209)
  void valueAndTangentAreNamed() {
    var both = Functional.<Tensor, Tensor>jvp(Tensor::square, x, v);
    assertThatTensor(both.value()).isConstant().holds(1, 4);
    assertThatTensor(both.tangent()).isConstant().holds(20, 80);
    assertThatTensor(x).isConstant().holds(1, 2);
  }

  @Test
  @Parity(210)
  void backwardGoesThroughValueAndTangent() {
    Tensor p = x.requiresGrad();
    Tensor t = v.requiresGrad();
    var both = Functional.<Tensor, Tensor>jvp(Tensor::square, p, t, Functional.createGraph());
    both.value().add(both.tangent()).sum().backward();
    assertThatTensor(p.grad()).isCloseTo(x.mul(2.0).add(v.mul(2.0)));
    assertThatTensor(t.grad()).isCloseTo(x.mul(2.0));
  }

  @Test
  @Parity(210)
  void detachDropsTheTangentAndNoGradDoesNot() {
    assertThatTensor(slope(t -> t.mul(t.detach()), x, v)).holds(10, 40);
    assertThatTensor(slope(t -> Autograd.noGrad(() -> t.square()), x, v)).holds(20, 80);
    Tensor leaf = x.requiresGrad();
    assertThatTensor(
            Functional.<Tensor, Tensor>jvp(
                    t -> Autograd.noGrad(() -> t.square()), leaf, v, Functional.createGraph())
                .tangent())
        .isConstant()
        .holds(20, 80);
  }

  @Test
  @Parity(214)
  void whatHasNoDerivativeHasTheTangentZero() {
    assertThatTensor(slope(t -> t.floor(), x, v)).holds(0, 0);
    assertThatTensor(slope(t -> t.gt(1.5).to(t.dtype()), x, v)).holds(0, 0);
    assertThatTensor(slope(t -> Tensor.of(7), x, v)).holds(0);
  }

  @Test
  @Parity(216)
  void aDualPrintsItsNumbers() {
    slope(
        t -> {
          assertThat(t.square().toString()).contains("1.").contains("4.");
          return t;
        },
        x,
        v);
  }

  @Test
  @Parity(217)
  void graphsOfTangentsAreWalkedAndFreedWithoutHarm() {
    Tensor t = v.requiresGrad();
    for (int i = 0; i < 10; i++) {
      Tensor slope =
          Functional.<Tensor, Tensor>jvp(Tensor::exp, x, t, Functional.createGraph()).tangent();
      slope.sum().backward();
    }
    assertThatTensor(Objects.requireNonNull(t.grad()).div(10.0)).isCloseTo(x.exp());
  }

  @Test
  @Parity(219)
  void tangentsMayBeBatched() {
    Tensor vs = Tensor.eye(2);
    Tensor columns = vmap((Tensor d) -> slope(t -> t.square().sum(), x, d)).apply(vs);
    assertThatTensor(columns).holds(2, 4);
    Tensor both =
        vmap((Tensor p, Tensor d) -> slope(Tensor::sin, p, d))
            .apply(Tensor.of(new double[][] {{1, 2}, {3, 4}}), vs);
    assertThatTensor(both).holds(Math.cos(1), 0, 0, Math.cos(4));
    assertThatTensor(
            Functional.<Tensor, Tensor>jvp(
                    p -> vmap((Tensor e) -> e.square().sum()).apply(p),
                    Tensor.of(new double[][] {{1, 2}, {3, 4}}),
                    Tensor.ones(2, 2))
                .tangent())
        .holds(6, 14);
  }

  @Test
  @Parity(220)
  void reverseOverForwardAndForwardOverReverse() {
    Tensor reverseOverForward = grad(p -> slope(t -> t.pow(3), p, v).sum(), x);
    assertThatTensor(reverseOverForward).isCloseTo(x.mul(v).mul(6.0));
    Tensor forwardOverReverse =
        jvp((Tensor p) -> grad((Tensor t) -> t.pow(3).sum(), p), x, v).tangent();
    assertThatTensor(forwardOverReverse).isCloseTo(x.mul(v).mul(6.0));
    Tensor byTangent = grad(d -> slope(t -> t.pow(3), x, d).sum(), v);
    assertThatTensor(byTangent).isCloseTo(x.square().mul(3.0));
  }
}
