package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Linalg.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvdTest {
  private static Tensor matrices(int... dims) {
    return Key.of(5).normal(Shape.of(dims), DType.FLOAT64);
  }

  private static Tensor product(SingularValueDecomposition d) {
    return d.u().mul(d.s().unsqueeze(-2)).matmul(d.v().mT());
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "3, 4", "3, 3", "1, 5", "5, 1", "1, 1"})
  void theFactorsAreOrthonormalAndMultiplyBack(int m, int n) {
    Tensor a = matrices(2, m, n);
    SingularValueDecomposition d = Linalg.svd(a);
    int k = Math.min(m, n);
    assertThatTensor(d.u()).hasShape(2, m, k);
    assertThatTensor(d.s()).hasShape(2, k);
    assertThatTensor(d.v()).hasShape(2, n, k);
    assertThatTensor(product(d)).isCloseTo(a);
    Tensor one = Tensor.eye(k).expand(2, k, k);
    assertThatTensor(d.u().mT().matmul(d.u())).isCloseTo(one);
    assertThatTensor(d.v().mT().matmul(d.v())).isCloseTo(one);
    assertThat(d.s().ge(0).all().itemAsBoolean()).isTrue();
    Tensor falls = d.s().narrow(1, 0, k - 1).ge(d.s().narrow(1, 1, k - 1));
    assertThat(falls.all().itemAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "3, 4", "3, 3"})
  void derivativesAreRightWhateverTheSignsOfTheFactors(int m, int n) {
    Tensor a = matrices(m, n);
    GradCheck.require((Tensor x) -> Linalg.svd(x).s(), a);
    GradCheck.require((Tensor x) -> Linalg.svd(x).u().abs(), a);
    GradCheck.require((Tensor x) -> Linalg.svd(x).v().abs(), a);
    GradCheck.require((Tensor x) -> product(Linalg.svd(x)), a);
    assertThatTensor(grad((Tensor x) -> Linalg.nuclearNorm(x), a))
        .isCloseTo(Linalg.svd(a).u().matmul(Linalg.svd(a).v().mT()));
  }

  @Test
  void aBatchIsDecomposedAtOnce() {
    Tensor a = matrices(3, 4, 2);
    Tensor together = vmap((Tensor x) -> Linalg.svd(x).s()).apply(a);
    for (int i = 0; i < 3; i++) {
      assertThatTensor(together.select(0, i)).isCloseTo(Linalg.svd(a.select(0, i)).s());
    }
    assertThatTensor(vmap((Tensor x) -> grad((Tensor z) -> Linalg.nuclearNorm(z), x)).apply(a))
        .isCloseTo(grad((Tensor z) -> Linalg.nuclearNorm(z).sum(), a));
  }

  @Test
  void emptySingularAndIntegerMatrices() {
    assertThatTensor(Linalg.svd(Tensor.zeros(0, 3, 2)).s()).hasShape(0, 2);
    assertThatTensor(Linalg.svd(Tensor.zeros(3, 2)).s()).holds(0, 0);
    assertThatTensor(Linalg.svd(Tensor.ones(2, 2)).s()).isCloseTo(Tensor.of(2, 0));
    assertThat(Linalg.svd(Tensor.longs(3, 0, 0, 4).reshape(2, 2)).s().toArray())
        .containsExactly(4, 3);
    assertThatThrownBy(() -> Linalg.svd(Tensor.of(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("svd")
        .hasMessageContaining("[2]");
  }
}
