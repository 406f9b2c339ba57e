package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Linalg.Eigendecomposition;
import dev.leibniz.Linalg.LuDecomposition;
import dev.leibniz.Linalg.QrDecomposition;
import dev.leibniz.Linalg.SingularValueDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixFunctionsTest {
  private static Tensor matrices(int... dims) {
    return Key.of(7).normal(Shape.of(dims), DType.FLOAT64);
  }

  private static Tensor symmetric(int... dims) {
    Tensor a = matrices(dims);
    return a.add(a.mT());
  }

  private static Tensor eye(int batch, int n) {
    return Tensor.eye(n).expand(batch, n, n);
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "3, 4", "3, 3", "1, 5", "5, 1", "90, 40", "150, 150", "300, 40"})
  void qrFactorsMultiplyBack(int m, int n) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      double near = dtype == DType.FLOAT32 ? 2e-4 : 1e-10;
      Tensor a = matrices(2, m, n).to(dtype);
      QrDecomposition d = Linalg.qr(a);
      int k = Math.min(m, n);
      assertThatTensor(d.q()).hasShape(2, m, k);
      assertThatTensor(d.r()).hasShape(2, k, n);
      assertThatTensor(d.q().matmul(d.r())).isCloseTo(a, near);
      assertThatTensor(d.q().mT().matmul(d.q())).isCloseTo(eye(2, k).to(dtype), near);
      assertThatTensor(d.r().tril(-1)).isCloseTo(d.r().zerosLike(), 0);
      QrDecomposition full = Linalg.qrComplete(a);
      assertThatTensor(full.q()).hasShape(2, m, m);
      assertThatTensor(full.r()).hasShape(2, m, n);
      assertThatTensor(full.q().matmul(full.r())).isCloseTo(a, near);
      assertThatTensor(full.q().mT().matmul(full.q())).isCloseTo(eye(2, m).to(dtype), near);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "3, 4", "3, 3", "90, 40", "40, 90", "3, 0", "0, 3"})
  void luFactorsMultiplyBack(int m, int n) {
    Tensor a = matrices(2, m, n);
    LuDecomposition d = Linalg.lu(a);
    assertThatTensor(d.p().matmul(d.l()).matmul(d.u())).isCloseTo(a);
    assertThatTensor(d.p().mT().matmul(d.p())).isCloseTo(eye(2, m));
    assertThat(d.l().abs().le(1).all().itemAsBoolean()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 31, 32, 33, 120})
  void eigenvectorsDiagonalise(int n) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      double near = dtype == DType.FLOAT32 ? 5e-4 : 1e-10;
      Tensor a = symmetric(2, n, n).to(dtype);
      Eigendecomposition d = Linalg.eigh(a);
      Tensor v = d.eigenvectors();
      Tensor w = d.eigenvalues();
      assertThatTensor(v.mul(w.unsqueeze(-2)).matmul(v.mT())).isCloseTo(a, near);
      assertThatTensor(v.mT().matmul(v)).isCloseTo(eye(2, n).to(dtype), near);
      Tensor rises = w.narrow(1, 0, n - 1).le(w.narrow(1, 1, n - 1));
      assertThat(rises.all().itemAsBoolean()).isTrue();
      assertThatTensor(Linalg.eigh(a.tril()).eigenvalues()).isCloseTo(w, near);
    }
  }

  @Test
  void eigenvaluesAtTheEndsOfTheRange() {
    Tensor a = Tensor.of(new double[][] {{2, 1}, {1, 2}});
    for (double scale : new double[] {1e-300, 1e-160, 1, 1e160, 1e300}) {
      Tensor w = Linalg.eigvalsh(a.mul(scale));
      assertThatTensor(w.div(scale)).isCloseTo(Tensor.of(1, 3));
    }
    assertThatTensor(Linalg.eigvalsh(Tensor.zeros(3, 3))).holds(0, 0, 0);
    Tensor graded = Tensor.of(new double[][] {{1e-200, 0}, {0, 1}});
    assertThatTensor(Linalg.eigvalsh(graded)).holds(1e-200, 1);
  }

  @Test
  void whatDoesNotDependOnTheChoiceOfVectorsHasADerivativeAtEqualEigenvalues() {
    Tensor a = Tensor.eye(3).mul(2.0);
    Tensor e = symmetric(3, 3);
    assertThatTensor(grad((Tensor x) -> Linalg.eigvalsh(x).sum(), a)).isCloseTo(Tensor.eye(3));
    assertThatTensor(grad((Tensor x) -> Linalg.eigvalsh(x).log().sum(), a))
        .isCloseTo(Tensor.eye(3).mul(0.5));
    assertThatTensor(jvp((Tensor x) -> Linalg.eigvalsh(x).square().sum(), a, e).tangent())
        .isCloseTo(Linalg.trace(e).mul(4.0));
  }

  @Test
  void determinantsAreDifferentiatedTwiceAtSingularMatrices() {
    Tensor rankTwo = matrices(3, 2).matmul(matrices(2, 3).add(1));
    Tensor rankOne = matrices(3, 1).matmul(matrices(1, 3).add(1));
    Tensor batch = Tensor.stack(0, rankTwo, rankOne, Tensor.zeros(3, 3), matrices(3, 3));
    for (int i = 0; i < 4; i++) {
      Tensor a = batch.select(0, i);
      assertThatTensor(grad((Tensor x) -> Linalg.det(x), a)).isCloseTo(cofactors(a), 1e-12);
      assertThatTensor(hessian((Tensor x) -> Linalg.det(x), a))
          .isCloseTo(hessian((Tensor x) -> leibniz(x), a), 1e-12);
      Tensor v = matrices(3, 3);
      assertThatTensor(hvp((Tensor x) -> Linalg.det(x), a).apply(v))
          .isCloseTo(hvp((Tensor x) -> leibniz(x), a).apply(v), 1e-12);
    }
    assertThatTensor(vmap((Tensor x) -> grad((Tensor z) -> Linalg.det(z), x)).apply(batch))
        .isCloseTo(grad((Tensor z) -> Linalg.det(z).sum(), batch), 1e-12);
  }

  /** The determinant of a 3 by 3 matrix by its six products. */
  private static Tensor leibniz(Tensor x) {
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int k = (i + 2) % 3;
      sum = sum.add(x.get(0, i).mul(x.get(1, j)).mul(x.get(2, k)));
      sum = sum.sub(x.get(0, k).mul(x.get(1, j)).mul(x.get(2, i)));
    }
    return sum;
  }

  private static Tensor cofactors(Tensor a) {
    return grad((Tensor x) -> leibniz(x), a);
  }

  @Test
  void thirdDerivativesOfDeterminantsAskForRegularMatrices() {
    Tensor v = matrices(3, 3);
    TensorFunction third = x -> hvp((Tensor z) -> Linalg.det(z), x).apply(v).mul(v).sum();
    TensorFunction expected = x -> hvp((Tensor z) -> leibniz(z), x).apply(v).mul(v).sum();
    Tensor regular = matrices(3, 3).add(Tensor.eye(3).mul(3.0));
    assertThatTensor(grad(third, regular)).isCloseTo(grad(expected, regular));
    assertThatTensor(grad(third, Tensor.eye(3))).isCloseTo(grad(expected, Tensor.eye(3)));
    assertThatThrownBy(() -> grad(third, Tensor.zeros(3, 3)))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("singular");
  }

  @Test
  void logarithmsOfDeterminants() {
    Tensor a = Tensor.of(new double[][] {{2, 0}, {0, 3}});
    assertThatTensor(Linalg.logdet(a)).holds(Math.log(6));
    assertThatTensor(Linalg.logdet(Tensor.zeros(2, 2))).holds(Double.NEGATIVE_INFINITY);
    assertThatTensor(Linalg.logdet(a.flip(0))).holds(Double.NaN);
    assertThatTensor(Linalg.det(Tensor.zeros(2, 0, 0))).holds(1, 1);
    assertThatTensor(Linalg.logdet(Tensor.zeros(0, 0))).holds(0);
  }

  @ParameterizedTest
  @CsvSource({"4, 3", "3, 4", "3, 3"})
  void pseudoinversesOfEveryRank(int m, int n) {
    for (int rank = 0; rank <= Math.min(m, n); rank++) {
      Tensor a = matrices(m, rank).matmul(matrices(rank, n).add(0.5));
      Tensor p = Linalg.pinv(a);
      assertThatTensor(a.matmul(p).matmul(a)).isCloseTo(a, 1e-10);
      assertThatTensor(p.matmul(a).matmul(p)).isCloseTo(p, 1e-10);
      assertThatTensor(a.matmul(p)).isCloseTo(a.matmul(p).mT(), 1e-10);
      assertThatTensor(p.matmul(a)).isCloseTo(p.matmul(a).mT(), 1e-10);
    }
  }

  @Test
  void derivativesAlongMatricesOfTheSameRank() {
    Tensor x = matrices(4, 2);
    GradCheck.require((Tensor z) -> Linalg.pinv(z.matmul(z.mT())), x);
    GradCheck.require((Tensor z) -> Linalg.pinv(z), x);
    GradCheck.require((Tensor z) -> Linalg.pinv(z.mT()), x);
    GradCheck.require((Tensor z) -> Linalg.lstsq(z, matrices(4)), x);
    GradCheck.require((Tensor z) -> Linalg.lu(z).l(), x);
    GradCheck.require((Tensor z) -> Linalg.lu(z.mT()).u(), x);
    GradCheck.require((Tensor z) -> Linalg.qr(z.mT()).r(), x);
  }

  @Test
  void projectorsOnTheComplementHaveTheirDerivative() {
    Tensor a = matrices(4, 2);
    GradCheck.require((Tensor z) -> projector(Linalg.qrComplete(z).q().narrow(1, 2, 2)), a);
    GradCheck.require((Tensor z) -> projector(Linalg.svdFull(z).u().narrow(1, 2, 2)), a);
    GradCheck.require((Tensor z) -> projector(Linalg.svdFull(z.mT()).v().narrow(1, 2, 2)), a);
  }

  private static Tensor projector(Tensor columns) {
    return columns.matmul(columns.mT());
  }

  @Test
  void fullFactorsAreOrthogonal() {
    for (int[] dims : new int[][] {{4, 2}, {2, 4}, {3, 3}, {0, 3}, {3, 0}}) {
      SingularValueDecomposition d = Linalg.svdFull(matrices(dims));
      assertThatTensor(projector(d.u())).isCloseTo(Tensor.eye(dims[0]));
      assertThatTensor(projector(d.v())).isCloseTo(Tensor.eye(dims[1]));
    }
    SingularValueDecomposition zero = Linalg.svd(Tensor.zeros(4, 3));
    assertThatTensor(zero.u().mT().matmul(zero.u())).isCloseTo(Tensor.eye(3));
  }

  @Test
  void leastSquares() {
    Tensor a = matrices(2, 6, 3);
    Tensor b = matrices(2, 6, 2).add(1);
    Tensor x = Linalg.lstsq(a, b);
    assertThatTensor(a.mT().matmul(a.matmul(x).sub(b))).isCloseTo(Tensor.zeros(2, 3, 2), 1e-10);
    Tensor line = Linalg.lstsq(a.select(0, 0), b.select(0, 0).select(1, 0));
    assertThatTensor(line).hasShape(3);
    assertThatTensor(line).isCloseTo(x.select(0, 0).select(1, 0));
    Tensor shortest = Linalg.lstsq(Tensor.ones(1, 2), Tensor.of(4));
    assertThatTensor(shortest).isCloseTo(Tensor.of(2, 2));
    assertThatThrownBy(() -> Linalg.lstsq(a, Tensor.ones(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("lstsq");
  }

  @Test
  void exponentialsOfMatrices() {
    Tensor nilpotent = Tensor.of(new double[][] {{0, 1, 0}, {0, 0, 2}, {0, 0, 0}});
    assertThatTensor(Linalg.matrixExp(nilpotent)).holds(1, 1, 1, 0, 1, 2, 0, 0, 1);
    for (double angle : new double[] {1e-3, 0.1, 0.7, 1.9, 4, 30}) {
      Tensor turn = Linalg.matrixExp(Tensor.of(new double[][] {{0, -angle}, {angle, 0}}));
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      assertThatTensor(turn).isCloseTo(Tensor.of(c, -s, s, c).reshape(2, 2), 1e-13);
    }
    Tensor mixed =
        Tensor.stack(0, symmetric(3, 3).mul(1e-4), symmetric(3, 3), symmetric(3, 3).mul(9.0));
    for (int i = 0; i < 3; i++) {
      Eigendecomposition d = Linalg.eigh(mixed.select(0, i));
      Tensor v = d.eigenvectors();
      Tensor expected = v.mul(d.eigenvalues().exp().unsqueeze(-2)).matmul(v.mT());
      Tensor actual = Linalg.matrixExp(mixed).select(0, i);
      assertThat(actual.sub(expected).norm().item() / expected.norm().item()).isLessThan(1e-12);
    }
    assertThatTensor(Linalg.matrixExp(Tensor.zeros(0, 2, 2))).hasShape(0, 2, 2);
    assertThatTensor(Linalg.matrixExp(Tensor.full(Shape.of(1, 1), Double.NaN))).holds(Double.NaN);
  }

  @Test
  void powersOfMatrices() {
    Tensor a = matrices(2, 3, 3).add(Tensor.eye(3).mul(3.0));
    Tensor cube = a.matmul(a).matmul(a);
    assertThatTensor(Linalg.matrixPower(a, 0)).isCloseTo(eye(2, 3));
    assertThatTensor(Linalg.matrixPower(a, 1)).isExactly(a);
    assertThatTensor(Linalg.matrixPower(a, 3)).isCloseTo(cube);
    assertThatTensor(Linalg.matrixPower(a, -3).matmul(cube)).isCloseTo(eye(2, 3));
    GradCheck.require((Tensor z) -> Linalg.matrixPower(z, 5), a.select(0, 0));
    assertThatThrownBy(() -> Linalg.matrixPower(matrices(2, 3), 2))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void normsOfMatrices() {
    Tensor a = Tensor.of(new double[][] {{1, -7}, {-2, -3}});
    double inf = Double.POSITIVE_INFINITY;
    assertThatTensor(Linalg.matrixNorm(a, 1)).holds(10);
    assertThatTensor(Linalg.matrixNorm(a, -1)).holds(3);
    assertThatTensor(Linalg.matrixNorm(a, inf)).holds(8);
    assertThatTensor(Linalg.matrixNorm(a, -inf)).holds(5);
    Tensor s = Linalg.svdvals(a);
    assertThatTensor(Linalg.matrixNorm(a, 2)).isExactly(s.get(0));
    assertThatTensor(Linalg.matrixNorm(a, -2)).isExactly(s.get(1));
    assertThatThrownBy(() -> Linalg.matrixNorm(a, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("matrixNorm: order 3.0");
  }

  @Test
  void productsOfSeveralMatricesTakeTheCheapestOrder() {
    Tensor a = matrices(10, 100);
    Tensor b = matrices(100, 5);
    Tensor c = matrices(5, 50);
    assertThatTensor(Linalg.multiDot(a, b, c)).isCloseTo(a.matmul(b).matmul(c), 1e-9);
    assertThatTensor(Linalg.multiDot(a.select(0, 0), b, c.select(1, 0))).hasShape();
    assertThatThrownBy(() -> Linalg.multiDot(a, c)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.multiDot(a)).isInstanceOf(ShapeException.class);
  }

  @Test
  void productsOfVectors() {
    Tensor x = Tensor.of(1, 0, 0);
    Tensor y = Tensor.of(0, 1, 0);
    assertThatTensor(Linalg.cross(x, y, 0)).holds(0, 0, 1);
    assertThatTensor(Linalg.vecdot(x, y.add(2), -1)).holds(2);
    assertThatThrownBy(() -> Linalg.cross(Tensor.of(1, 2), Tensor.of(1, 2), 0))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("cross");
    Tensor a = matrices(2, 3, 4);
    assertThatTensor(a.tensordot(matrices(4, 3, 5), new int[] {1, -1}, new int[] {1, 0}))
        .isCloseTo(Tensor.einsum("abc,cbd->ad", a, matrices(4, 3, 5)));
    assertThatTensor(a.tensordot(a, 0)).hasShape(2, 3, 4, 2, 3, 4);
    assertThatTensor(a.inner(matrices(5, 4))).hasShape(2, 3, 5);
    assertThatThrownBy(() -> a.tensordot(a, 2)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> a.tensordot(a, 4)).isInstanceOf(ShapeException.class);
    assertThatTensor(Tensor.blockDiag(Tensor.ones(1, 2), Tensor.scalar(5), Tensor.of(6)))
        .holds(1, 1, 0, 0, 0, 0, 5, 0, 0, 0, 0, 6);
    assertThatThrownBy(() -> Tensor.blockDiag()).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Tensor.blockDiag(a)).isInstanceOf(ShapeException.class);
  }

  @Test
  void vectorsForABatchOfMatrices() {
    Tensor a = matrices(2, 3, 3).add(Tensor.eye(3).mul(3.0));
    Tensor b = matrices(2, 3);
    Tensor x = Linalg.solve(a, b);
    assertThatTensor(x).hasShape(2, 3);
    assertThatTensor(a.matmul(x.unsqueeze(-1)).squeeze(-1)).isCloseTo(b);
    Tensor cube = matrices(3, 3, 3).add(Tensor.eye(3).mul(3.0));
    assertThatTensor(Linalg.inv(cube).matmul(cube)).isCloseTo(eye(3, 3));
    Tensor positive = a.matmul(a.mT());
    Tensor l = Linalg.cholesky(positive);
    assertThatTensor(positive.matmul(Linalg.choleskySolve(a, l))).isCloseTo(a);
    assertThatTensor(positive.matmul(Linalg.choleskyInverse(l))).isCloseTo(eye(2, 3));
  }

  @Test
  void theMatrixThatHasNoAnswerIsNamed() {
    Tensor good = Tensor.eye(2);
    Tensor nan = Tensor.stack(0, good, Tensor.full(Shape.of(2, 2), Double.NaN));
    assertThatThrownBy(() -> Linalg.eigh(nan))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("eigh: matrix [1] of the batch of shape [2, 2, 2] holds NaN");
    assertThatThrownBy(() -> Linalg.svd(nan))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("svd: matrix [1] of the batch");
    assertThatThrownBy(() -> Linalg.pinv(nan)).hasMessageStartingWith("pinv: matrix [1]");
    Tensor singular = Tensor.stack(0, good, Tensor.ones(2, 2)).reshape(2, 1, 2, 2);
    assertThatThrownBy(() -> Linalg.solve(singular, good))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith(
            "solve: matrix [1, 0] of the batch of shape [2, 1, 2, 2] is singular");
    assertThatThrownBy(() -> Linalg.qr(Tensor.of(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("qr: a tensor of shape [2] is no matrix");
    assertThatThrownBy(() -> Linalg.eigh(Tensor.ones(2, 3))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.det(Tensor.ones(2, 3))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.matrixExp(Tensor.ones(2, 3)))
        .isInstanceOf(ShapeException.class);
  }
}
