package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.Key;
import dev.leibniz.Linalg;
import dev.leibniz.Linalg.Eigendecomposition;
import dev.leibniz.Linalg.LuDecomposition;
import dev.leibniz.Linalg.QrDecomposition;
import dev.leibniz.NumericalException;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What batches of small matrices give, of which the Vector API does several at once, is what each
 * matrix gives alone; 37 fill no whole number of vectors.
 */
class SideBySideTest {
  private static final int MANY = 37;

  private static Tensor normal(int... dims) {
    return Key.of(5).normal(Shape.of(dims), DType.FLOAT64);
  }

  private static Tensor positive(int n) {
    Tensor x = normal(MANY, n, n);
    return x.matmul(x.mT()).add(Tensor.eye(n));
  }

  private static void sameAsAlone(Tensor a, UnaryOperator<Tensor> f) {
    Tensor all = f.apply(a);
    for (int i = 0; i < MANY; i++) {
      assertThat(all.select(0, i).toArray())
          .as("matrix %s", i)
          .isEqualTo(f.apply(a.select(0, i)).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void factorsAreThoseOfEachMatrixToTheLastBit(int n) {
    Tensor a = normal(MANY, n, n);
    Tensor spd = positive(n);
    sameAsAlone(spd, Linalg::cholesky);
    sameAsAlone(spd.mT(), Linalg::cholesky);
    sameAsAlone(a, x -> Linalg.lu(x).u());
    sameAsAlone(a, x -> Linalg.lu(x).p());
    sameAsAlone(a.mT(), x -> Linalg.qr(x).q());
    sameAsAlone(a, x -> Linalg.qr(x).r());
    sameAsAlone(normal(MANY, n + 3, n), x -> Linalg.qr(x).q());
    sameAsAlone(a.triu(), x -> Linalg.qr(x).r());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 8})
  void solutionsAreThoseOfEachMatrixToTheLastBit(int n) {
    Tensor a = normal(MANY, n, n);
    Tensor b = normal(n, 3);
    sameAsAlone(a, x -> Linalg.solve(x, b));
    sameAsAlone(a.mT(), x -> Linalg.solve(x, b));
    Tensor onto = normal(n, n);
    for (Triangle t : Triangle.values()) {
      sameAsAlone(a, x -> Linalg.solveTriangular(x, b, t));
      sameAsAlone(a, x -> Linalg.solveTriangular(x.mT(), onto.mT(), t));
    }
    sameAsAlone(a, x -> Functional.grad((Tensor z) -> Linalg.solve(z, b).sum(), x));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7, 8, 16})
  void eigenvectorsDiagonaliseAndValuesAscend(int n) {
    Tensor x = normal(MANY, n, n);
    Tensor a =
        x.add(x.mT())
            .mul(Tensor.of(1, 1e-200, 1e200, 0).repeat(10).narrow(0, 0, MANY).reshape(MANY, 1, 1));
    Eigendecomposition d = Linalg.eigh(a.tril());
    Tensor v = d.eigenvectors();
    Tensor w = d.eigenvalues();
    Tensor unit = v.mT().matmul(v).sub(Tensor.eye(n)).abs();
    assertThat(unit.amax().item()).isLessThan(1e-14);
    Tensor size = a.abs().amax(-2, -1).add(Double.MIN_NORMAL);
    Tensor rest = a.matmul(v).sub(v.mul(w.unsqueeze(-2))).abs().amax(-2, -1).div(size);
    assertThat(rest.amax().item()).isLessThan(3e-15 * n);
    assertThat(w.narrow(-1, 1, n - 1).ge(w.narrow(-1, 0, n - 1)).all().item()).isEqualTo(1);
    for (int i = 0; i < 2; i++) {
      assertThat(w.select(0, i).allClose(Linalg.eigvalsh(a.select(0, i)), 1e-13, 0)).isTrue();
    }
  }

  @Test
  void equalEigenvaluesAndDiagonalMatricesNeedNoTurn() {
    Tensor a = Tensor.of(3, 1, 1, 2).diag(0).expand(Shape.of(MANY, 4, 4));
    Eigendecomposition d = Linalg.eigh(a);
    assertThat(d.eigenvalues().select(0, 9).toArray()).containsExactly(1, 1, 2, 3);
    Tensor again =
        d.eigenvectors().mul(d.eigenvalues().unsqueeze(-2)).matmul(d.eigenvectors().mT());
    assertThat(again.allClose(a, 0, 0)).isTrue();
  }

  @Test
  void floatsAreTreatedInDoublePrecision() {
    assumeThat(Lanes.LOOPS).isNotNull();
    Tensor a = positive(6).to(DType.FLOAT32);
    Tensor l = Linalg.cholesky(a);
    assertThat(l.dtype()).isEqualTo(DType.FLOAT32);
    Tensor exact = Linalg.cholesky(a.to(DType.FLOAT64)).to(DType.FLOAT32);
    assertThat(l.toArray()).isEqualTo(exact.toArray());
    Tensor r = Linalg.qr(a).r();
    assertThat(r.toArray())
        .isEqualTo(Linalg.qr(a.to(DType.FLOAT64)).r().to(DType.FLOAT32).toArray());
    Tensor x = Linalg.solve(a, a);
    assertThat(x.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(a.matmul(x).allClose(a, 1e-5, 1e-5)).isTrue();
  }

  @Test
  void whatNeedsTheOrdinaryWayGetsIt() {
    Tensor a = normal(MANY, 4, 4);
    Tensor tiny = a.mul(1e-170);
    sameAsAlone(tiny, x -> Linalg.qr(x).r());
    Tensor singular = Tensor.where(only(20), 0, a);
    sameAsAlone(singular, x -> Linalg.qr(x).r());
    Tensor bad = Tensor.where(only(33), Tensor.eye(4).neg(), positive(4));
    assertThatThrownBy(() -> Linalg.cholesky(bad))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("cholesky: matrix [33] of the batch of shape [37, 4, 4] is not");
    Tensor nan = Tensor.where(only(36), Double.NaN, a);
    assertThatThrownBy(() -> Linalg.eigh(nan))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("eigh: matrix [36] of the batch of shape [37, 4, 4] holds NaN");
    assertThatThrownBy(() -> Linalg.solve(singular, a))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("solve: matrix [20] of the batch of shape [37, 4, 4] is singular");
    LuDecomposition lu = Linalg.lu(singular);
    assertThat(lu.p().matmul(lu.l()).matmul(lu.u()).allClose(singular, 1e-13, 1e-15)).isTrue();
    QrDecomposition qr = Linalg.qr(singular);
    assertThat(qr.q().matmul(qr.r()).allClose(singular, 1e-13, 1e-14)).isTrue();
  }

  /** True for one matrix of the batch. */
  private static Tensor only(int matrix) {
    return Tensor.arange(MANY).eq(matrix).reshape(MANY, 1, 1);
  }
}
