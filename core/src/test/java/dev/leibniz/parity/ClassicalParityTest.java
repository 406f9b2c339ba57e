package dev.leibniz.parity;

import static dev.leibniz.Autograd.allowUnused;
import static dev.leibniz.Autograd.enableGrad;
import static dev.leibniz.Autograd.gradsBatched;
import static dev.leibniz.Autograd.inputs;
import static dev.leibniz.Autograd.materializeGrads;
import static dev.leibniz.Autograd.noGrad;
import static dev.leibniz.Autograd.retainGraph;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Autograd;
import dev.leibniz.GraphException;
import dev.leibniz.ShapeException;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The cases on {@code backward} and {@code grad} themselves, section S. */
class ClassicalParityTest {
  private final Tensor x = Tensor.of(1, 2).requiresGrad();
  private final Tensor y = Tensor.of(3, 4).requiresGrad();

  private static Tensor present(@Nullable Tensor t) {
    return Objects.requireNonNull(t);
  }

  @Test
  @Parity(239)
  void gradIsDifferentiatedOnceMoreAndAddsNothingUp() {
    Tensor z = x.square().add(y.mul(x)).add(y.square());
    List<@Nullable Tensor> first = Autograd.grad(List.of(z.sum()), List.of(x, y), createGraph());
    assertThatTensor(first.get(0)).isAttached().holds(5, 8);
    assertThatTensor(first.get(1)).isAttached().holds(7, 10);
    Tensor sum = present(first.get(0)).add(present(first.get(1))).sum();
    List<@Nullable Tensor> second = Autograd.grad(List.of(sum), List.of(x, y));
    assertThatTensor(second.get(0)).isConstant().holds(3, 3);
    assertThatTensor(second.get(1)).isConstant().holds(3, 3);
    assertThat(x.grad()).isNull();
    assertThat(y.grad()).isNull();
  }

