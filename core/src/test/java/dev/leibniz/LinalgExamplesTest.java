package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Linalg.LuDecomposition;
import dev.leibniz.Linalg.QrDecomposition;
import dev.leibniz.Linalg.SignAndLogarithm;
import dev.leibniz.Linalg.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

/** The examples in the Javadoc of {@link Linalg} print what stands there. */
class LinalgExamplesTest {
  private static final Tensor A = Tensor.of(new double[][] {{4, 2}, {2, 3}});

  private static void prints(Object x, String... lines) {
    assertThat(x.toString().replaceAll("(?m) +$", "")).isEqualTo(String.join("\n", lines));
  }

  @Test
  void factorisations() {
    prints(Linalg.cholesky(A), "[[2.         0.        ]", " [1.         1.41421356]]");
    QrDecomposition qr = Linalg.qr(A);
    prints(qr.r(), "[[-4.47213595 -3.13049517]", " [ 0.          1.78885438]]");
    LuDecomposition lu = Linalg.lu(A);
    prints(lu.p().matmul(lu.l()).matmul(lu.u()), "[[4. 2.]", " [2. 3.]]");
    prints(lu.u(), "[[4. 2.]", " [0. 2.]]");
    SingularValueDecomposition d = Linalg.svd(A);
    Tensor again = d.u().mul(d.s().unsqueeze(-2)).matmul(d.v().mT());
    assertThat(again.allClose(A)).isTrue();
    assertThat(Linalg.svdFull(Tensor.ones(2, 3)).v().shape()).isEqualTo(Shape.of(3, 3));
    Tensor q = Linalg.qrComplete(Tensor.ones(5, 2)).q();
    assertThat(q.shape()).isEqualTo(Shape.of(5, 5));
    Tensor onto = q.narrow(-1, 2, 3).mT().matmul(Tensor.ones(5, 2));
    assertThat(onto.allClose(onto.zerosLike(), 0, 1e-15)).isTrue();
  }

  @Test
  void values() {
    prints(Linalg.eigvalsh(A), "[1.43844719 5.56155281]");
    prints(Linalg.svdvals(A), "[5.56155281 1.43844719]");
    prints(Linalg.det(A), "8.0");
    prints(Linalg.logdet(A), "2.0794415416798357");
    SignAndLogarithm d = Linalg.slogdet(A);
    prints(d.sign(), "1.0");
    prints(d.logabsdet(), "2.0794415416798357");
    prints(Linalg.matrixNorm(A, 1), "6.0");
    prints(Linalg.matrixNorm(A, 2), "5.561552812808831");
    assertThat(Linalg.nuclearNorm(A).item())
        .isCloseTo(7, org.assertj.core.api.Assertions.within(1e-14));
    prints(Linalg.trace(A), "7.0");
  }

  @Test
  void solutionsAndProducts() {
    prints(Linalg.solve(A, Tensor.of(2, 5)), "[-0.5  2. ]");
    Tensor b = Tensor.of(new double[][] {{2}, {5}});
    prints(Linalg.solveTriangular(A, b, Triangle.LOWER), "[[0.5       ]", " [1.33333333]]");
    prints(Linalg.inv(A), "[[ 0.375 -0.25 ]", " [-0.25   0.5  ]]");
    prints(Linalg.choleskyInverse(Linalg.cholesky(A)), "[[ 0.375 -0.25 ]", " [-0.25   0.5  ]]");
    Tensor sixth = Tensor.full(Shape.of(3, 2), 1 / 6.0);
    assertThat(Linalg.pinv(Tensor.ones(2, 3)).allClose(sixth)).isTrue();
    prints(Linalg.vecdot(A, Tensor.of(1, -1), -1), "[ 2. -1.]");
    prints(Linalg.cross(Tensor.of(1, 0, 0), Tensor.of(0, 1, 0), 0), "[0. 0. 1.]");
  }
}
