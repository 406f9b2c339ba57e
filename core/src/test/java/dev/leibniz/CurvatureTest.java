package dev.leibniz;

import static dev.leibniz.Curvature.gaussNewtonProduct;
import static dev.leibniz.Curvature.hessianDiagonal;
import static dev.leibniz.Curvature.laplacian;
import static dev.leibniz.Curvature.laplacianEstimate;
import static dev.leibniz.Functional.active;
import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.memoryBudget;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wanted of a Hessian, against the dense Hessian. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class CurvatureTest {
  private final Tensor x = Tensor.of(0.5, -1, 2, 0.1, 0.7);
  private final TensorFunction f = z -> z.sin().mul(z.square().sum()).sum();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 50})
  void theDiagonalAndItsSumAreThoseOfTheHessian(int chunk) {
    Tensor diagonal = hessian(f, x).diagonal(0, 0, 1);
    assertThatTensor(hessianDiagonal(f, x, chunkSize(chunk))).isCloseTo(diagonal);
    assertThatTensor(laplacian(f, x, chunkSize(chunk))).hasShape().isCloseTo(diagonal.sum());
    assertThatTensor(hessianDiagonal(f, x.reshape(5, 1))).hasShape(5, 1);
    assertThatTensor(hessianDiagonal(z -> z.sum(), x, chunkSize(chunk))).isExactly(x.zerosLike());
  }

  @Test
  void theDiagonalOfATreeHasItsStructure() {
    Tuple t =
        hessianDiagonal(
            (Tuple p) -> p.get(0).pow(3).mul(p.get(1).sum()).sum().add(p.get(1).pow(3).sum()),
            Tuple.of(x, Tensor.of(1, 2)));
    assertThatTensor(t.get(0)).isCloseTo(x.mul(18));
    assertThatTensor(t.get(1)).holds(6, 12);
    assertThatTensor(
            laplacian(
                (Tuple p) -> p.get(0).pow(3).sum().mul(p.get(1)),
                Tuple.of(x, Tensor.scalar(2)),
                active("0")))
        .isCloseTo(x.sum().mul(12));
  }

  @Test
  void theyCanBeDifferentiatedAndBatched() {
    GradCheck.require((Tensor z) -> laplacian(f, z), x);
    GradCheck.require((Tensor z) -> hessianDiagonal(f, z, chunkSize(2)), x);
    Tensor rows = Tensor.stack(0, x, x.cos());
    assertThatTensor(vmap((Tensor z) -> laplacian(f, z)).apply(rows))
        .isCloseTo(Tensor.stack(0, laplacian(f, x), laplacian(f, x.cos())));
    Tensor x0 = x.requiresGrad();
    laplacian(z -> z.pow(4).sum(), x0, createGraph()).backward();
    assertThatTensor(x0.grad()).isCloseTo(x.mul(24));
    assertThatTensor(laplacian(f, x0)).isConstant();
  }

  @Test
  void hutchinsonsEstimateLiesWithinItsError() {
    double exact = laplacian(f, x).item();
    Estimate e = laplacianEstimate(f, x, Key.of(7), 400);
    assertThat(e.samples()).isEqualTo(400);
    assertThat(e.standardError().item()).isBetween(0.05, 2.0);
    assertThat(Math.abs(e.value().item() - exact)).isLessThan(4 * e.standardError().item());
    Estimate chunked = laplacianEstimate(f, x, Key.of(7), 400, chunkSize(7));
    assertThatTensor(chunked.value()).isCloseTo(e.value());
    assertThatTensor(chunked.standardError()).isCloseTo(e.standardError());
    Estimate exactForDiagonal =
        laplacianEstimate(z -> z.pow(3).sum(), x, Key.of(1), 3, memoryBudget(1));
    assertThatTensor(exactForDiagonal.value()).isCloseTo(x.sum().mul(6));
    assertThat(exactForDiagonal.standardError().item()).isLessThan(1e-9);
    assertThat(laplacianEstimate(f, x, Key.of(1), 1).standardError().item()).isNaN();
    assertThatThrownBy(() -> laplacianEstimate(f, x, Key.of(1), 0))
        .hasMessageContaining("0 samples");
  }

  @Test
  void theGaussNewtonMatrixIsThatOfItsFactors() {
    TensorFunction model = z -> z.sin().mul(z.sum()).narrow(0, 0, 3);
    TensorFunction loss = y -> y.exp().sum().mul(y.sum());
    Tensor j = jacobian(model, x);
    Tensor h = hessian(loss, model.apply(x));
    var product = gaussNewtonProduct(model, loss, x);
    Tensor v = x.cos();
    assertThatTensor(product.apply(v)).isConstant().isCloseTo(j.mT().matmul(h.matmul(j.matmul(v))));
    assertThatTensor(product.grad()).isCloseTo(grad(z -> loss.apply(model.apply(z)), x));
    assertThatTensor(product.value()).isCloseTo(loss.apply(model.apply(x)));
    TensorFunction linear = z -> z.mul(3).narrow(0, 0, 2);
    assertThatTensor(gaussNewtonProduct(linear, loss, x).apply(v))
        .as("of a linear model it is the Hessian")
        .isCloseTo(hessian(z -> loss.apply(linear.apply(z)), x).matmul(v));
  }
}
