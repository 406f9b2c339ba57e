package dev.leibniz.transform;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Autograd;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A matrix that is used at every step gets one product back, and the numbers are the same. */
class ProductSumTest {
  private static final int STEPS = 40;
  private static final Tensor W = Key.of(1).normal(6, 6).mul(0.3);
  private static final Tensor V = Key.of(2).normal(6, 6);
  private static final Tensor H = Key.of(3).normal(2, 6);

  /** Steps with a matrix each, all of which may be the same. */
  private static Tensor walk(Tensor start, UnaryOperator<Tensor> weight, Tensor w) {
    Tensor h = start;
    for (int i = 0; i < STEPS; i++) {
      h = h.matmul(weight.apply(w)).tanh();
    }
    return h.square().sum();
  }

  private static Tensor joined(Tensor w) {
    return walk(H, UnaryOperator.identity(), w);
  }

  /** A product with 1 is a node of its own, so that each step's matrix gets its product alone. */
  private static Tensor apart(Tensor w) {
    return walk(H, m -> m.mul(1), w);
  }

  private static void same(Tensor found, Tensor expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(found.sub(expected).abs().amax().item())
        .isCloseTo(0, within(1e-13 * (1 + expected.abs().amax().item())));
  }

  @Test
  void gradientsAreTheSame() {
    same(grad(ProductSumTest::joined, W), grad(ProductSumTest::apart, W));
    same(
        grad(w -> joined(w.mT()).add(w.square().sum()), W),
        grad(w -> apart(w.mT()).add(w.square().sum()), W));
  }

  @Test
  void curvatureIsTheSame() {
    same(hvp(ProductSumTest::joined, W).apply(V), hvp(ProductSumTest::apart, W).apply(V));
    same(
        grad(w -> grad(ProductSumTest::joined, w).mul(V).sum(), W),
        grad(w -> grad(ProductSumTest::apart, w).mul(V).sum(), W));
  }

  @Test
  void batchesOfGradientsAreTheSame() {
    Tensor starts = Key.of(4).normal(3, 2, 6);
    UnaryOperator<Tensor> same = UnaryOperator.identity();
    Tensor found = vmap((Tensor h) -> grad(w -> walk(h, same, w), W)).apply(starts);
    same(found, vmap((Tensor h) -> grad(w -> walk(h, m -> m.mul(1), w), W)).apply(starts));
  }

  @Test
  void createGraphGoesThroughIt() {
    Tensor w = W.requiresGrad();
    Tensor slope = Autograd.grad(joined(w), w, createGraph());
    same(slope.detach(), grad(ProductSumTest::apart, W));
    same(Autograd.grad(slope.mul(V).sum(), w), hvp(ProductSumTest::apart, W).apply(V));
  }

  @Test
  void wideBatchesAreNotKeptWaiting() {
    assertThat(ProductSum.pays(H.shape(), H.shape())).isTrue();
    assertThat(ProductSum.pays(Tensor.zeros(4, 6).shape(), H.shape())).isFalse();
    assertThat(ProductSum.pays(Tensor.zeros(3, 2, 6).shape(), H.shape())).isFalse();
  }

  @Test
  void productsDoNotGrowWithTheSteps() {
    long joined = OpCount.during(() -> assertThat(grad(ProductSumTest::joined, W)).isNotNull());
    long apart = OpCount.during(() -> assertThat(grad(ProductSumTest::apart, W)).isNotNull());
    // apart, each step costs two products with 1, and a product and a sum for the matrix
    assertThat(apart - joined).isGreaterThan(3 * STEPS);
  }
}
