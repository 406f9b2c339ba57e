package dev.leibniz;

import static dev.leibniz.Autograd.allowUnused;
import static dev.leibniz.Autograd.noGrad;
import static dev.leibniz.Autograd.retainGraph;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassicalApiTest {
  private final Tensor x = Tensor.of(1, 2).requiresGrad();

  private static Tensor gradient(Tensor leaf) {
    return java.util.Objects.requireNonNull(leaf.grad());
  }

  @Test
  void aLeafIsRecordedAndAConstantIsNot() {
    Tensor c = Tensor.of(1, 2);
    assertThat(c.isRequiringGrad()).isFalse();
    assertThat(c.isLeaf()).isTrue();
    assertThat(c.square().isLeaf()).isTrue();
    assertThat(x.isRequiringGrad()).isTrue();
    assertThat(x.isLeaf()).isTrue();
    Tensor y = x.mul(c);
    assertThat(y.isRequiringGrad()).isTrue();
    assertThat(y.isLeaf()).isFalse();
    assertThat(x.gt(0).isRequiringGrad()).isFalse();
    assertThat(x.requiresGrad()).isSameAs(x);
    assertThat(c.requiresGrad()).isNotSameAs(c);
    assertThat(c.isRequiringGrad()).as("requiresGrad changes nothing").isFalse();
  }

  @Test
  void backwardAddsUp() {
    assertThat(x.grad()).isNull();
    x.square().sum().backward();
    assertThatTensor(x.grad()).isConstant().holds(2, 4);
    x.sum().backward();
    assertThatTensor(x.grad()).holds(3, 5);
    x.zeroGrad();
    assertThat(x.grad()).isNull();
    x.sum().backward();
    assertThatTensor(x.grad()).holds(1, 1);
  }

  @Test
  void backwardReachesEveryLeafAndEveryUseOfIt() {
    Tensor w = Tensor.scalar(3).requiresGrad();
    Tensor b = Tensor.of(0, 0).requiresGrad();
    Tensor unused = Tensor.of(1).requiresGrad();
    x.mul(w).add(b).mul(x).add(x).sum().backward();
    assertThatTensor(x.grad()).holds(2 * 3 + 1, 2 * 3 * 2 + 1);
    assertThatTensor(w.grad()).hasShape().holds(5);
    assertThatTensor(b.grad()).holds(1, 2);
    assertThat(unused.grad()).isNull();
  }

  @Test
  void backwardOfALeafItselfGivesOne() {
    Tensor s = Tensor.scalar(3).requiresGrad();
    s.backward();
    assertThatTensor(s.grad()).holds(1);
    x.backward(Tensor.of(5, 6));
    assertThatTensor(x.grad()).holds(5, 6);
  }

  @Test
  void backwardStartsFromTheGradientGiven() {
    x.square().backward(Tensor.of(1, 10));
    assertThatTensor(x.grad()).holds(2, 40);
    x.zeroGrad();
    x.square().backward(Tensor.of(new float[] {1, 10}));
    assertThatTensor(x.grad()).isCloseTo(Tensor.of(2, 40));
  }

  @Test
  void floatLeavesHaveFloatGradients() {
    Tensor f = Tensor.floats(1, 2).requiresGrad();
    f.to(DType.FLOAT64).mul(Tensor.of(2, 3)).sum().backward();
    assertThatTensor(f.grad()).isExactly(Tensor.floats(2, 3));
  }

  @Test
  void aSecondBackwardSaysThatTheGraphWasFreedAndHowToKeepIt() {
    // The path that keeps nothing comes to x before the other one is refused.
    Tensor y = x.square().sum().add(x.sum());
    y.backward();
    assertThatThrownBy(y::backward)
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("freed")
        .hasMessageContaining("retainGraph()");
    assertThatTensor(x.grad()).as("the refused pass adds nothing").holds(3, 5);
    Tensor z = x.square().sum();
    z.backward(retainGraph());
    z.backward(retainGraph());
    z.backward();
    assertThatTensor(x.grad()).holds(9, 17);
    assertThatThrownBy(z::backward).isInstanceOf(GraphException.class);
    Tensor linear = x.add(1).sum();
    linear.backward();
    assertThatNoException().as("nothing was kept, nothing is missing").isThrownBy(linear::backward);
  }

  @Test
  void whatIsFreedStaysFreedHoweverOftenItIsPassed() {
    Tensor shared = x.mul(x);
    shared.sum().backward();
    shared.floor().sum().backward();
    Tensor again = shared.sum();
    assertThatThrownBy(again::backward)
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("freed");
  }

  @Test
  void operationsWithSeveralInputsAndOutputsAreFreedToo() {
    Tensor y = x.sort(0).values().logsumexp(0);
    y.backward();
    assertThatThrownBy(y::backward).hasMessageContaining("freed");
  }

  @Test
  void createGraphMakesTheGradientDifferentiable() {
    x.pow(3).sum().backward(createGraph());
    assertThatTensor(x.grad()).isAttached().holds(3, 12);
    Tensor penalty = gradient(x).square().sum();
    x.zeroGrad();
    penalty.backward();
    assertThatTensor(x.grad()).isConstant().holds(2 * 3 * 6, 2 * 12 * 12);
  }

  @Test
  void doubleBackwardAgreesWithTheHessian() {
    Tensor y = x.logsumexp(0);
    Autograd.grad(y, x, retainGraph());
    Tensor g = Autograd.grad(y, x, createGraph());
    Tensor h =
        Tensor.stack(
            0, Autograd.grad(g.select(0, 0), x, retainGraph()), Autograd.grad(g.select(0, 1), x));
    assertThatTensor(h).isCloseTo(hessian(z -> z.logsumexp(0), x.detach()));
  }

  @Test
  void gradReturnsAndAddsNothingUp() {
    assertThatTensor(Autograd.grad(x.square().sum(), x)).isConstant().holds(2, 4);
    assertThat(x.grad()).isNull();
    assertThatTensor(Autograd.grad(x.square().sum(), x, createGraph())).isAttached();
  }

  @Test
  void gradTakesSeveralOutputsAndInputs() {
    Tensor w = Tensor.of(3, 4).requiresGrad();
    Tensor y = x.mul(w);
    Tensor z = w.square();
    List<@Nullable Tensor> g = Autograd.grad(List.of(y.sum(), z.sum()), List.of(x, w, x));
    assertThatTensor(g.get(0)).holds(3, 4);
    assertThatTensor(g.get(1)).holds(7, 10);
    assertThatTensor(g.get(2)).holds(3, 4);
    List<@Nullable Tensor> v =
        Autograd.grad(
            List.of(x.mul(w), w.square()), List.of(w), List.of(Tensor.of(1, 0), Tensor.of(0, 1)));
    assertThatTensor(v.get(0)).holds(1, 8);
    Tensor twice = x.sum();
    assertThatTensor(Autograd.grad(List.of(twice, twice), List.of(x)).get(0)).holds(2, 2);
  }

  @Test
  void unusedInputsAreRefusedOrNull() {
    Tensor unused = Tensor.of(1).requiresGrad();
    assertThatThrownBy(() -> Autograd.grad(List.of(x.sum()), List.of(x, unused)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("input 1")
        .hasMessageContaining("allowUnused()");
    List<@Nullable Tensor> g = Autograd.grad(List.of(x.sum()), List.of(x, unused), allowUnused());
    assertThatTensor(g.get(0)).holds(1, 1);
    assertThat(g.get(1)).isNull();
    assertThatTensor(Autograd.grad(x.sum(), unused, allowUnused())).holds(0);
    assertThatTensor(Autograd.grad(x.floor().sum(), x)).as("used, with zero").holds(0, 0);
    assertThatThrownBy(() -> Autograd.grad(x.sum(), Tensor.of(1)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("does not require grad")
        .hasMessageContaining("requiresGrad()");
  }

  @Test
  void interiorTensorsMayBeInputs() {
    Tensor h = x.square();
    Tensor y = h.sin();
    assertThatTensor(Autograd.grad(y.sum(), h, retainGraph())).isCloseTo(h.detach().cos());
    assertThatTensor(Autograd.grad(h.sum(), h)).holds(1, 1);
    List<@Nullable Tensor> both = Autograd.grad(List.of(y.sum()), List.of(h, x));
    assertThatTensor(both.get(0)).isCloseTo(h.detach().cos());
    assertThatTensor(both.get(1)).isCloseTo(h.detach().cos().mul(Tensor.of(2, 4)));
    var parts = x.sort(0);
    assertThatTensor(Autograd.grad(parts.values().square().sum(), parts.values())).holds(2, 4);
  }

  @Test
  void retainGradKeepsTheGradientOfAnInteriorTensor() {
    Tensor h = x.square().retainGrad();
    Tensor plain = h.mul(1.0);
    plain.sin().sum().backward(retainGraph());
    assertThatTensor(h.grad()).isCloseTo(h.detach().cos());
    assertThat(plain.grad()).isNull();
    h.sum().backward();
    assertThatTensor(h.grad()).isCloseTo(h.detach().cos().add(1));
    assertThat(x.retainGrad()).isSameAs(x);
  }

  @Test
  void hooksSeeTheGradientAndMayReplaceIt() {
    List<String> seen = new ArrayList<>();
    Tensor h = x.square();
    Runnable looking =
        h.registerHook(g -> {
          seen.add("h" + g);
          return null;
        });
    Runnable doubling = h.registerHook(g -> g.mul(2));
    Runnable leaf = x.registerHook(g -> g.add(100));
    h.sum().backward(retainGraph());
    assertThat(seen).hasSize(1);
    assertThatTensor(x.grad()).as("2 · 2 x + 100").holds(104, 108);
    x.zeroGrad();
    doubling.run();
    leaf.run();
    h.sum().backward(retainGraph());
    assertThatTensor(x.grad()).holds(2, 4);
    looking.run();
    looking.run();
    h.sum().backward();
    assertThat(seen).hasSize(2);
  }

  @Test
  void hooksSeeTheWholeGradientOnce() {
    List<double[]> seen = new ArrayList<>();
    x.registerHook(g -> {
      seen.add(g.toArray());
      return g;
    });
    x.mul(2.0).add(x).add(x.square()).sum().backward();
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0)).containsExactly(5, 7);
    assertThatTensor(Autograd.grad(x.mul(7.0).sum(), x)).holds(7, 7);
    assertThat(seen).hasSize(2);
  }

  @Test
  void aHookMustKeepTheShape() {
    x.registerHook(g -> g.sum());
    Tensor y = x.sum();
    assertThatThrownBy(y::backward)
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("hook")
        .hasMessageContaining("[2]");
  }

  @Test
  void aHookCannotChangeTheDtype() {
    x.registerHook(g -> g.to(DType.FLOAT32));
    x.square().sum().backward();
    assertThatTensor(x.grad()).isExactly(Tensor.of(2, 4));
  }

  @Test
  void noGradRecordsNothing() {
    Tensor y = noGrad(() -> x.square());
    assertThatTensor(y).isConstant().holds(1, 4);
    List<Tensor> kept = new ArrayList<>();
    noGrad(() -> {
      kept.add(x.mul(x));
      kept.add(x.sort(0).values());
      kept.add(noGrad(() -> x.sin()));
      kept.add(x.cos());
    });
    assertThat(kept).hasSize(4).allSatisfy(t -> assertThatTensor(t).isConstant());
    assertThatThrownBy(() ->
            noGrad(() -> {
              throw new IllegalStateException("from the body");
            }))
        .hasMessage("from the body");
    assertThatTensor(x.square()).isAttached();
  }

  @Test
  void theClassicalGraphWorksInsideATransform() {
    Tensor g =
        Functional.grad(
            z -> {
              x.square().sum().backward();
              return z.mul(gradient(x)).sum();
            },
            Tensor.of(7, 8));
    assertThatTensor(g).holds(2, 4);
    assertThatTensor(x.grad()).holds(2, 4);
  }

  @Test
  void theClassicalApiIsRefusedOnATransformsTensors() {
    Tensor p = Tensor.of(7, 8);
    for (TensorFunction f :
        List.<TensorFunction>of(
            z -> z.requiresGrad(),
            z -> {
              z.sum().backward();
              return z;
            },
            z -> Autograd.grad(z.sum(), z),
            z -> z.retainGrad(),
            z -> {
              z.registerHook(h -> h);
              return z;
            },
            z -> {
              x.backward(z);
              return z;
            })) {
      assertThatThrownBy(() -> Functional.grad(z -> f.apply(z).sum(), p))
          .isInstanceOf(GraphException.class)
          .hasMessageContaining("Functional.grad");
      assertThatThrownBy(() -> Functional.jvp(f, p, p)).isInstanceOf(GraphException.class);
    }
    assertThat(x.grad()).isNull();
  }

  @Test
  void aGradientThatIsReturnedMayBelongToATransform() {
    Tensor g =
        Functional.grad(
            v -> Autograd.grad(List.of(x.square()), List.of(x), List.of(v)).get(0).sum(),
            Tensor.of(7, 8));
    assertThatTensor(g).holds(2, 4);
  }

  @Test
  void anOldRetainedGraphWorksTogetherWithANewOne() {
    Tensor old = x.square();
    Tensor noise = x;
    for (int i = 0; i < 20_000; i++) {
      noise = noise.add(1e-9);
    }
    Tensor y = old.mul(x.sin()).sum();
    y.backward();
    double[] expected = {
      2 * Math.sin(1) + Math.cos(1), 4 * Math.sin(2) + 4 * Math.cos(2),
    };
    assertThatTensor(x.grad()).holds(expected);
    assertThat(noise.isRequiringGrad()).isTrue();
  }

  @Test
  void leavesMayBeMuchOlderOrYoungerThanTheGraph() {
    Tensor old = Tensor.scalar(2).requiresGrad();
    Tensor unrelated = Tensor.scalar(0).requiresGrad();
    for (int i = 0; i < 100_000; i++) {
      unrelated = unrelated.add(1.0);
    }
    Tensor h = old.square();
    for (int i = 0; i < 100_000; i++) {
      unrelated = unrelated.add(1.0);
    }
    Tensor young = Tensor.scalar(5).requiresGrad();
    Tensor y = h.mul(young).mul(old);
    List<@Nullable Tensor> g = Autograd.grad(List.of(y), List.of(old, young, h));
    assertThatTensor(g.get(0)).holds(3 * 4 * 5);
    assertThatTensor(g.get(1)).holds(8);
    assertThatTensor(g.get(2)).holds(10);
  }

  @Test
  void aRefusedPassLeavesTheNextOneRight() {
    assertThatThrownBy(() -> x.square().backward()).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> x.square().backward(Tensor.of(1))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.scalar(1).backward())
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("requiresGrad()");
    assertThatThrownBy(() -> Tensor.ints(1, 2).requiresGrad())
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("INT32");
    x.square().sum().backward();
    assertThatTensor(x.grad()).holds(2, 4);
  }

  @Test
  void aPassThatFailsAddsNothing() {
    Tensor other = Tensor.of(3, 4).requiresGrad();
    Tensor freed = other.square();
    freed.sum().backward();
    Tensor before = other.grad();
    Tensor mixed = x.square().add(freed);
    assertThatThrownBy(() -> mixed.sum().backward()).isInstanceOf(GraphException.class);
    assertThat(x.grad()).isNull();
    assertThat(other.grad()).isSameAs(before);

    Tensor hooked = other.square();
    hooked.registerHook(g -> {
      throw new IllegalStateException("from a hook");
    });
    assertThatThrownBy(() -> x.square().add(hooked).sum().backward())
        .isInstanceOf(IllegalStateException.class);
    assertThat(x.grad()).isNull();
    assertThat(other.grad()).isSameAs(before);
  }
}
