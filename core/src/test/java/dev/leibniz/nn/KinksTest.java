package dev.leibniz.nn;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;
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

  private static double[] slopes(UnaryOperator<Tensor> f, double... points) {
    return grad((Tensor x) -> f.apply(x).sum(), Tensor.of(points)).toArray();
  }

  @Test
  void theSlopesOfActivationsAtTheirKinksAreThoseOfPyTorch() {
    assertThat(slopes(Activations::relu6, 0, 6)).containsExactly(0, 0);
    assertThat(slopes(Activations::hardsigmoid, -3, 3)).containsExactly(0, 0);
    assertThat(slopes(Activations::hardswish, -3, 3)).containsExactly(-0.5, 1.5);
    assertThat(slopes(x -> Activations.hardshrink(x, 1), -1, 0, 1)).containsExactly(0, 0, 0);
    assertThat(slopes(x -> Activations.softshrink(x, 1), -1, 0, 1)).containsExactly(0, 0, 0);
    assertThat(slopes(x -> Activations.softshrink(x, 0), -1, 0, 1)).containsExactly(1, 0, 1);
    assertThat(slopes(x -> Activations.threshold(x, 1, 7), 1, 2)).containsExactly(0, 1);
    assertThat(slopes(x -> Activations.celu(x, 2), 0)).containsExactly(1);
    assertThat(slopes(Activations::softsign, 0)).containsExactly(1);
    assertThat(slopes(x -> Activations.prelu(x, Tensor.scalar(0.25)), 0)).containsExactly(0.25);
  }

  @Test
  void activationsStayFiniteFarOut() {
    Tensor far = Tensor.of(-1e30, 1e30);
    assertThat(Activations.hardswish(far).toArray()).containsExactly(0, 1e30);
    assertThat(Activations.celu(far, 2).toArray()).containsExactly(-2, 1e30);
    assertThat(Activations.mish(far).toArray()).containsExactly(-0.0, 1e30);
    assertThat(Activations.softsign(far).toArray()).containsExactly(-1, 1);
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(
            Activations::hardswish, x -> Activations.celu(x, 2), Activations::mish)) {
      assertThat(slopes(f, -1e30, 1e30)).containsExactly(0, 1);
    }
  }

  @Test
  void notANumberGoesThroughActivations() {
    Tensor nan = Tensor.of(Double.NaN);
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(
            Activations::relu6,
            Activations::hardsigmoid,
            Activations::hardswish,
            Activations::selu,
            Activations::mish,
            x -> Activations.celu(x, 1),
            x -> Activations.hardshrink(x, 0.5),
            x -> Activations.softshrink(x, 0.5),
            x -> Activations.threshold(x, 1, 2))) {
      assertThat(f.apply(nan).item()).isNaN();
    }
  }

  @Test
  void aVarianceThatIsTooSmallHasADerivativeAllTheSame() {
    Tensor g =
        grad(
            (Tensor v) ->
                Losses.gaussianNll(
                    ZERO, ZERO, v, 0.5, Losses.ConstantTerms.INCLUDED, Reduction.SUM),
            ZERO);
    assertThat(g.toArray()).containsExactly(1);
  }

  @Test
  void aCountOfOneOrLessAddsNoConstant() {
    Tensor counts = Tensor.of(0, 1);
    Tensor x = Tensor.of(0, 0);
    assertThat(
            Losses.poissonNll(x, counts, Losses.ConstantTerms.INCLUDED, Reduction.NONE).toArray())
        .containsExactly(1, 1);
    assertThat(
            grad(
                    (Tensor n) ->
                        Losses.poissonNll(x, n, Losses.ConstantTerms.INCLUDED, Reduction.SUM),
                    counts)
                .isfinite()
                .all()
                .itemAsBoolean())
        .isTrue();
  }

  @Test
  void whatCannotBeHalvedOrPairedIsRefused() {
    assertThatThrownBy(() -> Activations.glu(Tensor.of(1, 2, 3), 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("odd length 3");
    assertThatThrownBy(() -> Activations.prelu(Tensor.of(1, 2, 3), Tensor.of(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2]");
    assertThatThrownBy(() -> Normalisations.instanceNorm(Tensor.of(1, 2), null, null, 0))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Normalisations.renorm(Tensor.of(1, 2), 2, 0, 1))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Normalisations.localResponseNorm(Tensor.of(1, 2), 2, 1, 1, 1))
        .isInstanceOf(ShapeException.class);
  }
}
