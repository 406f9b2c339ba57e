package dev.leibniz;

import static dev.leibniz.Autograd.retainGraph;
import static dev.leibniz.Functional.checkpoint;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("UnnecessaryLambda") // functions are values here
class CheckpointTest {
  private final Tensor x = Key.of(1).normal(3, 4);
  private final Tensor w = Key.of(2).normal(4, 4).mul(0.5);

  /** Ops of one, two and many inputs, with several outputs, residuals and data. */
  private static Tensor layer(Tensor h, Tensor w) {
    Tensor a = h.matmul(w).tanh();
    Tensor sorted = a.sort(1).values();
    return Tensor.where(h.gt(0), a.mul(h), sorted.square()).add(h.logsumexp(1).unsqueeze(1));
  }

  private Tensor plain(Tensor h) {
    return layer(layer(h, w), w).square().sum();
  }

  private Tensor checkpointed(Tensor h) {
    return checkpoint(b -> layer(b, w), checkpoint(a -> layer(a, w), h)).square().sum();
  }

  /** Each of the two layers, and both of them in one more. */
  private Tensor nested(Tensor h) {
    return checkpoint((Tensor z) -> checkpointed(z), h);
  }

  private void requireSame(
      Function<TensorFunction, Tensor> derivative, TensorFunction f, TensorFunction g) {
    assertThatTensor(derivative.apply(g)).isCloseTo(derivative.apply(f), 1e-12);
  }

  private void requireSame(Function<TensorFunction, Tensor> derivative) {
    requireSame(derivative, this::plain, this::checkpointed);
    requireSame(derivative, this::plain, this::nested);
  }

  @Test
  void everyTransformGivesTheSame() {
    Tensor v = Key.of(3).normal(3, 4);
    requireSame(f -> f.apply(x));
    requireSame(f -> grad(f, x));
    requireSame(f -> vjp(f, x).apply(Tensor.scalar(2)));
    requireSame(f -> jvp(f, x, v).tangent());
    requireSame(f -> linearize(f, x).apply(v));
    requireSame(f -> hvp(f, x).apply(v));
    requireSame(f -> vhp(f, x).apply(v));
    requireSame(f -> hessian(f, x));
    requireSame(f -> jacobian(f, x, Option.Strategy.FORWARD));
    requireSame(f -> jacobian(f, x, Option.Strategy.REVERSE));
  }

  @Test
  void everyNestingGivesTheSame() {
    Tensor v = Key.of(3).normal(3, 4);
    Tensor many = Key.of(4).normal(5, 3, 4);
    requireSame(f -> vmap(f).apply(many));
    requireSame(f -> vmap(grad(f)).apply(many));
    requireSame(f -> grad(z -> vmap(f).apply(z).square().sum(), many));
    requireSame(f -> grad(z -> grad(f, z).square().sum(), x));
    requireSame(f -> grad(z -> jvp(f, z, v).tangent(), x));
    requireSame(f -> jvp(grad(f), x, v).tangent());
    requireSame(f -> jvp(z -> jvp(f, z, v).tangent(), x, v).tangent());
    requireSame(f -> vmap((Tensor z) -> hvp(f, z).apply(v)).apply(many));
    requireSame(f -> grad(z -> hvp(f, z).apply(v).sum(), x));
    requireSame(f -> grad(z -> vmap(grad(f)).apply(z).square().sum(), many));
  }

