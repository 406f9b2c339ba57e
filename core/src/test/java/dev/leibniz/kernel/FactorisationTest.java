package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.NumericalException;
import dev.leibniz.Shape;
import dev.leibniz.Triangle;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactorisationTest {
  private static final int[] SIZES = {0, 1, 2, 5, 33, 150, 300};

  private final Random random = new Random(4);

  private static double tolerance(DType dtype, int n) {
    return (dtype == DType.FLOAT32 ? 1e-5 : 1e-13) * (n + 2);
  }

  private static Dense transposed(Dense x) {
    int rank = x.shape().rank();
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      axes[i] = i < rank - 2 ? i : rank - 2 + rank - 1 - i;
    }
    return x.permuted(axes);
  }

  private static Dense product(Dense x, Dense y) {
    return MatrixProduct.matmul(x, y, x.shape().with(-1, y.shape().get(-1)));
  }

  private Dense positiveDefinite(DType dtype, int batch, int n) {
    Dense a = Layouts.random(random, dtype, batch, n, n);
    Dense s = product(a, transposed(a));
    for (int i = 0; i < batch * n; i++) {
      int at = i * n + i % n;
      if (s.array() instanceof float[] f) {
        f[at] += n;
      } else {
        s.doubles()[at] += n;
      }
    }
    return s;
  }

  private static void close(Dense x, Dense y, double tolerance) {
    double[] a = Layouts.values(x);
    double[] b = Layouts.values(y);
    double scale = 1;
    for (double v : b) {
      scale = Math.max(scale, Math.abs(v));
    }
    assertThat(x.shape()).isEqualTo(y.shape());
    for (int i = 0; i < a.length; i++) {
      assertThat(Math.abs(a[i] - b[i])).as("element %s", i).isLessThanOrEqualTo(tolerance * scale);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void choleskyFactorsMultiplyBack(DType dtype) {
    for (int n : SIZES) {
      Dense a = positiveDefinite(dtype, 2, n);
      for (Dense view : new Dense[] {a, transposed(a), garbledAbove(a)}) {
        Dense l = Factorisation.cholesky(view, "cholesky");
        close(product(l, transposed(l)), a, tolerance(dtype, n));
        for (int i = 0; i + 1 < n; i++) {
          assertThat(Layouts.at(l, 1, i, n - 1)).isZero();
        }
      }
    }
  }

  /** Only the lower triangle is read. */
  private static Dense garbledAbove(Dense a) {
    Dense copy = Copies.contiguous(a);
    int n = a.shape().get(-1);
    for (int i = 0; i < a.shape().size(); i++) {
      if (i % n > i / n % n) {
        if (copy.array() instanceof float[] f) {
          f[i] = Float.NaN;
        } else {
          copy.doubles()[i] = Double.NaN;
        }
      }
    }
    return copy;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void theFailingMinorIsNamed(DType dtype) {
    for (int n : new int[] {3, 200}) {
      Dense a = positiveDefinite(dtype, 2, n);
      int at = n * n + 2 * n + 2;
      if (a.array() instanceof float[] f) {
        f[at] = -1;
      } else {
        a.doubles()[at] = -1;
      }
      assertThatThrownBy(() -> Factorisation.cholesky(a, "cholesky"))
          .isInstanceOf(NumericalException.class)
          .hasMessageStartingWith(
              "cholesky: matrix [1] of the batch of shape [2, "
                  + n
                  + ", "
                  + n
                  + "] is not positive definite: its leading minor of order 3 is not positive");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void luFactorsMultiplyBack(DType dtype) {
    for (int n : SIZES) {
      for (Dense a : Layouts.all(random, dtype, 2, n, n)) {
        Dense[] lu = Factorisation.lu(a);
        Dense lower = Dense.zeros(a.shape(), dtype);
        Dense upper = Dense.zeros(a.shape(), dtype);
        Dense permuted = Dense.zeros(a.shape(), dtype);
        for (int i = 0; i < a.shape().size(); i++) {
          int[] p = Layouts.position(a.shape(), i);
          double v = Layouts.at(lu[0], p);
          put(lower, i, p[2] < p[1] ? v : p[2] == p[1] ? 1 : 0);
          put(upper, i, p[2] >= p[1] ? v : 0);
          int row = (int) Layouts.at(lu[1], p[0], p[1]);
          put(permuted, i, Layouts.at(a, p[0], row, p[2]));
          assertThat(p[2] < p[1] ? Math.abs(v) : 0).isLessThanOrEqualTo(1);
        }
        close(product(lower, upper), permuted, tolerance(dtype, n));
        for (int b = 0; b < 2; b++) {
          assertThat(Factorisation.signs(lu[1])[b]).isEqualTo(sign(lu[1], b, n));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void luFactorsOfHighAndWideMatricesMultiplyBack(DType dtype) {
    for (int[] dims : new int[][] {{70, 20}, {20, 70}, {3, 2}, {2, 3}, {4, 0}, {0, 4}, {200, 90}}) {
      Dense a = Layouts.random(random, dtype, 2, dims[0], dims[1]);
      Dense[] lu = Factorisation.lu(a);
      int k = Math.min(dims[0], dims[1]);
      Dense lower = Dense.zeros(Shape.of(2, dims[0], k), dtype);
      Dense upper = Dense.zeros(Shape.of(2, k, dims[1]), dtype);
      for (int i = 0; i < lower.shape().size(); i++) {
        int[] p = Layouts.position(lower.shape(), i);
        put(lower, i, p[2] < p[1] ? Layouts.at(lu[0], p) : p[2] == p[1] ? 1 : 0);
      }
      for (int i = 0; i < upper.shape().size(); i++) {
        int[] p = Layouts.position(upper.shape(), i);
        put(upper, i, p[2] >= p[1] ? Layouts.at(lu[0], p) : 0);
      }
      Dense permuted = Dense.zeros(a.shape(), dtype);
      for (int i = 0; i < a.shape().size(); i++) {
        int[] p = Layouts.position(a.shape(), i);
        put(permuted, i, Layouts.at(a, p[0], (int) Layouts.at(lu[1], p[0], p[1]), p[2]));
      }
      close(product(lower, upper), permuted, tolerance(dtype, dims[0]));
    }
  }

  private static void put(Dense x, int at, double value) {
    if (x.array() instanceof float[] f) {
      f[at] = (float) value;
    } else {
      x.doubles()[at] = value;
    }
  }

  private static double sign(Dense permutation, int batch, int n) {
    boolean[] seen = new boolean[n];
    double sign = 1;
    for (int i = 0; i < n; i++) {
      int length = 0;
      for (int j = i; !seen[j]; j = (int) Layouts.at(permutation, batch, j)) {
        seen[j] = true;
        length++;
      }
      sign = length > 0 && length % 2 == 0 ? -sign : sign;
    }
    return sign;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void triangularSystemsAreSolved(DType dtype) {
    for (int n : SIZES) {
      for (int m : new int[] {0, 1, 3, 70}) {
        for (Triangle which : Triangle.values()) {
          Dense full = wellConditioned(dtype, n);
          Dense triangle = only(full, which);
          for (Dense a : new Dense[] {full, transposed(Copies.contiguous(transposed(full)))}) {
            for (Dense b : Layouts.all(random, dtype, 2, n, m)) {
              Dense x = Factorisation.solveTriangular(a, b, which, "solve");
              close(product(triangle, x), b, tolerance(dtype, n));
            }
            if (n > 50) {
              break;
            }
          }
        }
      }
    }
  }

  private Dense wellConditioned(DType dtype, int n) {
    Dense a = Layouts.random(random, dtype, 2, n, n);
    for (int i = 0; i < a.shape().size(); i++) {
      int[] p = Layouts.position(a.shape(), i);
      put(a, i, Layouts.at(a, p) / (n + 1) + (p[1] == p[2] ? 2 : 0));
    }
    return a;
  }

  private static Dense only(Dense a, Triangle which) {
    Dense out = Dense.zeros(a.shape(), a.dtype());
    for (int i = 0; i < a.shape().size(); i++) {
      int[] p = Layouts.position(a.shape(), i);
      boolean isIn = which.name().contains("UPPER") ? p[2] >= p[1] : p[2] <= p[1];
      boolean isOne = which.name().contains("UNIT") && p[1] == p[2];
      put(out, i, isOne ? 1 : isIn ? Layouts.at(a, p) : 0);
    }
    return out;
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void aZeroOnTheDiagonalIsRefused(DType dtype) {
    Dense a = Dense.zeros(Shape.of(2, 2), dtype);
    put(a, 0, 1);
    assertThatThrownBy(() ->
            Factorisation.solveTriangular(
                a, Dense.zeros(Shape.of(2, 1), dtype), Triangle.LOWER, "solve"))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith(
            "solve: the matrix of shape [2, 2] is singular: entry 1 of the diagonal is zero");
  }
}
