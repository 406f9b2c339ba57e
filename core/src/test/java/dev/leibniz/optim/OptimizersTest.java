package dev.leibniz.optim;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.LeibnizException;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.io.Npz;
import dev.leibniz.optim.Optimizer.Next;
import dev.leibniz.optim.Optimizer.State;
import dev.leibniz.tree.Buffer;
import dev.leibniz.tree.Tree;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the answers of PyTorch that scripts/golden/optimizers.py has written. */
class OptimizersTest {
  private static final double ROUNDING = 1e-13;
  private static final Map<String, Tensor> GOLDEN = golden();

  record Affine(Tensor w, Tensor b, @Buffer Tensor seen) {}

  private static Map<String, Tensor> golden() {
    try {
      return Npz.read(
          Path.of(
              Objects.requireNonNull(OptimizersTest.class.getResource("optimizers.npz")).toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Tensor get(String name) {
    return Objects.requireNonNull(GOLDEN.get(name), name);
  }

  private final Affine start = new Affine(get("w"), get("b"), Tensor.of(7));

  private static Tensor loss(Affine a) {
    return get("x").matmul(a.w()).add(a.b()).tanh().sub(get("y")).square().mean();
  }

  private static Affine gradient(Affine a) {
    return grad(OptimizersTest::loss, a);
  }

  static Stream<Arguments> methods() {
    return Stream.of(
        Arguments.of("sgd", SGD.of(0.1)),
        Arguments.of(
            "momentum",
            SGD.of(0.05).withMomentum(0.9, SGD.Momentum.HEAVY_BALL).withWeightDecay(0.01)),
        Arguments.of("dampened", new SGD(0.05, 0.9, SGD.Momentum.HEAVY_BALL, 0.3, 0)),
        Arguments.of("nesterov", SGD.of(0.05).withMomentum(0.8, SGD.Momentum.NESTEROV)),
        Arguments.of("adam", Adam.of(0.05)),
        Arguments.of("adam-decay", Adam.of(0.05).withBetas(0.8, 0.95).withWeightDecay(0.1)),
        Arguments.of("adamw", AdamW.of(0.05)),
        Arguments.of("amsgrad", Adam.of(0.05).withBetas(0.8, 0.95).amsgrad()),
        Arguments.of("adamw-amsgrad", AdamW.of(0.05).withBetas(0.8, 0.95).amsgrad()),
        Arguments.of("rmsprop", RMSprop.of(0.02)),
        Arguments.of(
            "rmsprop-centered", RMSprop.of(0.01).withMomentum(0.5).withWeightDecay(0.1).centered()),
        Arguments.of("adagrad", Adagrad.of(0.1)),
        Arguments.of("adagrad-decay", new Adagrad(0.1, 0.1, 0.1, 0.5, 1e-10)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void twentyStepsAreThoseOfPyTorch(String name, Optimizer method) {
    Affine a = start;
    State<Affine> state = method.init(a);
    for (int i = 0; i < 20; i++) {
      Next<Affine> next = method.step(state, a, gradient(a));
      a = next.parameters();
      state = next.state();
      assertThatTensor(a.w()).as("w, step " + i).isCloseTo(get(name + ".w").get(i), ROUNDING);
      assertThatTensor(a.b()).as("b, step " + i).isCloseTo(get(name + ".b").get(i), ROUNDING);
    }
    assertThat(a.seen()).isSameAs(start.seen());
    assertThat(state.steps().itemAsLong()).isEqualTo(20);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("methods")
  void anEnsembleStepsAsItsMembers(String name, Optimizer method) {
    Affine other = Tree.map(t -> t.mul(2), start);
    Affine both =
        new Affine(
            Tensor.stack(0, start.w(), other.w()),
            Tensor.stack(0, start.b(), other.b()),
            Tensor.stack(0, start.seen(), other.seen()));
    record Both(State<Affine> state, Affine a) {}
    State<Affine> state = method.init(both);
    state = new State<>(Tensor.longs(0, 0), state.slots());
    for (int i = 0; i < 2; i++) {
      Next<Affine> next =
          vmap(Both.class, (Both l) -> method.step(l.state(), l.a(), gradient(l.a())))
              .apply(new Both(state, both));
      both = next.parameters();
      state = next.state();
    }
    assertThatTensor(both.w().get(0)).as(name).isCloseTo(get(name + ".w").get(1), ROUNDING);
  }

  @Test
  void aStepCanBeDifferentiated() {
    Adam adam = Adam.of(0.05);
    State<Affine> state = adam.init(start);
    Affine g = gradient(start);
    Tensor slope =
        jvp(
                (Tensor rate) ->
                    loss(
                        Tree.map(
                            (w, n) -> w.add(n.sub(w).mul(rate)),
                            start,
                            adam.step(state, start, g).parameters())),
                Tensor.scalar(1.0),
                Tensor.scalar(1.0))
            .tangent();
    assertThat(slope.item()).isLessThan(0);
  }

  @Test
  void singlePrecisionStaysSingle() {
    Affine single = Tree.map(t -> t.to(DType.FLOAT32), start);
    Affine g = Tree.map(t -> t.to(DType.FLOAT32), gradient(start));
    for (Optimizer o : List.of(Adam.of(0.1), AdamW.of(0.1), new Adagrad(0.1, 0.1, 0, 0, 1e-10))) {
      Next<Affine> next = o.step(o.init(single), single, g);
      assertThat(next.parameters().w().dtype()).isEqualTo(DType.FLOAT32);
      assertThat(next.state().slots().getFirst().b().dtype()).isEqualTo(DType.FLOAT32);
    }
  }

  @Test
  void schedulesAreThoseOfPyTorch() {
    Map<String, Schedule> schedules =
        Map.of(
            "stepwise", Schedule.stepwise(0.5, 3, 0.5),
            "exponential", Schedule.exponential(0.5, 0.9),
            "cosine", Schedule.cosine(0.5, 0.1, 11),
            "linear", Schedule.linear(0.5, 0.1, 8));
    schedules.forEach((name, s) -> {
      double[] rates = get(name).toArray();
      for (int i = 0; i < rates.length; i++) {
        assertThat(s.lr(i)).as("%s, %d", name, i).isCloseTo(rates[i], Offset.offset(1e-15));
      }
    });
    Schedule warm = Schedule.constant(0.8).withWarmup(4);
    assertThat(new double[] {warm.lr(0), warm.lr(3), warm.lr(4)}).containsExactly(0.2, 0.8, 0.8);
    assertThat(Schedule.cosine(1, 0, 5).lr(50)).isCloseTo(0, Offset.offset(1e-16));
    assertThatThrownBy(() -> Schedule.cosine(1, 0, 0)).isInstanceOf(LeibnizException.class);
  }

  @Test
  void clippingIsThatOfPyTorch() {
    Affine g = gradient(start);
    for (double bound : new double[] {0.05, 50}) {
      Affine clipped = Clipping.byNorm(g, bound);
      assertThatTensor(clipped.w()).isCloseTo(get("clipped-" + bound + ".w"), ROUNDING);
      assertThatTensor(clipped.b()).isCloseTo(get("clipped-" + bound + ".b"), ROUNDING);
      assertThatTensor(Clipping.norm(g)).isCloseTo(get("norm-" + bound), ROUNDING);
    }
    assertThatTensor(Clipping.byValue(Tensor.of(-3, 0.5, 2), 1)).holds(-1, 0.5, 1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Adam adam = Adam.of(0.1);
    Affine g = gradient(start);
    State<Affine> state = adam.init(start);
    assertThatThrownBy(() -> SGD.of(0.1).step(state, start, g))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("its own init");
    assertThatThrownBy(() -> adam.step(state, start, new Affine(g.w(), g.w(), g.seen())))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("b has the shape [2] and its gradient [3, 2]");
    List<Tensor> one = List.of(Tensor.of(1));
    assertThatThrownBy(() -> adam.step(adam.init(one), one, List.of()))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("\"0\"");
    assertThatThrownBy(() -> Adam.of(-1)).hasMessageContaining("lr = -1.0");
    assertThatThrownBy(() -> Adam.of(1).withBetas(0.9, 1.5)).hasMessageContaining("beta2");
  }
}
