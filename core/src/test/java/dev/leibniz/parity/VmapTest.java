package dev.leibniz.parity;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.inAxes;
import static dev.leibniz.Functional.inAxis;
import static dev.leibniz.Functional.jacfwd;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.outAxes;
import static dev.leibniz.Functional.outAxis;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.Functional.vmapWithKey;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static dev.leibniz.parity.Calls.numbers;
import static dev.leibniz.parity.Calls.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Autograd;
import dev.leibniz.Functional;
import dev.leibniz.GraphException;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sections L to O: {@code vmap}, randomness, batched gradients and composition. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class VmapTest {
  record Result(Tensor tensor, String text) {}

  private final Tensor m = numbers(2, 3);
  private final Tensor cube = numbers(2, 3, 5);

  private static Function<Tuple, Tensor> pairs(
      Function<Tuple, Tensor> f, dev.leibniz.Option... options) {
    return vmap(Tuple.class, f, options);
  }

  // ---------------------------------------------------------------- L

  @Test
  @Parity(148)
  void whatIsNoTensorIsGivenBack() {
    Function<Tensor, Result> f = vmap((Tensor z) -> new Result(z.exp(), "text"));
    assertThat(f.apply(m).text()).isEqualTo("text");
    assertThatTensor(f.apply(m).tensor()).isCloseTo(m.exp());
  }

  @Test
  @Parity(149)
  void examplesMustBeEquallyMany() {
    refused(
        () -> pairs(t -> t.get(0)).apply(Tuple.of(m, numbers(3))),
        "vmap",
        "2 examples",
        "has 3",
        "equally many");
  }

  @Test
  @Parity(150)
  void somethingMustBeTakenApart() {
    refused(() -> pairs(t -> Tensor.ones(1)).apply(Tuple.of()), "no tensor is taken apart");
    refused(() -> vmap((Tensor z) -> z, inAxes((Integer) null)).apply(m), "no tensor is taken");
  }

  @Test
  @Parity(151)
  void constantsAreSpread() {
    assertThatTensor(Functional.<Tensor>vmap(z -> Tensor.scalar(3)).apply(m)).holds(3, 3);
    assertThatTensor(Functional.<Tensor>vmap(z -> Tensor.of(3, 4)).apply(m)).hasShape(2, 2);
  }

  @Test
  @Parity({152, 156})
  void severalInputsAndOutputs() {
    assertThatTensor(vmap((Tensor a, Tensor b) -> a.mul(b)).apply(m, m)).isCloseTo(m.square());
    Function<Tensor, Tuple> f = vmap((Tensor z) -> Tuple.of(z.sum(), z.exp()));
    assertThatTensor(f.apply(m).get(0)).isCloseTo(m.sum(1));
    assertThatTensor(f.apply(m).get(1)).isCloseTo(m.exp());
    Function<Tensor, Tuple> g = vmap((Tensor z) -> Tuple.of(z.sum(), z.exp()), outAxes(0, 1));
    assertThatTensor(g.apply(m).get(0)).isCloseTo(m.sum(1));
    assertThatTensor(g.apply(m).get(1)).isCloseTo(m.exp().mT());
    assertThatThrownBy(() -> vmap((Tensor z) -> z, outAxes(0, 1)).apply(m))
        .hasMessageContaining("outAxes names 2");
  }

  @Test
  @Parity(153)
  void vmapNests() {
    assertThatTensor(vmap((Tensor a) -> vmap((Tensor b) -> a.mul(b).sum()).apply(m)).apply(m))
        .isCloseTo(m.matmul(m.mT()));
    assertThatTensor(
            vmap((Tensor a) -> vmap((Tensor b) -> a.outer(b)).apply(cube.select(0, 0))).apply(m))
        .hasShape(2, 3, 3, 5);
    assertThatTensor(vmap((Tensor a) -> vmap((Tensor b) -> b).apply(m)).apply(numbers(4)))
        .hasShape(4, 2, 3);
  }

  @Test
  @Parity(155)
  void outputsAreStackedWhereItIsAskedFor() {
    assertThatTensor(vmap((Tensor z) -> z, outAxis(1)).apply(cube)).isCloseTo(cube.movedim(0, 1));
    assertThatTensor(vmap((Tensor z) -> z, outAxis(-1)).apply(cube)).isCloseTo(cube.movedim(0, -1));
    assertThatTensor(vmap((Tensor z) -> z, inAxes(2), outAxis(1)).apply(cube))
        .isCloseTo(cube.movedim(2, 1));
  }

  @Test
  @Parity(157)
  void whatIsTheSameForAllMayBeGivenAsItIs() {
    Tensor c = Tensor.of(1, 2);
    Function<Tensor, Tuple> f = vmap((Tensor z) -> Tuple.of(z, c), outAxes(0, null));
    assertThatTensor(f.apply(m).get(1)).isExactly(c);
    Function<Tensor, Tuple> g = vmap((Tensor z) -> Tuple.of(z, z), outAxes(0, null));
    refused(() -> g.apply(m), "output 1", "differs from example to example");
  }

  @Test
  @Parity(158)
  void treesAreGivenBackAsTrees() {
    Function<Tensor, Map<String, List<Tensor>>> f =
        vmap((Tensor z) -> Map.of("a", List.of(z.exp(), z.sum())), outAxis(0));
    List<Tensor> out = Objects.requireNonNull(f.apply(m).get("a"));
    assertThatTensor(out.get(0)).isCloseTo(m.exp());
    assertThatTensor(out.get(1)).isCloseTo(m.sum(1));
  }

  @Test
  @Parity(159)
  void axesOfOutputsMustBeThere() {
    refused(() -> vmap((Tensor z) -> z, outAxis(2)).apply(m), "output 0", "axis 2");
    refused(() -> vmap((Tensor z) -> z, outAxis(-3)).apply(m), "output 0", "axis -3");
    refused(() -> vmap((Tensor z) -> z, outAxes()), "outAxes()");
  }

  @Test
  @Parity({160, 163})
  void inputsAreTakenApartAlongAnyAxis() {
    assertThatTensor(vmap((Tensor z) -> z.sum(), inAxes(1)).apply(m)).isCloseTo(m.sum(0));
    assertThatTensor(
            vmap((Tensor a, Tensor b) -> a.mul(b), inAxes(0, null)).apply(m, m.select(0, 0)))
        .isCloseTo(m.mul(m.select(0, 0)));
    assertThatTensor(vmap((Tensor a, Tensor b) -> a.mul(b), inAxes(-1, 0)).apply(m, m.mT()))
        .isCloseTo(m.mT().square());
    refused(() -> vmap((Tensor z) -> z, inAxes(2)).apply(m), "input 0", "[2, 3]", "axis 2");
    refused(
        () -> vmap((Tensor a, Tensor b) -> a, inAxes(0)).apply(m, Tensor.scalar(1)),
        "input 1",
        "scalar",
        "null");
    refused(() -> vmap((Tensor a, Tensor b) -> a, inAxes(0, 0, 0)).apply(m, m), "3 axes for 2");
  }

  record Line(Tensor slope, Tensor intercept) {
    Tensor at(Tensor x) {
      return x.mul(slope).add(intercept);
    }
  }

  record Data(Tensor x, List<Tensor> more) {}

  @Test
  @Parity({160, 163})
  void twoTreesAreTakenApartEachInItsWay() {
    Line lines = new Line(Tensor.of(1, 2), Tensor.of(10, 20));
    Line one = new Line(Tensor.scalar(3), Tensor.scalar(1));
    Data data = new Data(numbers(2, 3), List.of(numbers(2)));
    BiFunction<Line, Data, Tensor> f = (l, d) -> l.at(d.x().sum()).add(d.more().getFirst());
    Tensor sums = data.x().sum(1);
    Tensor more = data.more().getFirst();

    assertThatTensor(vmap(Line.class, Data.class, f).apply(lines, data))
        .isCloseTo(lines.slope().mul(sums).add(lines.intercept()).add(more));
    assertThatTensor(vmap(Line.class, Data.class, f, inAxes(null, 0)).apply(one, data))
        .isCloseTo(sums.mul(3).add(1).add(more));
    Line mixed = new Line(Tensor.scalar(3), lines.intercept());
    Data columns = new Data(data.x().mT(), data.more());
    assertThatTensor(
            vmap(Line.class, Data.class, f, inAxis("0.slope", null), inAxis("1.x", 1), chunkSize(1))
                .apply(mixed, columns))
        .isCloseTo(sums.mul(3).add(lines.intercept()).add(more));

    refused(
        () -> vmap(Line.class, Data.class, f).apply(one, data), "input 0.slope", "scalar", "null");
    refused(
        () -> vmap(Line.class, Data.class, f, inAxes(0, 0, 0)).apply(lines, data),
        "3 axes for 4 tensors");
    refused(
        () -> vmap(Line.class, Data.class, f, inAxis("slope", null)).apply(lines, data),
        "no tensor at \"slope\"",
        "0.slope");
  }

  @Test
  @Parity(161)
  void numbersCannotBeLookedAt() {
    for (TensorFunction f :
        List.<TensorFunction>of(
            z -> z.sum().item() > 0 ? z : z.neg(),
            z -> z.sum().gt(0).itemAsBoolean() ? z : z.neg(),
            z -> Tensor.of(z.toArray()))) {
      assertThatThrownBy(() -> vmap(f).apply(m))
          .isInstanceOf(GraphException.class)
          .hasMessageContaining("where")
          .hasMessageContaining("loop");
    }
  }

  @Test
  @Parity(162)
  void treesAreTakenApart() {
    record Model(Tensor weight, Map<String, Tensor> rest) {}
    Model p = new Model(m, Map.of("a", numbers(3, 2), "b", numbers(4)));
    Function<Model, Tensor> f =
        Functional.<Model, Tensor>vmap(
            Model.class,
            q ->
                q.weight()
                    .mul(Objects.requireNonNull(q.rest().get("a")))
                    .sum()
                    .add(Objects.requireNonNull(q.rest().get("b")).sum()),
            inAxis("rest.a", 1),
            inAxis("rest.b", null));
    assertThatTensor(f.apply(p)).isCloseTo(m.mul(numbers(3, 2).mT()).sum(1).add(numbers(4).sum()));
    refused(
        () ->
            Functional.<Model, Tensor>vmap(Model.class, q -> q.weight(), inAxis("none", 0))
                .apply(p),
        "inAxis",
        "none",
        "weight");
  }

  @Test
  @Parity({164, 167})
  void noExamplesGiveNone() {
    assertThatTensor(vmap((Tensor z) -> z.exp().sum()).apply(Tensor.zeros(0, 3))).hasShape(0);
    assertThatTensor(vmap((Tensor z) -> z.sort(0).values()).apply(m)).isCloseTo(m.sort(1).values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 100})
  @Parity(168)
  void chunksChangeNothing(int size) {
    AtomicInteger runs = new AtomicInteger();
    Function<Tensor, Tuple> f =
        vmap(
            (Tensor z) -> {
              runs.incrementAndGet();
              return Tuple.of(z.exp(), z.sum(), Tensor.scalar(2));
            },
            inAxes(1),
            outAxes(-1, 0, null),
            chunkSize(size));
    Tuple out = f.apply(m);
    assertThat(runs).hasValue((3 + Math.min(size, 3) - 1) / Math.min(size, 3));
    assertThatTensor(out.get(0)).isCloseTo(m.exp());
    assertThatTensor(out.get(1)).isCloseTo(m.sum(0));
    assertThatTensor(out.get(2)).hasShape();
    assertThatTensor(
            vmap(
                    (Tensor r) -> vmap((Tensor e) -> e.mul(r.sum()), chunkSize(size)).apply(r),
                    chunkSize(size))
                .apply(m))
        .isCloseTo(m.mul(m.sum(1).unsqueeze(1)));
    assertThatTensor(
            grad(z -> vmap((Tensor r) -> r.square().sum(), chunkSize(size)).apply(z).sum(), m))
        .isCloseTo(m.mul(2));
    assertThatThrownBy(() -> chunkSize(0)).hasMessageContaining("chunkSize: 0");
  }

  // ---------------------------------------------------------------- M

  @Test
  @Parity({170, 172, 179})
  void eachExampleHasAKeyOfItsOwnOrOneForAll() {
    Key key = Key.of(5);
    Tensor own = vmapWithKey((Tensor z, Key k) -> k.normal(3)).apply(m, key);
    assertThatTensor(own).hasShape(2, 3);
    Key two = key.split(2);
    assertThatTensor(own).isExactly(Tensor.stack(0, two.get(0).normal(3), two.get(1).normal(3)));
    Tensor same = Functional.<Tensor>vmap(z -> key.normal(3)).apply(m);
    assertThatTensor(same).isExactly(Tensor.stack(0, key.normal(3), key.normal(3)));
    Tensor rows = numbers(5, 3);
    Tensor whole = vmapWithKey((Tensor z, Key k) -> z.mul(k.uniform(3).lt(0.5))).apply(rows, key);
    Tensor chunked =
        vmapWithKey((Tensor z, Key k) -> z.mul(k.uniform(3).lt(0.5)), chunkSize(2))
            .apply(rows, key);
    assertThatTensor(chunked).isExactly(whole);
  }

  @Test
  @Parity({171, 177})
  void permutationsAndForwardModeTakeKeys() {
    Key key = Key.of(9);
    Tensor p = vmapWithKey((Tensor z, Key k) -> k.permutation(4)).apply(m, key);
    assertThatTensor(p.sort(1).values()).holds(0, 1, 2, 3, 0, 1, 2, 3);
    assertThatTensor(jacfwd((Tensor z) -> z.mul(key.normal(3))).apply(m.select(0, 0)))
        .isCloseTo(Tensor.eye(3).mul(key.normal(3)));
  }

  // ---------------------------------------------------------------- N

  @Test
  @Parity(180)
  void vmapOfAPullbackIsTheJacobian() {
    Tensor x = m.select(0, 0);
    var pullback = vjp((Tensor z) -> z.exp().mul(z.sum()), x);
    assertThatTensor(Functional.<Tensor>vmap(v -> pullback.apply(v)).apply(Tensor.eye(3)))
        .isCloseTo(jacobian(z -> z.exp().mul(z.sum()), x));
  }

  @Test
  @Parity({181, 182})
  void gradientsByExample() {
    Tensor w = numbers(3);
    Tensor y = numbers(2);
    for (TensorFunction f :
        List.<TensorFunction>of(
            z -> z.square(),
            z -> z.sigmoid(),
            z -> z.exp().log1p(),
            z -> z.abs().lgamma(),
            z -> z.softmax(0),
            z -> z.logSoftmax(0),
            z -> z.cumsum(0),
            z -> z.flip(0).reshape(3, 1).expand(3, 2),
            z -> z.select(0, 1),
            z -> z.narrow(0, 0, 2),
            z -> z.logsumexp(0),
            z -> Tensor.stack(0, z, z.neg()),
            z -> z.clampMin(1))) {
      TensorFunction loss = z -> f.apply(z.mul(w)).square().sum();
      Tensor each = vmap(grad(loss)).apply(m);
      Tensor second = vmap(grad((Tensor z) -> grad(loss).apply(z).square().sum())).apply(m);
      for (int i = 0; i < 2; i++) {
        assertThatTensor(each.select(0, i)).isCloseTo(grad(loss).apply(m.select(0, i)));
        assertThatTensor(second.select(0, i))
            .isCloseTo(
                grad((Tensor z) -> grad(loss).apply(z).square().sum()).apply(m.select(0, i)));
      }
    }
    Tensor perExample =
        vmap((Tensor r, Tensor t) -> grad(v -> v.dot(r).sub(t).square(), w)).apply(m, y);
    assertThatTensor(perExample).isCloseTo(m.mul(m.matmul(w).sub(y).mul(2).unsqueeze(1)));
  }

  // ---------------------------------------------------------------- O

  @Test
  @Parity({185, 187})
  void transformsCompose() {
    TensorFunction f = z -> z.sin().mul(z.square()).sum();
    Tensor x = m.select(0, 0);
    Tensor g = grad(f, x);
    Tensor v = x.cos();
    Tensor hv = jvp(z -> grad(f, z), x, v).tangent();
    assertThatTensor(grad(z -> grad(f, z).mul(v).sum(), x)).isCloseTo(hv);
    assertThatTensor(vjp(z -> grad(f, z), x, v).cotangent()).isCloseTo(hv);
    assertThatTensor(grad(z -> vmap((Tensor e) -> e.sin().mul(e.square())).apply(z).sum(), x))
        .isCloseTo(g);
    assertThatTensor(vmap(grad(f)).apply(m).select(0, 0)).isCloseTo(g);
    assertThatTensor(vjp(z -> vmap((Tensor e) -> e.pow(3)).apply(z), x, v).cotangent())
        .isCloseTo(x.square().mul(3).mul(v));
    assertThatTensor(vmap((Tensor c) -> vjp(z -> z.sin(), x, c).cotangent()).apply(m))
        .isCloseTo(m.mul(x.cos()));
    assertThatTensor(grad(z -> vjp(y -> y.pow(3), z, v).cotangent().sum(), x))
        .isCloseTo(x.mul(6).mul(v));
    assertThatTensor(grad(z -> jvp(y -> y.pow(3), z, v).tangent().sum(), x))
        .isCloseTo(x.mul(6).mul(v));
    assertThatTensor(vmap((Tensor r) -> jvp(y -> y.pow(3), r, v).tangent()).apply(m))
        .isCloseTo(m.square().mul(3).mul(v));
    Tensor leaf = x.requiresGrad();
    vmap((Tensor e) -> grad(z -> z.pow(3), e, createGraph())).apply(leaf).sum().backward();
    assertThatTensor(leaf.grad()).isCloseTo(x.mul(6));
  }

  @Test
  @Parity(186)
  void theClassicalCallsAreRefusedOnTensorsOfATransform() {
    Tensor x = m.select(0, 0);
    refused(() -> grad(z -> z.requiresGrad().sum(), x), "requiresGrad");
    refused(
        () ->
            grad(
                z -> {
                  z.sum().backward();
                  return z.sum();
                },
                x),
        "backward");
    Tensor leaf = x.requiresGrad();
    assertThatTensor(Autograd.grad(vmap((Tensor e) -> e.square()).apply(leaf).sum(), leaf))
        .isCloseTo(x.mul(2));
  }
}
