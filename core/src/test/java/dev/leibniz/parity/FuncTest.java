package dev.leibniz.parity;

import static dev.leibniz.Functional.active;
import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.gradWithAux;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacfwd;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jacrev;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static dev.leibniz.parity.Calls.notStrict;
import static dev.leibniz.parity.Calls.numbers;
import static dev.leibniz.parity.Calls.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Autograd;
import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.Functional.WithAux;
import dev.leibniz.Jacobian;
import dev.leibniz.Key;
import dev.leibniz.Option;
import dev.leibniz.Option.Strategy;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections G to K: {@code torch.func} without {@code vmap}. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class FuncTest {
  record Pair(Tensor first, Map<String, Tensor> rest) {}

  private final Tensor x = numbers(3);
  private final Tensor scalar = Tensor.scalar(0.7);

  private static Tensor at(Map<String, Tensor> m, String key) {
    return Objects.requireNonNull(m.get(key));
  }

  private static Tensor classical(TensorFunction f, Tensor point) {
    Tensor leaf = point.requiresGrad();
    return Autograd.grad(f.apply(leaf), leaf);
  }

  // ---------------------------------------------------------------- G

  @Test
  @Parity({77, 78})
  void gradAgreesWithTheClassicalGraph() {
    assertThatTensor(grad((Tensor t) -> t.sin(), scalar)).holds(Math.cos(0.7));
    Tensor labels = Tensor.longs(0, 2, 1);
    Tensor w = numbers(4, 3);
    Tensor in = numbers(3, 4).cos();
    for (TensorFunction f :
        List.<TensorFunction>of(
            z -> z.sum(),
            z -> in.matmul(z).logSoftmax(1).gather(1, labels.unsqueeze(1)).mean().neg(),
            z -> z.exp().sin().mul(z).sum())) {
      assertThatTensor(grad(f, w)).isCloseTo(classical(f, w));
    }
  }

  @Test
  @Parity(79)
  void otherArgumentsAreCaptured() {
    assertThatTensor(grad((a, b) -> a.mul(b).sum()).apply(x, x.exp())).isCloseTo(x.exp());
    assertThatTensor(grad(a -> a.mul(x.exp()).sum(), x)).isCloseTo(x.exp());
  }

  @Test
  @Parity(80)
  void shapeAndDtypeInsideAreThoseOutside() {
    grad(
        z -> {
          assertThat(z.shape()).isEqualTo(Shape.of(3));
          assertThat(z.dtype()).isEqualTo(DType.FLOAT32);
          assertThat(z.size()).isEqualTo(3);
          assertThat(z.rank()).isEqualTo(1);
          return z.sum();
        },
        x.to(DType.FLOAT32));
  }

  @Test
  @Parity({83, 86, 87})
  void derivativesOfDerivatives() {
    assertThatTensor(grad(grad((Tensor t) -> t.sin())).apply(scalar)).holds(-Math.sin(0.7));
    Tensor leaf = scalar.requiresGrad();
    Tensor inner = grad(t -> t.pow(3), leaf, Functional.createGraph());
    assertThatTensor(Autograd.grad(inner, leaf)).holds(6 * 0.7);
    TensorFunction f = t -> t.pow(4);
    TensorFunction pulled = t -> vjp(f, t, Tensor.scalar(1)).cotangent();
    assertThatTensor(grad(pulled).apply(scalar)).holds(12 * 0.49);
    assertThatTensor(vjp(grad(f), scalar, Tensor.scalar(2)).cotangent()).holds(24 * 0.49);
    TensorFunction twice = t -> vjp(grad(f), t, Tensor.scalar(1)).cotangent();
    assertThatTensor(grad(twice).apply(scalar)).holds(24 * 0.7);
  }

  @Test
  @Parity(84)
  void whatEscapesIsReportedOnUse() {
    List<Tensor> escaped = new ArrayList<>();
    grad(
        z -> {
          escaped.add(z.exp());
          return z.sum();
        },
        x);
    refused(() -> escaped.getFirst().mul(2), "outlived", "grad");
    assertThatTensor(escaped.getFirst().detach()).isCloseTo(x.exp());
  }

  @Test
  @Parity(85)
  void randomNumbersInsideAreThoseOfTheirKey() {
    Tensor expected = Key.of(3).normal(3);
    assertThatTensor(grad(z -> z.mul(Key.of(3).normal(3)).sum(), x)).isExactly(expected);
  }

  @Test
  @Parity(88)
  void whatIsToBeActiveMustBeThere() {
    Tuple t = Tuple.of(x, x);
    refused(() -> grad((Tuple p) -> p.get(0).sum(), t, active("9")), "active", "9");
    refused(() -> grad((Tuple p) -> p.get(0).sum(), t, active("")), "active");
    refused(() -> active(), "active");
  }

  @Test
  @Parity({89, 90})
  void partsOfATreeAreChosenByTheirPaths() {
    Pair p = new Pair(x, Map.of("a", x.exp(), "b", x.cos()));
    Function<Pair, Tensor> f = q -> q.first().mul(at(q.rest(), "a")).mul(at(q.rest(), "b")).sum();
    Pair all = grad(f, p);
    Pair first = grad(f, p, active("first"));
    assertThatTensor(first.first()).isCloseTo(all.first());
    assertThatTensor(at(first.rest(), "a")).isExactly(x.zerosLike());
    Pair rest = grad(f, p, active("rest"));
    assertThatTensor(rest.first()).isExactly(x.zerosLike());
    assertThatTensor(at(rest.rest(), "b")).isCloseTo(at(all.rest(), "b"));
    Pair two = grad(f, p, active("rest.b", "first"));
    assertThatTensor(two.first()).isCloseTo(all.first());
    assertThatTensor(at(two.rest(), "a")).isExactly(x.zerosLike());
  }

  @Test
  @Parity({91, 92})
  void whatIsGivenBesideMayBeAnything() {
    var g = gradWithAux(z -> new WithAux<>(z.sin().sum(), Map.of("cos", z.cos())), x);
    assertThatTensor(g.value()).isCloseTo(x.sin().sum());
    assertThatTensor(g.grad()).isCloseTo(x.cos());
    assertThatTensor(at(g.aux(), "cos")).isConstant().isCloseTo(x.cos());
    assertThat(gradWithAux(z -> new WithAux<>(z.sum(), 3), x).aux()).isEqualTo(3);
  }

  @Test
  @Parity({93, 94})
  void whatIsNotUsedHasTheGradientZero() {
    Map<String, Tensor> m =
        grad((Map<String, Tensor> p) -> at(p, "a").sum(), Map.of("a", x, "b", x));
    assertThatTensor(at(m, "b")).isExactly(x.zerosLike());
    assertThatTensor(grad(z -> Tensor.scalar(3), x)).isExactly(x.zerosLike());
  }

  @Test
  @Parity({95, 96})
  void tensorsMayBeMadeAndChangedInside() {
    TensorFunction f =
        z -> {
          Tensor made = Tensor.of(1, 2, 3);
          Tensor mask = z.gt(0);
          return z.mul(made).maskedFill(mask.logicalNot(), 0.0).at(0).set(z.select(0, 1)).sum();
        };
    Tensor p = Tensor.of(1, 2, -3);
    assertThatTensor(grad(f, p)).isCloseTo(classical(f, p)).holds(0, 3, 0);
  }

  @Test
  @Parity(97)
  void tensorsInsidePrintTheirTransform() {
    grad(
        z -> {
          assertThat(z.toString()).isNotEmpty();
          assertThat(x.toString()).isEqualTo(numbers(3).toString());
          return z.sum();
        },
        x);
  }

  @Test
  @Parity(98)
  void noGradIsSeenByTheClassicalGraphAlone() {
    Tensor leaf = x.requiresGrad();
    Tensor outside = Autograd.noGrad(() -> grad(z -> z.pow(3).sum(), leaf));
    assertThatTensor(outside).isConstant().isCloseTo(x.square().mul(3));
    assertThatTensor(grad(z -> Autograd.noGrad(() -> z.pow(3)).sum(), x))
        .isCloseTo(x.square().mul(3));
    Tensor cut = grad(z -> z.pow(3).detach().add(z).sum(), x);
    assertThatTensor(cut).as("detach is what cuts inside").holds(1, 1, 1);
  }

  @Test
  @Parity(99)
  void gradWantsOneNumber() {
    refused(() -> grad(z -> z, x), "grad", "[3]", "sum it, or use jacobian");
    assertThatTensor(grad(z -> z.sum().reshape(1), x)).holds(1, 1, 1);
    var both = valueAndGrad(z -> z.square().sum(), x);
    assertThatTensor(both.value()).isCloseTo(x.square().sum());
  }

  // ---------------------------------------------------------------- H

  @Test
  @Parity({100, 101, 106})
  void pullbacksOfSeveralInputsAndOutputs() {
    var pullback = vjp((Tuple t) -> Tuple.of(t.get(0).sin(), t.get(1).sum()), Tuple.of(x, x));
    for (int i = 1; i < 3; i++) {
      Tuple ct = pullback.apply(Tuple.of(x.mul(i), Tensor.scalar(i)));
      assertThatTensor(ct.get(0)).isCloseTo(x.cos().mul(x).mul(i));
      assertThatTensor(ct.get(1)).holds(i, i, i);
    }
    Tuple unrelated =
        vjp((Tuple t) -> Tuple.of(t.get(0), Tensor.ones(2)), Tuple.of(x, x))
            .apply(Tuple.of(x, Tensor.of(5, 5)));
    assertThatTensor(unrelated.get(0)).isExactly(x);
    assertThatTensor(unrelated.get(1)).isExactly(x.zerosLike());
    refused(() -> vjp((Tensor z) -> z.sin(), x).apply(Tensor.ones(3, 1)), "[3, 1]", "[3]");
  }

  @Test
  @Parity({102, 103})
  void pullbacksOfTrees() {
    Pair p = new Pair(x, Map.of("a", x));
    var pullback =
        vjp(
            (Pair q) ->
                List.of(Map.of("k", q.first().mul(at(q.rest(), "a"))), Map.of("k", q.first())),
            p);
    Pair ct = pullback.apply(List.of(Map.of("k", x), Map.of("k", x)));
    assertThatTensor(ct.first()).isCloseTo(x.square().add(x));
    refused(() -> pullback.apply(List.of(Map.of("k", x))), "cotangent", "has 1", "2");
    refused(
        () -> pullback.apply(List.of(Map.of("k", x), Map.of("j", x))), "cotangent", "1.j", "1.k");
    assertThat(vjp((Tensor z) -> Tuple.of(), x).value().size()).isZero();
  }

  @Test
  @Parity({104, 117, 140})
  void auxOutputsAreGivenBackByEveryTransform() {
    Function<Tensor, WithAux<Tensor, Tensor>> f = z -> new WithAux<>(z.sin(), z.exp());
    assertThatTensor(vjp(f, x).value().aux()).isConstant().isCloseTo(x.exp());
    assertThatTensor(vjp(f, x).apply(new WithAux<>(x, x))).isCloseTo(x.cos().mul(x));
    assertThatTensor(jvp(f, x, x).tangent().value()).isCloseTo(x.cos().mul(x));
    assertThatTensor(jvp(f, x, x).tangent().aux()).isCloseTo(x.exp());
    for (Strategy s : Strategy.values()) {
      WithAux<Tensor, Tensor> j = jacobian(f, x, s);
      assertThatTensor(j.value()).isCloseTo(Tensor.eye(3).mul(x.cos()));
      assertThatTensor(j.aux()).isCloseTo(x.exp());
    }
  }

  @Test
  @Parity(105)
  void pullbacksTakeNoNoticeOfNoGrad() {
    Tensor leaf = x.requiresGrad();
    var pullback = Autograd.noGrad(() -> vjp((Tensor z) -> z.square(), leaf));
    assertThatTensor(pullback.value()).isConstant();
    assertThatTensor(pullback.apply(x)).isConstant().isCloseTo(x.square().mul(2));
    var attached = vjp((Tensor z) -> z.square(), leaf, Functional.createGraph());
    assertThatTensor(Autograd.noGrad(() -> attached.apply(x))).isAttached();
  }

  // ---------------------------------------------------------------- I

  @ParameterizedTest
  @EnumSource
  @Parity({107, 108, 116})
  void jacobiansOfOneTensor(Strategy s) {
    Tensor m = numbers(2, 3);
    assertThatTensor(jacobian(z -> z.sin(), x, s)).isCloseTo(Tensor.eye(3).mul(x.cos()));
    assertThatTensor(jacobian(z -> z.sin(), m, s))
        .hasShape(2, 3, 2, 3)
        .isCloseTo(Tensor.eye(6).mul(m.cos().flatten()).reshape(2, 3, 2, 3));
    assertThatTensor(jacobian(z -> z.sum(1).unsqueeze(1), m, s)).hasShape(2, 1, 2, 3);
    Tensor taken = jacobian(z -> z.indexSelect(0, Tensor.longs(0, 0, 2)), x, s);
    assertThatTensor(taken).holds(1, 0, 0, 1, 0, 0, 0, 0, 1);
    assertThatTensor(jacobian(z -> z.sum(), scalar, s)).hasShape();
    assertThatTensor(jacobian(z -> z.unsqueeze(0), scalar, s)).hasShape(1);
    assertThatTensor(jacobian(z -> z.sum(), Tensor.of(2), s)).hasShape(1);
  }

  @ParameterizedTest
  @EnumSource
  @Parity({109, 110})
  void jacobiansNestAndBatch(Strategy s) {
    Tensor rows = numbers(4, 3);
    Tensor batched = vmap((Tensor r) -> jacobian(z -> z.sin(), r, s)).apply(rows);
    assertThatTensor(batched).isCloseTo(Tensor.eye(3).mul(rows.cos().unsqueeze(1)));
    assertThatTensor(jacobian(y -> jacobian(z -> z.pow(3).sum(), y, s), x, s))
        .isCloseTo(Tensor.eye(3).mul(x.mul(6)));
    assertThatTensor(jacfwd(jacrev((Tensor z) -> z.pow(3).sum())).apply(x))
        .isCloseTo(jacrev(jacfwd((Tensor z) -> z.pow(3).sum())).apply(x));
  }

  @ParameterizedTest
  @EnumSource
  @Parity({111, 112, 113, 121, 122})
  void blocksOfChosenArguments(Strategy s) {
    Function<Tuple, Tuple> f =
        t -> Tuple.of(t.get(0).mul(t.get(1)), t.get(1).pow(2), t.get(2).sum());
    Tuple p = Tuple.of(x, x.exp(), x);
    Jacobian<Tuple, Tuple> all = jacobian(f, p, s);
    assertThatTensor(all.at(0, 0)).isCloseTo(Tensor.eye(3).mul(x.exp()));
    assertThatTensor(all.at(1, 0)).isCloseTo(Tensor.zeros(3, 3));
    Jacobian<Tuple, Tuple> second = jacobian(f, p, s, active("1"));
    assertThat(second.inputs()).hasSize(1);
    assertThatTensor(second.at(0, 0)).isCloseTo(all.at(0, 1));
    assertThatTensor(second.at(2, 0)).isCloseTo(x.zerosLike());
    assertThatTensor(jacobian(b -> x.mul(b), x.exp(), s)).isCloseTo(second.at(0, 0).mul(1));
  }

  @ParameterizedTest
  @EnumSource
  @Parity({114, 115, 118, 119})
  void blocksOfTrees(Strategy s) {
    Map<String, Tensor> out = jacobian(z -> Map.of("left", z.sin(), "right", z.sum()), x, s);
    assertThatTensor(at(out, "left")).isCloseTo(Tensor.eye(3).mul(x.cos()));
    assertThatTensor(at(out, "right")).holds(1, 1, 1);
    Pair p = new Pair(numbers(2, 2), Map.of("a", x));
    Jacobian<Pair, List<Tensor>> j =
        jacobian((Pair q) -> List.of(q.first().sum(), at(q.rest(), "a").mul(2)), p, s);
    assertThatTensor(j.at("0", "first")).hasShape(2, 2).holds(1, 1, 1, 1);
    assertThatTensor(j.at("1", "rest.a")).isCloseTo(Tensor.eye(3).mul(2));
    assertThatTensor(j.at("1", "first")).hasShape(3, 2, 2).isCloseTo(Tensor.zeros(3, 2, 2));
    assertThatTensor(j.row("1").first()).hasShape(3, 2, 2);
  }

  @ParameterizedTest
  @EnumSource
  @Parity({120, 129})
  void whatIsEmpty(Strategy s) {
    assertThatTensor(jacobian(z -> z.narrow(0, 0, 0), x, s)).hasShape(0, 3);
    Tuple none = jacobian(z -> Tuple.of(), x, s);
    assertThat(none.size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 10, 1000})
  @Parity({124, 125})
  void chunksChangeNothing(int size) {
    Tensor m = numbers(2, 3);
    for (Option s : List.of(Strategy.FORWARD, Strategy.REVERSE)) {
      assertThatTensor(jacobian(z -> z.sin().mul(z.sum()), m, s, chunkSize(size)))
          .isCloseTo(jacobian(z -> z.sin().mul(z.sum()), m));
      TensorFunction twice =
          r ->
              jacobian(
                  y -> jacobian(z -> z.sin().mul(z.sum()), y, s, chunkSize(size)),
                  r,
                  chunkSize(size));
      assertThatTensor(vmap((Tensor r) -> twice.apply(r)).apply(m))
          .isCloseTo(
              vmap((Tensor r) -> jacobian(jacobian((Tensor z) -> z.sin().mul(z.sum()))).apply(r))
                  .apply(m));
    }
    refused(() -> chunkSize(0), "chunkSize: 0");
    refused(() -> chunkSize(-2), "chunkSize: -2");
  }

  @Test
  @Parity(128)
  void otherArgumentsNeedNotBeTensors() {
    record Scaled(Tensor z, int times, String name) {}
    Jacobian<Scaled, Tensor> j =
        jacobian((Scaled a) -> a.z().mul(a.times()), new Scaled(x, 3, "three"));
    assertThatTensor(j.at(0, 0)).isCloseTo(Tensor.eye(3).mul(3));
  }

  // ---------------------------------------------------------------- J

  @Test
  @Parity({130, 132})
  void hessiansOfVectorFunctionsAreJacobiansOfJacobians() {
    Tensor h = jacfwd(jacrev((Tensor z) -> z.pow(3))).apply(x);
    assertThatTensor(h).hasShape(3, 3, 3);
    assertThatTensor(h.sum(0)).isCloseTo(Tensor.eye(3).mul(x.mul(6)));
    Tensor w = numbers(2, 3);
    assertThatTensor(jacfwd(jacrev((Tensor z) -> w.matmul(z))).apply(x))
        .isCloseTo(Tensor.zeros(2, 3, 3));
  }

  @Test
  @Parity({131, 133})
  void hessiansBatch() {
    TensorFunction f = z -> z.sin().mul(z.square().sum()).sum();
    Tensor rows = numbers(4, 3);
    assertThatTensor(vmap(hessian(f)).apply(rows)).isCloseTo(vmap(jacrev(jacrev(f))).apply(rows));
    assertThatTensor(vmap(jacfwd(jacrev(f))).apply(rows))
        .isCloseTo(vmap(jacrev(jacfwd(f))).apply(rows));
    assertThatTensor(hessian(f).apply(x)).isCloseTo(hessian(f, x, Strategy.REVERSE, chunkSize(1)));
  }

  @ParameterizedTest
  @EnumSource
  @Parity(134)
  void forcesOfAPotentialCanBeFitted(Strategy s) {
    Tensor r = numbers(6, 3).add(1);
    TensorFunction norm = z -> z.square().sum().sqrt();
    TensorFunction loss =
        w -> {
          TensorFunction energy = z -> norm.apply(z).pow(-12).mul(w).sub(norm.apply(z).pow(-6));
          Tensor forces = vmap((Tensor z) -> jacobian(energy, z, s)).apply(r);
          return forces.square().mean();
        };
    Tensor w = Tensor.scalar(1.1);
    double h = 1e-5;
    double slope = (loss.apply(w.add(h)).item() - loss.apply(w.sub(h)).item()) / (2 * h);
    assertThatTensor(grad(loss, w)).holdsWithin(1e-6, slope);
    assertThatTensor(classical(loss, w))
        .as("the classical graph sees through vmap, and not through jacobian without createGraph")
        .isNotNull();
  }

  // ---------------------------------------------------------------- K

  @Test
  @Parity({135, 137})
  void directionalDerivatives() {
    assertThatTensor(jvp(z -> z.sin(), x, x).tangent()).isCloseTo(x.cos().mul(x));
    var two =
        jvp(
            (Tuple t) -> Tuple.of(t.get(0).mul(t.get(1)), t.get(0).sum()),
            Tuple.of(x, x.exp()),
            Tuple.of(x, x));
    assertThatTensor(two.tangent().get(0)).isCloseTo(x.mul(x.exp()).add(x.square()));
    Pair p = new Pair(x, Map.of("a", x));
    assertThatTensor(jvp((Pair q) -> q.first().mul(at(q.rest(), "a")), p, p).tangent())
        .isCloseTo(x.square().mul(2));
    var unrelated =
        jvp((Tuple t) -> Tuple.of(t.get(0), Tensor.ones(2)), Tuple.of(x, x), Tuple.of(x, x));
    assertThatTensor(unrelated.tangent().get(1)).isExactly(Tensor.zeros(2));
  }

  @Test
  @Parity({136, 139})
  void directionsMustHaveTheStructureOfThePoint() {
    Function<List<Tensor>, Tensor> f = l -> l.get(0);
    refused(() -> jvp(f, List.of(x), List.of(x, x)), "direction v", "has 2", "1");
    refused(() -> jvp(f, List.of(), List.of()), "holds no tensors");
    refused(
        () -> jvp((Map<String, Tensor> m) -> at(m, "a"), Map.of("a", x), Map.of("b", x)),
        "[b]",
        "[a]");
  }

  @Test
  @Parity(138)
  void strictRefusesIndependentOutputs() {
    notStrict(() -> jvp(z -> Tensor.ones(2), x, x, strict()), "output 0");
    assertThatTensor(jvp(z -> Tensor.ones(2), x, x).tangent()).isExactly(Tensor.zeros(2));
  }

  @Test
  @Parity(146)
  void linearisationsAreLinearMaps() {
    var linear = linearize((Tensor z) -> Map.of("y", Tuple.of(z.sin(), z.sum())), x);
    assertThatTensor(at2(linear.value()).get(0)).isCloseTo(x.sin());
    assertThatTensor(at2(linear.apply(x)).get(0)).isCloseTo(x.cos().mul(x));
    Tensor stack = numbers(5, 3);
    Tensor each = vmap((Tensor v) -> at2(linear.apply(v)).get(0)).apply(stack);
    assertThatTensor(each).isCloseTo(stack.mul(x.cos()));
    refused(() -> linear.apply(Tensor.ones(2)), "tangent", "[2]", "[3]");
  }

  private static Tuple at2(Map<String, Tuple> m) {
    return Objects.requireNonNull(m.get("y"));
  }

  @Test
  @Parity(147)
  void forwardModeNestsThreeDeep() {
    Tensor one = Tensor.scalar(1);
    TensorFunction f = t -> t.pow(4);
    TensorFunction first = t -> jvp(f, t, one).tangent();
    TensorFunction second = t -> jvp(first, t, one).tangent();
    assertThatTensor(jvp(second, scalar, one).tangent()).holds(24 * 0.7);
  }
}
