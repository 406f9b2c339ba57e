package dev.leibniz;

import static dev.leibniz.Autograd.retainGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What graphs keep alive, and for how long. */
class GarbageTest {
  private static boolean isCollected(WeakReference<?> reference) {
    long deadline = System.nanoTime() + 5_000_000_000L;
    while (reference.get() != null && System.nanoTime() < deadline) {
      System.gc();
      Thread.onSpinWait();
    }
    return reference.get() == null;
  }

  /** Asking for all of five seconds would take too long where the answer is no. */
  private static boolean isKept(WeakReference<?> reference) {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return reference.get() != null;
  }

  @Test
  void aGraphThatNobodyHoldsIsCollectedThoughItsLeafLives() {
    Tensor leaf = Tensor.ones(10).requiresGrad();
    WeakReference<Tensor> interior = interiorOf(leaf);
    assertThat(isCollected(interior)).isTrue();
    assertThat(leaf.isLeaf()).isTrue();
  }

  private static WeakReference<Tensor> interiorOf(Tensor leaf) {
    Tensor h = leaf.exp();
    h.mul(h).sum();
    return new WeakReference<>(h);
  }

  @Test
  void savedValuesAreFreedByBackwardThoughTheOutputIsHeld() {
    Tensor leaf = Tensor.ones(10).requiresGrad();
    List<WeakReference<Tensor>> interior = new ArrayList<>();
    Tensor y = output(leaf, interior);
    assertThat(isKept(interior.getFirst())).isTrue();
    y.backward(retainGraph());
    assertThat(isKept(interior.getFirst())).isTrue();
    y.backward();
    assertThat(isCollected(interior.getFirst())).isTrue();
    assertThatTensor(y).isAttached();
  }

  private static Tensor output(Tensor leaf, List<WeakReference<Tensor>> interior) {
    Tensor h = leaf.exp();
    interior.add(new WeakReference<>(h));
    return h.sin().sum();
  }

  @Test
  void aGradientDoesNotKeepTheGraphAlive() {
    Tensor leaf = Tensor.ones(10).requiresGrad();
    WeakReference<Tensor> interior = differentiated(leaf);
    assertThat(isCollected(interior)).isTrue();
    assertThatTensor(leaf.grad()).isConstant();
    assertThat(leaf.isLeaf()).isTrue();
  }

  private static WeakReference<Tensor> differentiated(Tensor leaf) {
    Tensor h = leaf.exp();
    h.sin().sum().backward();
    return new WeakReference<>(h);
  }

  @Test
  void anOperationKeepsOnlyWhatItsDerivativeReads() {
    Tensor leaf = Tensor.ones(10).requiresGrad();
    List<WeakReference<Tensor>> unread = new ArrayList<>();
    Tensor y = sumOf(leaf, unread);
    assertThat(isCollected(unread.getFirst())).as("addition reads nothing").isTrue();
    assertThatTensor(y).isAttached();
  }

  private static Tensor sumOf(Tensor leaf, List<WeakReference<Tensor>> unread) {
    Tensor h = leaf.mul(2.0);
    unread.add(new WeakReference<>(h));
    return h.add(1.0).sum();
  }

  @Test
  void aPullbackKeepsItsGraphAndItsValueDoesNot() {
    Tensor x = Tensor.ones(10);
    List<WeakReference<Tensor>> interior = new ArrayList<>();
    TensorFunction f =
        z -> {
          Tensor h = z.exp();
          interior.add(new WeakReference<>(h.detach()));
          return h.mul(h).sum();
        };
    var pullback = vjp(f, x);
    assertThat(isKept(interior.getFirst())).isTrue();
    assertThatTensor(pullback.apply(Tensor.scalar(1))).hasShape(10);
    Tensor value = pullback.value();
    pullback = null;
    assertThat(isCollected(interior.getFirst())).isTrue();
    assertThatTensor(value).isConstant();
  }

  @Test
  void aTensorThatOutlivesItsTransformKeepsNoSavedValues() {
    List<WeakReference<Tensor>> interior = new ArrayList<>();
    List<Tensor> escaped = new ArrayList<>();
    grad(
        z -> {
          Tensor h = z.exp();
          interior.add(new WeakReference<>(h.detach()));
          Tensor y = h.sin().sum();
          escaped.add(y);
          return y;
        },
        Tensor.ones(10));
    assertThat(isCollected(interior.getFirst()))
        .as("the nodes remain, but what they had kept was freed on the way")
        .isTrue();
    assertThat(escaped).hasSize(1);
  }

  @Test
  void memoryDoesNotGrowOverManySteps() {
    Tensor w = Tensor.ones(1000);
    Function<Tensor, Tensor> loss = z -> z.sin().square().mean();
    for (int step = 0; step < 200; step++) {
      w = w.sub(grad(loss, w).mul(0.1));
      Tensor leaf = w.requiresGrad();
      loss.apply(leaf).backward();
      w = w.sub(java.util.Objects.requireNonNull(leaf.grad()).mul(0.1));
    }
    assertThatTensor(w).as("no step left its graph behind").isConstant();
  }
}