  @Test
  void theClassicalGraphGivesTheSame() {
    requireSame(f -> {
      Tensor leaf = x.requiresGrad();
      f.apply(leaf).backward();
      return Objects.requireNonNull(leaf.grad());
    });
    requireSame(f -> {
      Tensor leaf = x.requiresGrad();
      Tensor slope = Autograd.grad(f.apply(leaf), leaf, createGraph());
      slope.square().sum().backward();
      return Objects.requireNonNull(leaf.grad());
    });
    requireSame(f -> {
      Tensor leaf = x.requiresGrad();
      grad(f, leaf, createGraph()).square().sum().backward();
      return Objects.requireNonNull(leaf.grad());
    });
    requireSame(f -> {
      Tensor leaf = x.requiresGrad();
      Tensor y = f.apply(leaf);
      y.backward(retainGraph());
      y.backward();
      return Objects.requireNonNull(leaf.grad());
    });
    requireSame(f -> {
      Tensor leaf = x.requiresGrad();
      Tensor y = f.apply(leaf);
      return Autograd.noGrad(() -> Autograd.grad(y, leaf));
    });
  }

  @Test
  void derivativesByWhatItCapturesAreThere() {
    UnaryOperator<Tensor> plain = u -> layer(layer(x, u), u.mul(2.0).sin()).square().sum();
    UnaryOperator<Tensor> checkpointed =
        u ->
            checkpoint(b -> layer(b, u.mul(2.0).sin()), checkpoint((Tensor a) -> layer(a, u), x))
                .square()
                .sum();
    Function<UnaryOperator<Tensor>, Tensor> classical =
        f -> {
          Tensor leaf = w.requiresGrad();
          f.apply(leaf).backward();
          return Objects.requireNonNull(leaf.grad());
        };
    assertThatTensor(classical.apply(checkpointed)).isCloseTo(classical.apply(plain), 1e-12);
    assertThatTensor(grad(checkpointed, w)).isCloseTo(grad(plain, w), 1e-12);
    assertThatTensor(hvp(checkpointed, w).apply(w)).isCloseTo(hvp(plain, w).apply(w), 1e-12);
    assertThatTensor(vmap(grad(checkpointed)).apply(Tensor.stack(0, w, w.neg())))
        .isCloseTo(vmap(grad(plain)).apply(Tensor.stack(0, w, w.neg())), 1e-12);
  }

  record Weights(Tensor a, Tensor b, Tensor steps, String name) {}

