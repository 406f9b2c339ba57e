package dev.leibniz.nn;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Tensor;
import org.junit.jupiter.api.Test;

/** Derivatives at points where a formula written carelessly gives NaN or zero. */
class KinksTest {
  private static final Tensor ZERO = Tensor.of(0);

  @Test
  void theHessianOfSmoothL1IsThatOfTheSquareWherePredictionAndTargetAreEqual() {
    Tensor h = hessian(x -> Losses.smoothL1(x, ZERO, 2, Reduction.SUM), ZERO);
    assertThat(h.item()).isEqualTo(0.5);
  }

  @Test
  void theGradientOfANormOfOrderBelowOneIsFiniteAtZeros() {
    Tensor g = grad((Tensor x) -> x.norm(0.5), Tensor.of(0, 4));
    assertThat(g.toArray()).containsExactly(0, 1);
  }

  @Test
  void theGradientOfBinaryCrossEntropyIsFiniteAtZeroAndOne() {
    Tensor target = Tensor.of(1, 0);
    Tensor g =
        grad(
            (Tensor x) -> Losses.binaryCrossEntropy(x, target, null, Reduction.SUM),
            Tensor.of(0, 1));
    assertThat(g.eq(0).all().itemAsBoolean()).isTrue();
    Tensor value = Losses.binaryCrossEntropy(Tensor.of(0, 1), target, null, Reduction.NONE);
    assertThat(value.toArray()).containsExactly(100, 100);
  }
}
