package dev.leibniz.parity;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static dev.leibniz.parity.Calls.notStrict;
import static dev.leibniz.parity.Calls.numbers;
import static dev.leibniz.parity.Calls.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Functional.Jvp;
import dev.leibniz.Functional.Vjp;
import dev.leibniz.GradCheck;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.Tuple;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sections A and B: {@code torch.autograd.functional.vjp} and {@code jvp}. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class VjpAndJvpTest {
  private static final TensorFunction REDUCER = z -> z.sum(1);

  private final Tensor x = numbers(4, 4);
  private final Tensor rows = numbers(4).neg();

  private static Tuple pair(Tensor a, Tensor b) {
    return Tuple.of(a, b);
  }

  // ---------------------------------------------------------------- A

  @Test
  @Parity(3)
  void vjpRefusesCotangentsThatDoNotFit() {
    TensorFunction narrow = z -> z.narrow(0, 0, 3);
    Tensor v = numbers(4);
    refused(() -> vjp(narrow, v).apply(), "vjp", "cotangent", "[3]", "left out");
    assertThatThrownBy(() -> vjp(narrow, v, Tensor.ones(2)))
        .hasMessageContaining("[2]")
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> vjp(z -> pair(z, z), v, pair(v, Tensor.ones(3))))
        .hasMessageContaining("cotangent 1");
    assertThatThrownBy(() -> vjp(z -> pair(z, z), v, Tuple.of(v)))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("has 1")
        .hasMessageContaining("2");
  }

  @Test
  @Parity(4)
  void vjpStrictRefusesADetachedOutput() {
    notStrict(() -> vjp(z -> z.detach(), x, x, strict()), "output 0", "input 0");
    assertThatTensor(vjp(z -> z.detach(), x, x).cotangent()).isExactly(x.zerosLike());
  }

  @Test
  @Parity(5)
  void vjpStrictRefusesAnOutputOfAnotherGraph() {
    Tensor other = Tensor.ones(4, 4).requiresGrad();
    notStrict(() -> vjp(z -> other.mul(2), x, x, strict()), "output 0", "input 0");
    assertThatTensor(vjp(z -> other.mul(2), x, x).cotangent()).isExactly(x.zerosLike());
    notStrict(() -> vjp((Tuple t) -> t.get(0).sum(), pair(x, x), strict()), "input 1");
    notStrict(
        () -> vjp((Tuple t) -> Tuple.of(t.get(0), other, t.get(1)), pair(x, x), strict()),
        "output 1");
    assertThatNoException()
        .as("every output and every input counts, though not every pair")
        .isThrownBy(() -> vjp((Tuple t) -> t, pair(x, x), strict()));
  }

  @Test
  @Parity(6)
  void vjpStrictWithCreateGraphRefusesAConstantJacobian() {
    notStrict(() -> vjp(z -> z.mul(2), x, x, strict(), createGraph()), "input 0", "constant");
    assertThatTensor(vjp(z -> z.mul(1), x, x, createGraph()).cotangent()).isCloseTo(x);
    assertThatTensor(vjp(z -> z.square(), x, x, strict(), createGraph()).cotangent())
        .isAttached()
        .isCloseTo(x.square().mul(2));
    assertThatNoException()
        .isThrownBy(() -> vjp(z -> z.mul(2), x, x.requiresGrad(), strict(), createGraph()));
  }

  @Test
  @Parity(7)
  void vjpTakesNoNoticeOfNoGrad() {
    Tensor x0 = x.requiresGrad();
    Vjp<Tensor, Tensor> plain = Autograd.noGrad(() -> vjp(z -> z.square().sum(1), x0, rows));
    assertThatTensor(plain.cotangent()).isConstant().isCloseTo(x.mul(rows.unsqueeze(1)).mul(2));
    assertThatTensor(plain.value()).isConstant();
    Vjp<Tensor, Tensor> attached =
        Autograd.noGrad(() -> vjp(z -> z.square().sum(1), x0, rows, createGraph()));
    assertThatTensor(attached.cotangent()).isAttached();
    assertThatTensor(attached.value()).isAttached();
  }

  @Test
  @Parity({8, 13})
  void vjpMirrorsStructures() {
    Vjp<Tensor, Tensor> bare = vjp(REDUCER, x.requiresGrad(), rows);
    assertThatTensor(bare.value()).isConstant().isCloseTo(x.sum(1));
    assertThatTensor(bare.cotangent()).isConstant().hasShape(4, 4);
    Vjp<Tensor, Tuple> two =
        vjp((Tuple t) -> t.get(0).mul(2).add(t.get(1).mul(3)), pair(rows, rows), rows);
    assertThat(two.cotangent().size()).isEqualTo(2);
    assertThatTensor(two.cotangent().get(1)).isCloseTo(rows.mul(3));
    Vjp<Tuple, Tuple> four =
        vjp(
            (Tuple t) -> pair(t.get(0).mul(2), t.get(1).sum()),
            pair(rows, rows),
            pair(rows, Tensor.scalar(2)));
    assertThatTensor(four.value().get(1)).hasShape();
    assertThatTensor(four.cotangent().get(0)).isCloseTo(rows.mul(2));
    assertThatTensor(four.cotangent().get(1)).holds(2, 2, 2, 2);
    Vjp<Tuple, Tuple> one =
        vjp((Tuple t) -> Tuple.of(t.get(0).mul(2)), Tuple.of(rows), Tuple.of(rows));
    assertThat(one.value().size()).isEqualTo(1);
    assertThatTensor(one.cotangent().get(0)).isCloseTo(rows.mul(2));
  }

  @Test
  @Parity(9)
  void vjpOfAScalarNeedsNoCotangent() {
    assertThatTensor(vjp(z -> z.sum(), x, Tensor.scalar(1)).cotangent()).isCloseTo(x.onesLike());
    assertThatTensor(vjp((Tensor z) -> z.sum(), x).apply()).isCloseTo(x.onesLike());
    assertThatTensor(vjp((Tensor z) -> z.sum().reshape(1, 1), x).apply()).isCloseTo(x.onesLike());
    assertThatTensor(vjp((Tensor z) -> Tuple.of(z.sum()), x).apply()).isCloseTo(x.onesLike());
    Tensor scalar = Tensor.scalar(0.3);
    assertThatTensor(vjp(z -> z.unsqueeze(0).expand(4), scalar, rows).cotangent())
        .isCloseTo(rows.sum());
  }

  @Test
  @Parity(10)
  void vjpCanBeDifferentiatedTwiceMore() {
    Tensor small = numbers(2, 2);
    Tensor v = numbers(2);
    GradCheck.require(
        (Tuple t) -> vjp(z -> z.exp().sum(1), t.get(0), t.get(1)).cotangent(), pair(small, v));
    GradCheck.require(
        (Tuple t) -> {
          Vjp<Tensor, Tuple> r =
              vjp((Tuple s) -> s.get(0).mul(s.get(1)).exp(), pair(t.get(0), t.get(1)), t.get(2));
          return r.cotangent().get(0).cos().mul(r.cotangent().get(1)).mul(r.value());
        },
        Tuple.of(v, v.neg(), v.mul(0.5)));
    Tensor x0 = small.requiresGrad();
    Tensor v0 = v.requiresGrad();
    Tensor g = vjp(z -> z.square().sum(1), x0.exp(), v0.cos(), createGraph()).cotangent();
    g.sum().backward();
    assertThatTensor(x0.grad()).isCloseTo(small.exp().mul(v.cos().unsqueeze(1)).mul(2));
    assertThatTensor(v0.grad())
        .isCloseTo(small.exp().mul(v.sin().neg().unsqueeze(1)).mul(2).sum(1));
  }

  @Test
  @Parity(11)
  void vjpGivesTheDtypeOfTheInput() {
    Tensor f32 = x.to(DType.FLOAT32);
    assertThat(vjp(REDUCER, f32, rows).cotangent().dtype()).isEqualTo(DType.FLOAT32);
    assertThatTensor(vjp(REDUCER, f32, Tensor.floats(1, 2, 3, 4)).cotangent().sum(1))
        .holds(4, 8, 12, 16);
  }

  @Test
  @Parity(12)
  void integerOutputsAreIndependent() {
    var pullback = vjp((Tensor z) -> Tuple.of(z.argmax(1), z.sum(1)), x);
    assertThatTensor(pullback.apply(pair(pullback.value().get(0), rows)))
        .isCloseTo(rows.unsqueeze(1).expand(4, 4).add(0));
    assertThat(pullback.value().get(0).dtype()).isEqualTo(DType.INT64);
  }

  @Test
  @Parity(14)
  void aCapturedPointIsAConstant() {
    assertThatTensor(vjp(z -> z.mul(x).sum(), x, Tensor.scalar(1)).cotangent()).isCloseTo(x);
    Tensor x0 = x.requiresGrad();
    assertThatTensor(vjp(z -> z.mul(x0).sum(), x0, Tensor.scalar(1), createGraph()).cotangent())
        .isCloseTo(x);
  }

  @Test
  @Parity(15)
  void capturedParametersAreSeenWithCreateGraphOnly() {
    Tensor w = Tensor.scalar(3).requiresGrad();
    assertThatTensor(vjp(z -> z.square().mul(w), rows, rows).cotangent()).isConstant();
    Tensor g = vjp(z -> z.square().mul(w), rows, rows, createGraph()).cotangent();
    assertThat(w.grad()).isNull();
    g.sum().backward();
    assertThatTensor(w.grad()).isCloseTo(rows.square().sum().mul(2));
  }

  @Test
  @Parity(17)
  void aPointWithoutFloatingTensorsIsRefused() {
    assertThatThrownBy(() -> vjp((Tuple t) -> Tensor.scalar(1), Tuple.of()))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("holds no tensors");
    assertThatThrownBy(() -> vjp((Tensor t) -> t.sum(), Tensor.longs(1, 2)))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("INT64");
    List<Tensor> list =
        vjp((List<Tensor> l) -> l.get(0).mul(l.get(1)), List.of(rows, rows)).apply(rows);
    assertThatTensor(list.get(1)).isCloseTo(rows.square());
  }

  // ---------------------------------------------------------------- B

  @Test
  @Parity(18)
  void jvpRefusesDirectionsThatDoNotFitBeforeTheFunctionRuns() {
    TensorFunction never =
        z -> {
          throw new AssertionError("the function ran");
        };
    refused(() -> jvp(never, rows, Tensor.ones(2)), "jvp", "[2]", "[4]");
    refused(() -> jvpOfPair(never, pair(rows, rows), pair(rows, Tensor.ones(3))), "direction v 1");
    refused(() -> jvpOfPair(never, pair(rows, rows), Tuple.of(rows)), "has 1", "2");
    refused(() -> linearize((Tensor z) -> z, rows).apply(), "left out", "[4]");
  }

  private static Jvp<Tensor> jvpOfPair(TensorFunction f, Tuple point, Tuple v) {
    return jvp((Tuple t) -> f.apply(t.get(0)), point, v);
  }

  @Test
  @Parity(19)
  void jvpStrictAsksTheGraph() {
    Tensor other = Tensor.ones(4).requiresGrad();
    notStrict(() -> jvp(z -> z.sum(1).detach(), x, x, strict()), "output 0");
    notStrict(() -> jvp(z -> other.mul(2), x, x, strict()), "output 0");
    notStrict(() -> jvp(z -> z.sum(1), x, x, strict(), createGraph()), "output 0", "constant");
    assertThatTensor(jvp(z -> z.sum(1).detach(), x, x).tangent()).isExactly(Tensor.zeros(4));
    assertThatTensor(jvp(z -> other.mul(2), x, x).tangent()).isExactly(Tensor.zeros(4));
    assertThatTensor(jvp(z -> z.square(), x, x, strict(), createGraph()).tangent())
        .isCloseTo(x.square().mul(2));
  }

  @Test
  @Parity(20)
  void jvpTakesNoNoticeOfNoGrad() {
    Tensor x0 = x.requiresGrad();
    Jvp<Tensor> plain = Autograd.noGrad(() -> jvp(z -> z.square(), x0, x));
    assertThatTensor(plain.tangent()).isConstant().isCloseTo(x.square().mul(2));
    assertThatTensor(plain.value()).isConstant();
    Jvp<Tensor> attached = Autograd.noGrad(() -> jvp(z -> z.square(), x0, x, createGraph()));
    assertThatTensor(attached.tangent()).isAttached();
    assertThatTensor(attached.value()).isAttached();
  }

  @Test
  @Parity(21)
  void jvpMirrorsTheOutputs() {
    Jvp<Tensor> bare = jvp(REDUCER, x, x);
    assertThatTensor(bare.tangent()).isConstant().isCloseTo(x.sum(1));
    Jvp<Tuple> two =
        jvp((Tuple t) -> pair(t.get(0).sum(), t.get(1).exp()), pair(rows, rows), pair(rows, rows));
    assertThatTensor(two.tangent().get(0)).hasShape().isCloseTo(rows.sum());
    assertThatTensor(two.tangent().get(1)).isCloseTo(rows.exp().mul(rows));
    assertThat(
            jvp((Tuple t) -> Tuple.of(t.get(0)), Tuple.of(rows), Tuple.of(rows)).tangent().size())
        .isEqualTo(1);
  }

  @Test
  @Parity(22)
  void theDirectionOfANumberMayBeLeftOut() {
    assertThatTensor(jvp(z -> z.sum(), x, x).tangent()).hasShape().isCloseTo(x.sum());
    Tensor scalar = Tensor.scalar(2);
    assertThatTensor(jvp(z -> z.unsqueeze(0).expand(4), scalar, Tensor.scalar(3)).tangent())
        .holds(3, 3, 3, 3);
    assertThatTensor(linearize((Tensor z) -> z.unsqueeze(0).expand(4), scalar).apply())
        .holds(1, 1, 1, 1);
  }

  @Test
  @Parity(23)
  void jvpCanBeDifferentiatedTwiceMore() {
    Tensor small = numbers(2, 2);
    GradCheck.require(
        (Tuple t) -> jvp(z -> z.exp().sum(1), t.get(0), t.get(1)).tangent(),
        pair(small, small.cos()));
    GradCheck.require(
        (Tuple t) -> {
          Jvp<Tensor> r =
              jvp((Tuple s) -> s.get(0).mul(s.get(1)).exp(), t, pair(t.get(1), t.get(0)));
          return r.tangent().cos().mul(r.value());
        },
        pair(numbers(2), numbers(2).neg()));
    Tensor x0 = small.requiresGrad();
    Tensor v0 = small.cos().requiresGrad();
    jvp(z -> z.square(), x0, v0, createGraph()).tangent().sum().backward();
    assertThatTensor(x0.grad()).isCloseTo(small.cos().mul(2));
    assertThatTensor(v0.grad()).isCloseTo(small.mul(2));
  }

  @Test
  @Parity(24)
  void jvpStrictAcceptsALinearFunctionUnlessItIsToBeDifferentiatedAgain() {
    assertThatTensor(jvp(z -> z.mul(2), rows, rows, strict()).tangent()).isCloseTo(rows.mul(2));
    notStrict(() -> jvp(z -> z.mul(2), rows, rows, strict(), createGraph()), "constant");
    assertThatTensor(
            jvp(z -> z.mul(2), rows, rows.requiresGrad(), strict(), createGraph()).tangent())
        .isAttached();
  }

  @Test
  @Parity(25)
  void jvpStrictNamesAnUnusedInput() {
    notStrict(
        () -> jvp((Tuple t) -> t.get(0).exp(), pair(rows, rows), pair(rows, rows), strict()),
        "input 1");
    assertThatTensor(
            jvp((Tuple t) -> t.get(0).mul(2), pair(rows, rows), pair(rows, rows)).tangent())
        .isCloseTo(rows.mul(2));
  }

  @Test
  @Parity(26)
  void aDetachedOutputAmongOthersHasTheTangentZero() {
    Jvp<Tuple> r = jvp(z -> pair(z.square(), z.sum().detach()), rows, rows);
    assertThatTensor(r.tangent().get(0)).isCloseTo(rows.square().mul(2));
    assertThatTensor(r.tangent().get(1)).hasShape().holds(0);
    assertThatTensor(r.value().get(1)).isCloseTo(rows.sum());
    assertThatTensor(grad(z -> z.detach().sum().add(z.sum()), rows)).holds(1, 1, 1, 1);
  }
}