  @Test
  void treesGoInAndComeOut() {
    Weights p = new Weights(x, w, Tensor.ints(1, 2), "w");
    Function<Weights, Map<String, Tensor>> f =
        q -> Map.of("y", q.a().matmul(q.b()).sin(), "n", q.steps());
    Function<Function<Weights, Map<String, Tensor>>, Weights> derivative =
        g -> grad(q -> Objects.requireNonNull(g.apply(q).get("y")).square().sum(), p);
    Weights expected = derivative.apply(f);
    Weights found = derivative.apply(q -> checkpoint(f, q));
    assertThatTensor(found.a()).isCloseTo(expected.a(), 1e-12);
    assertThatTensor(found.b()).isCloseTo(expected.b(), 1e-12);
    Tuple t = grad(q -> checkpoint(r -> r.get(0).mul(r.get(1)), q).sum(), Tuple.of(x, x));
    assertThatTensor(t.get(0)).isCloseTo(x);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFunctionRunsOnceMoreForAWalkAndNotWithoutOne(boolean classical) {
    AtomicInteger runs = new AtomicInteger();
    TensorFunction f =
        checkpoint((Tensor z) -> {
          runs.incrementAndGet();
          return z.sin().exp().square();
        });
    if (classical) {
      Tensor leaf = x.requiresGrad();
      Tensor y = f.apply(leaf).sum();
      assertThat(runs).hasValue(1);
      y.backward();
    } else {
      grad(z -> f.apply(z).sum(), x);
    }
    assertThat(runs).hasValue(2);
    jvp(f, x, x);
    assertThat(runs).as("forward mode keeps nothing").hasValue(3);
    jacobian(f, x, Option.Strategy.REVERSE);
    assertThat(runs).as("one walk for all rows").hasValue(5);
  }

  @Test
  void intermediateValuesAreNotKept() {
    List<WeakReference<Tensor>> plain = new ArrayList<>();
    List<WeakReference<Tensor>> dropped = new ArrayList<>();
    Tensor leaf = x.requiresGrad();
    Tensor kept = stored(leaf, plain);
    Tensor light = checkpoint((Tensor z) -> stored(z, dropped), leaf);
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    assertThat(plain.getFirst().get()).isNotNull();
    assertThat(dropped.getFirst().get()).isNull();
    assertThatTensor(Autograd.grad(light, leaf)).isCloseTo(Autograd.grad(kept, leaf));
  }

  private static Tensor stored(Tensor z, List<WeakReference<Tensor>> to) {
    Tensor h = z.exp();
    to.add(new WeakReference<>(h.detach()));
    return h.sin().sum();
  }

  @Test
  void randomNumbersAreDrawnAgainAsTheyWere() {
    Key key = Key.of(9);
    TensorFunction dropout =
        z -> z.mul(key.uniform(3, 4).gt(0.5).to(DType.FLOAT64)).mul(2.0).sin().sum();
    assertThatTensor(grad(z -> checkpoint(dropout).apply(z), x)).isExactly(grad(dropout, x));
  }

  @Test
  void aFunctionThatDoesSomethingElseIsTold() {
    AtomicInteger runs = new AtomicInteger();
    TensorFunction other = z -> runs.getAndIncrement() % 2 == 0 ? z.sin() : z.cos();
    assertThatThrownBy(() -> grad(z -> checkpoint(other, z).sum(), x))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("checkpoint")
        .hasMessageContaining("cos")
        .hasMessageContaining("sin")
        .hasMessageContaining("Key");
    runs.set(0);
    TensorFunction longer = z -> runs.getAndIncrement() % 2 == 0 ? z.sin() : z.sin().exp();
    assertThatThrownBy(() -> grad(z -> checkpoint(longer, z).sum(), x))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("2 operations")
        .hasMessageContaining("1");
  }

  @Test
  void aFreedCheckpointSaysSo() {
    Tensor leaf = x.requiresGrad();
    Tensor y = checkpointed(leaf);
    y.backward();
    assertThatThrownBy(y::backward)
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("freed");
  }

  @Test
  void hooksAndKeptGradientsInsideWorkOnce() {
    Tensor leaf = x.requiresGrad();
    AtomicInteger calls = new AtomicInteger();
    Tensor y =
        checkpoint(
            (Tensor z) -> {
              Tensor h = z.sin();
              h.registerHook(g -> {
                calls.incrementAndGet();
                return g.mul(3.0);
              });
              return h.exp().sum();
            },
            leaf);
    y.backward();
    assertThat(calls).hasValue(1);
    Tensor expected =
        Autograd.grad(x.requiresGrad().sin().exp().sum(), leaf, Autograd.allowUnused());
    assertThatTensor(expected).isNotNull();
    assertThatTensor(leaf.grad()).isCloseTo(x.sin().exp().mul(x.cos()).mul(3.0));
  }

  @Test
  void withoutADerivativeItIsTheFunction() {
    assertThatTensor(checkpoint((Tensor z) -> z.sin(), x)).isExactly(x.sin());
    @Nullable Tensor none = x.grad();
    assertThat(none).isNull();
    assertThatTensor(Autograd.noGrad(() -> checkpoint((Tensor z) -> z.sin(), x.requiresGrad())))
        .isConstant();
  }

  @Test
  void oneHundredLayersNeedAFifthOfTheMemory() throws Exception {
    String serial = "-XX:+UseSerialGC";
    assertThat(OtherJvm.run(DeepNetwork.class, List.of(serial, "-Xmx300m"), "plain").strip())
        .as("not enough for the network as it is")
        .isEqualTo("out of memory");
    assertThat(OtherJvm.run(DeepNetwork.class, List.of(serial, "-Xmx60m"), "checkpoint").strip())
        .as("a fifth of that is, with checkpoints")
        .startsWith("slope ");
  }
}