  @Test
  @Parity(239)
  void theGradientToStartFromHasTheOutputsShape() {
    Tensor z = x.square();
    assertThatThrownBy(() -> Autograd.grad(z, x, Tensor.ones(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[1]")
        .hasMessageContaining("[2]");
    assertThatThrownBy(() ->
            Autograd.grad(List.of(z, z), List.of(x), List.of(z.onesLike(), Tensor.ones(2, 1))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("output 1");
    assertThatThrownBy(() -> Autograd.grad(List.of(z), List.of(x), List.of()))
        .isInstanceOf(StructureException.class)
        .hasMessageContaining("0 gradients for 1 outputs");
  }

  @Test
  @Parity(239)
  void doubleBackwardGivesTheProductWithTheHessian() {
    Tensor z = x.pow(3).sum().mul(y.sum());
    Tensor g = Autograd.grad(z, x, createGraph());
    Tensor v = Tensor.of(1, -1);
    Tensor product = Autograd.grad(g, x, v);
    Tensor h = hessian(t -> t.pow(3).sum().mul(7.0), x.detach());
    assertThatTensor(product).isCloseTo(h.matmul(v));
    assertThat(x.grad()).isNull();
  }

  @Test
  @Parity(240)
  void aTensorThatIsNoLeafMayBeTheInput() {
    Tensor h = x;
    for (int i = 0; i < 3; i++) {
      h = h.mul(2.0);
      Tensor g = Autograd.grad(h.sin().sum(), h);
      assertThatTensor(g).isCloseTo(h.detach().cos());
    }
    assertThat(x.grad()).isNull();
    assertThat(h.grad()).isNull();
  }

  @Test
  @Parity(240)
  void manyOutputsAddUpInOneWalk() {
    Tensor h = x.square();
    Tensor a = h.mul(2.0);
    Tensor b = h.sin();
    List<double[]> seen = new ArrayList<>();
    h.registerHook(g -> {
      seen.add(g.toArray());
      return null;
    });
    Tensor va = Tensor.of(1, 2);
    Tensor vb = Tensor.of(3, 4);
    Tensor g = present(Autograd.grad(List.of(a, b), List.of(h), List.of(va, vb)).getFirst());
    assertThatTensor(g).isCloseTo(va.mul(2.0).add(vb.mul(h.detach().cos())));
    assertThat(seen).as("the hook saw the whole gradient, once").hasSize(1);
  }

  @Test
  @Parity(240)
  void aHookOnAnInputChangesWhatIsReturned() {
    Tensor h = x.square();
    h.registerHook(g -> g.mul(10.0));
    assertThatTensor(Autograd.grad(h.sum(), h, retainGraph())).holds(10, 10);
    assertThatTensor(Autograd.grad(h.sum(), x)).holds(20, 40);
  }

  @Test
  @Parity(241)
  void unusedInputsAreRefusedOrNullOrZero() {
    Tensor z = x.square().sum();
    assertThatThrownBy(() -> Autograd.grad(List.of(z), List.of(x, y)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("input 1")
        .hasMessageContaining("allowUnused()")
        .hasMessageContaining("materializeGrads()");
    List<@Nullable Tensor> nulls =
        Autograd.grad(List.of(z), List.of(x, y), allowUnused(), retainGraph());
    assertThat(nulls.get(1)).isNull();
    List<@Nullable Tensor> zeros =
        Autograd.grad(List.of(z), List.of(x, y), materializeGrads(), retainGraph());
    assertThatTensor(zeros.get(0)).isConstant().holds(2, 4);
    assertThatTensor(zeros.get(1)).isConstant().holds(0, 0);
    assertThatTensor(
            Autograd.grad(List.of(z), List.of(y), allowUnused(), materializeGrads()).get(0))
        .holds(0, 0);
  }

  @Test
  @Parity(241)
  void zerosThatStandForUnusedInputsRequireGradWithCreateGraph() {
    Tensor z = x.square().sum();
    List<@Nullable Tensor> g =
        Autograd.grad(List.of(z), List.of(x, y), materializeGrads(), createGraph());
    assertThatTensor(g.get(1)).isAttached().holds(0, 0);
    Tensor again = present(g.get(0)).add(present(g.get(1))).sum();
    assertThatTensor(Autograd.grad(List.of(again), List.of(x, y), materializeGrads()).get(1))
        .holds(0, 0);
  }

  @Test
  @Parity(242)
  void gradientsAddUp() {
    x.sum().backward();
    Tensor first = present(x.grad());
    x.sum().backward();
    assertThatTensor(x.grad()).isConstant().holds(2, 2);
    assertThatTensor(first).as("tensors are values: the old gradient stays").holds(1, 1);
    x.square().sum().backward(createGraph());
    assertThatTensor(x.grad()).isAttached().holds(4, 6);
    Tensor empty = Tensor.zeros(0).requiresGrad();
    empty.sum().backward();
    empty.square().sum().backward();
    assertThatTensor(empty.grad()).hasShape(0);
  }

  @Test
  @Parity(243)
  void backwardAddsUpInTheInputsAlone() {
    Tensor z = x.mul(y).sum();
    z.backward(inputs(x), retainGraph());
    assertThatTensor(x.grad()).holds(3, 4);
    assertThat(y.grad()).isNull();
    z.backward(inputs(x, y, x));
    assertThatTensor(x.grad()).as("named twice, added once").holds(6, 8);
    assertThatTensor(y.grad()).holds(1, 2);
  }

  @Test
  @Parity(243)
  void inputsMustBeThereAndRequireGrad() {
    assertThatThrownBy(() -> inputs())
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> inputs(x, Tensor.of(1)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("input 1")
        .hasMessageContaining("does not require grad");
  }

  @Test
  @Parity(243)
  void aScalarMayBeAnInput() {
    Tensor s = Tensor.scalar(3).requiresGrad();
    s.square().backward(inputs(s));
    assertThatTensor(s.grad()).holds(6);
  }

  @Test
  @Parity(243)
  void inputsNeedBeNoLeaves() {
    Tensor h = x.square();
    Tensor unused = x.sin();
    Tensor kept = x.mul(3.0).retainGrad();
    Tensor z = h.sin().add(kept).sum();
    z.backward(inputs(h, unused, kept));
    assertThatTensor(h.grad()).isCloseTo(h.detach().cos());
    assertThat(unused.grad()).isNull();
    assertThatTensor(kept.grad()).as("kept and an input, added once").holds(1, 1);
    assertThat(x.grad()).isNull();
    Tensor cut = y.floor();
    cut.add(x).sum().backward(inputs(y));
    assertThatTensor(y.grad()).as("used, with derivative zero").holds(0, 0);
  }

  @Test
  @Parity(244)
  void severalOutputsGoBackTogether() {
    Tensor h = x.mul(y);
    Autograd.backward(List.of(h.mul(2.0), h.add(x)), List.of(Tensor.of(1, 1), Tensor.of(1, 10)));
    assertThatTensor(x.grad()).holds(3 * 3 + 1, 12 * 4 + 10);
    assertThatTensor(y.grad()).holds(3, 12 * 2);
    x.zeroGrad();
    Autograd.backward(List.of(x.sum(), x.square().sum()));
    assertThatTensor(x.grad()).holds(3, 5);
    x.zeroGrad();
    Autograd.backward(List.of(x.sum(), x.square()), Arrays.asList((Tensor) null, Tensor.of(1, 0)));
    assertThatTensor(x.grad()).as("null stands for 1").holds(3, 1);
  }

  @Test
  @Parity(244)
  void everyOutputMustRequireGrad() {
    Tensor constant = noGrad(() -> x.sum());
    assertThatThrownBy(() -> Autograd.backward(List.of(x.sum(), constant)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("output 1")
        .hasMessageContaining("does not require grad");
    assertThat(x.grad()).as("refused before any work").isNull();
    assertThatThrownBy(() -> Autograd.grad(List.of(x.sum(), constant), List.of(x)))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("output 1");
    assertThatThrownBy(() -> Autograd.backward(List.of(x.sum(), x.square())))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("output 1");
    assertThatThrownBy(() -> Autograd.backward(List.of())).isInstanceOf(StructureException.class);
  }

  @Test
  @Parity(244)
  void oneOutputMayDependOnAnother() {
    Tensor a = x.square();
    Tensor b = a.pow(3);
    Autograd.backward(List.of(a, b), List.of(Tensor.of(1, 1), Tensor.of(1, 1)));
    assertThatTensor(x.grad()).holds(2 + 6, 2 * 2 + 6 * 32);
    x.zeroGrad();
    Tensor c = x.square();
    Autograd.backward(List.of(c.pow(3), c), List.of(Tensor.of(1, 1), Tensor.of(1, 1)));
    assertThatTensor(x.grad()).as("in either order").holds(8, 196);
  }

  @Test
  @Parity(245)
  void noGradAndEnableGradNest() {
    Tensor w = noGrad(() -> x.add(y));
    assertThatTensor(w).isConstant();
    assertThatTensor(w.add(x)).isAttached();
    noGrad(() -> {
      assertThatTensor(x.exp()).isConstant();
      assertThatTensor(
              enableGrad(() -> {
                assertThatTensor(noGrad(() -> x.exp())).isConstant();
                return x.exp();
              }))
          .isAttached();
      assertThatTensor(x.exp()).isConstant();
      assertThatTensor(x.detach().requiresGrad()).as("a leaf made there is one").isAttached();
    });
    assertThatTensor(x.exp()).isAttached();
  }

  @Test
  @Parity(245)
  void noGradIsSeenByEveryCallOfARecursion() {
    assertThatTensor(product(x, 4)).isConstant().holds(1, 16);
  }

  private static Tensor product(Tensor x, int n) {
    return noGrad(() -> n == 1 ? x : x.mul(product(x, n - 1)));
  }

  @Test
  @Parity(247)
  void retainGradAddsUpAndIsHarmlessTwice() {
    Tensor h = x.mul(2.0).retainGrad().retainGrad();
    assertThat(h.grad()).isNull();
    h.square().sum().backward(retainGraph());
    assertThatTensor(h.grad()).holds(4, 8);
    h.sum().backward();
    assertThatTensor(h.grad()).holds(5, 9);
    assertThatTensor(x.grad()).holds(10, 18);
    x.retainGrad();
    x.zeroGrad();
    x.sum().backward();
    assertThatTensor(x.grad()).as("nothing on a leaf").holds(1, 1);
    assertThatThrownBy(() -> Tensor.of(1).retainGrad())
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("does not require grad");
  }

  @Test
  @Parity(247)
  void retainedGradientsAreThoseThatTheHooksLeave() {
    Tensor h = x.mul(2.0).retainGrad();
    h.registerHook(g -> g.mul(3.0));
    Autograd.grad(h.sum(), x);
    assertThatTensor(h.grad()).as("by grad too").holds(3, 3);
  }

  @Test
  @Parity(247)
  void hooksRunInOrderAndEachRegistrationIsRemovedAlone() {
    UnaryOperator<@Nullable Tensor> twice = g -> present(g).mul(2.0);
    Runnable first = x.registerHook(twice);
    Runnable second = x.registerHook(twice);
    x.registerHook(g -> g.add(1.0));
    x.sum().backward();
    assertThatTensor(x.grad()).holds(5, 5);
    first.run();
    first.run();
    x.zeroGrad();
    x.sum().backward();
    assertThatTensor(x.grad()).as("removed twice, gone once").holds(3, 3);
    second.run();
    x.zeroGrad();
    x.sum().backward();
    assertThatTensor(x.grad()).holds(2, 2);
  }

  @Test
  @Parity(247)
  void hooksAfterAccumulationSeeTheSum() {
    List<@Nullable Tensor> seen = new ArrayList<>();
    Runnable remove =
        x.registerPostAccumulateGradHook(leaf -> {
          assertThat(leaf).isSameAs(x);
          seen.add(leaf.grad());
          assertThatTensor(y.grad()).as("the other leaves' gradients are there").isNotNull();
          leaf.zeroGrad();
        });
    x.mul(y).sum().backward();
    assertThat(x.grad()).isNull();
    assertThatTensor(seen.getFirst()).holds(3, 4);
    Autograd.grad(x.mul(y).sum(), x);
    assertThat(seen).as("grad adds nothing up").hasSize(1);
    remove.run();
    x.sum().backward();
    assertThat(seen).hasSize(1);
    Tensor h = x.exp();
    assertThatThrownBy(() -> h.registerPostAccumulateGradHook(t -> {}))
        .isInstanceOf(GraphException.class)
        .hasMessageContaining("no leaf");
  }

  @Test
  @Parity(247)
  void aHookThatFailsLeavesAllGradientsAsTheyWere() {
    Tensor h = x.mul(y).retainGrad();
    Runnable remove =
        y.registerHook(g -> {
          throw new IllegalStateException("from the hook");
        });
    assertThatThrownBy(() -> h.sum().backward(retainGraph())).hasMessage("from the hook");
    assertThat(x.grad()).isNull();
    assertThat(h.grad()).isNull();
    remove.run();
    h.sum().backward();
    assertThatTensor(x.grad()).holds(3, 4);
    assertThatTensor(h.grad()).holds(1, 1);
  }

  @Test
  @Parity(248)
  void deepGraphsNeedNoStack() {
    Tensor z = x;
    for (int i = 0; i < 150_000; i++) {
      z = z.add(1e-9);
    }
    z.sum().backward();
    assertThatTensor(x.grad()).holds(1, 1);
  }

  @Test
  @Parity(249)
  void gradientsOfTheWrongShapeAreRefused() {
    Tensor z = x.exp();
    for (Tensor wrong :
        List.of(Tensor.ones(1), Tensor.ones(2, 1), Tensor.ones(3), Tensor.scalar(1))) {
      assertThatThrownBy(() -> z.backward(wrong))
          .isInstanceOf(ShapeException.class)
          .hasMessageContaining(wrong.shape().toString())
          .hasMessageContaining("[2]");
    }
    x.registerHook(g -> g.sum());
    assertThatThrownBy(() -> z.sum().backward()).isInstanceOf(ShapeException.class);
  }

  @Test
  @Parity(251)
  void aDerivativeMayBeTakenInTwoStages() {
    Tensor h = x.square();
    Tensor k = x.exp();
    Tensor z = h.mul(k).sum();
    List<@Nullable Tensor> middle = Autograd.grad(List.of(z), List.of(h, k), retainGraph());
    Tensor whole = Autograd.grad(z, x, retainGraph());
    List<@Nullable Tensor> twoStages = Autograd.grad(List.of(h, k), List.of(x), middle);
    assertThatTensor(twoStages.getFirst()).isCloseTo(whole);
    Autograd.backward(List.of(x.square()), List.of(Tensor.of(5, 5)), inputs(x));
    assertThatTensor(x.grad()).holds(10, 20);
  }

  @Test
  @Parity(253)
  void equalExtremesShareTheDerivative() {
    Tensor t = Tensor.of(5, 1, 5, 1).requiresGrad();
    assertThatTensor(Autograd.grad(t.amax(), t)).holds(0.5, 0, 0.5, 0);
    assertThatTensor(Autograd.grad(t.amin(), t)).holds(0, 0.5, 0, 0.5);
    assertThatTensor(Autograd.grad(t.maximum(Tensor.of(5, 5, 1, 1)).sum(), t))
        .holds(0.5, 0, 1, 0.5);
    assertThatTensor(Autograd.grad(t.max(0).values(), t)).holds(1, 0, 0, 0);
  }

  @Test
  @Parity(254)
  void aStackOfGradientsGivesAStackOfResults() {
    Tensor z = x.square().sin();
    Tensor rows = Autograd.grad(z, x, Tensor.eye(2), gradsBatched(), retainGraph());
    assertThatTensor(rows).isConstant().isCloseTo(jacobian(t -> t.square().sin(), x.detach()));
    Tensor attached = Autograd.grad(z, x, Tensor.eye(2), gradsBatched(), createGraph());
    Tensor second = Autograd.grad(attached.sum(), x);
    assertThatTensor(second).isCloseTo(hessian(t -> t.square().sin().sum(), x.detach()).sum(0));
  }

  @Test
  @Parity(254)
  void stacksOfSeveralGradientsGoTogether() {
    Tensor a = x.mul(y);
    Tensor b = x.sum();
    Tensor unused = Tensor.of(1).requiresGrad();
    List<@Nullable Tensor> g =
        Autograd.grad(
            List.of(a, b),
            List.of(x, y, unused),
            List.of(Tensor.of(new double[][] {{1, 0}, {0, 1}, {1, 1}}), Tensor.of(0, 1, 2)),
            gradsBatched(),
            allowUnused(),
            retainGraph());
    assertThatTensor(g.get(0)).hasShape(3, 2).holds(3, 0, 1, 5, 5, 6);
    assertThatTensor(g.get(1)).hasShape(3, 2).holds(1, 0, 0, 2, 1, 2);
    assertThat(g.get(2)).isNull();
    assertThatTensor(
            Autograd.grad(b, unused, Tensor.of(0, 1, 2), gradsBatched(), materializeGrads()))
        .hasShape(3, 1)
        .holds(0, 0, 0);
    assertThatTensor(Autograd.grad(x.floor(), x, Tensor.ones(3, 2), gradsBatched()))
        .hasShape(3, 2)
        .holds(0, 0, 0, 0, 0, 0);
  }

  @Test
  @Parity(254)
  void stacksThatDoNotFitSaySo() {
    Tensor z = x.square();
    assertThatThrownBy(() -> Autograd.grad(z, x, Tensor.ones(2), gradsBatched()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("gradsBatched")
        .hasMessageContaining("one more axis in front");
    assertThatThrownBy(() ->
            Autograd.grad(
                List.of(z, z),
                List.of(x),
                List.of(Tensor.ones(3, 2), Tensor.ones(4, 2)),
                gradsBatched()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("gradient 1")
        .hasMessageContaining("[3, 2]");
    assertThatThrownBy(() -> Autograd.grad(z.sum(), x, gradsBatched()))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> z.sum().backward(gradsBatched())).hasMessageContaining("gradsBatched");
  }

  @Test
  @Parity(252)
  void aSumKeepsNothingSoTwoPassesNeedNoRetaining() {
    Tensor z = x.add(y).sub(1.0).sum();
    z.backward();
    z.backward();
    assertThatTensor(x.grad()).holds(2, 2);
  }
}
