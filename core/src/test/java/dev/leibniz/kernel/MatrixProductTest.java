package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixProductTest {
  private final Random random = new Random(3);

  private static Shape shape(Dense x, Dense y) {
    int p = x.shape().rank();
    int q = y.shape().rank();
    return Shape.broadcast("matmul", x.shape().range(0, p - 2), y.shape().range(0, q - 2))
        .join(Shape.of(x.shape().get(-2), y.shape().get(-1)));
  }

  /**
   * Compares the product, and a row with two of it added, with sums in double precision, element by
   * element.
   */
  static void check(Dense x, Dense y) {
    Shape shape = shape(x, y);
    check(x, y, shape, null, 1, MatrixProduct.matmul(x, y, shape));
    if (x.dtype().isFloating()) {
      Dense row = Layouts.random(new Random(7), x.dtype(), shape.get(-1));
      Dense[] xs = {x, x};
      Dense[] ys = {y, y};
      check(x, y, shape, row, 2, MatrixProduct.addmm(row, xs, ys, shape));
      check(x, y, shape, null, 2, MatrixProduct.addmm(null, xs, ys, shape));
    }
  }

  private static void check(
      Dense x, Dense y, Shape shape, @Nullable Dense first, int times, Dense out) {
    assertThat(out.shape()).isEqualTo(shape);
    assertThat(out.fillsArray()).isTrue();
    int rank = shape.rank();
    int k = x.shape().get(-1);
    Dense left = x.expanded(shape.with(rank - 1, k));
    Dense right = y.expanded(shape.with(rank - 2, k));
    double epsilon =
        x.dtype() == DType.FLOAT32 ? 0x1p-23 : x.dtype() == DType.FLOAT64 ? 0x1p-52 : 0;
    double[] got = Layouts.values(out);
    double[] a = Layouts.values(left);
    double[] b = Layouts.values(right);
    int m = shape.get(-2);
    int n = shape.get(-1);
    for (int i = 0; i < got.length; i++) {
      int batch = i / (m * n);
      int row = i / n % m;
      int column = i % n;
      double sum = first == null ? 0 : Layouts.values(first)[column];
      double size = Math.abs(sum);
      for (int p = 0; p < k; p++) {
        double term = a[(batch * m + row) * k + p] * b[(batch * k + p) * n + column];
        sum += times * term;
        size += times * Math.abs(term);
      }
      assertThat(Math.abs(got[i] - sum))
          .as("%s times %s, element %s", x.shape(), y.shape(), i)
          .isLessThanOrEqualTo((times * k + 2) * epsilon * size);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOOL")
  void everyLayoutOfBothOperands(DType dtype) {
    int[][] sizes = {
      {3, 4, 5},
      {1, 4, 5},
      {3, 4, 1},
      {3, 1, 5},
      {1, 4, 1},
      {0, 4, 5},
      {3, 0, 5},
      {3, 4, 0},
      {17, 19, 18},
      {33, 40, 37},
      {70, 30, 5},
      {1, 70, 65},
      {66, 71, 1}
    };
    for (int[] s : sizes) {
      for (Dense x : Layouts.all(random, dtype, s[0], s[1])) {
        for (Dense y : Layouts.all(random, dtype, s[1], s[2])) {
          check(x, y);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOOL")
  void everyBroadcast(DType dtype) {
    int[][][] pairs = {
      {{2, 3, 4}, {4, 5}},
      {{3, 4}, {2, 4, 5}},
      {{3, 4}, {6, 4, 1}},
      {{2, 1, 3, 4}, {5, 4, 2}},
      {{2, 5, 3, 4}, {2, 1, 4, 2}},
      {{2, 1, 3, 4}, {2, 5, 4, 2}},
      {{5, 1, 4}, {5, 4, 3}},
      {{5, 1, 4}, {5, 4, 1}},
      {{1, 1, 3, 4}, {1, 4, 2}},
      {{0, 3, 4}, {4, 5}},
      {{2, 3, 0}, {2, 0, 5}},
      {{40, 20, 30}, {40, 30, 20}},
      {{5, 6, 2}, {5, 2, 11}},
      {{2, 3, 6, 11}, {3, 11, 4}},
      {{3, 9, 600}, {3, 600, 3}},
    };
    for (int[][] pair : pairs) {
      for (Dense x : Layouts.all(random, dtype, pair[0])) {
        for (Dense y : Layouts.all(random, dtype, pair[1])) {
          check(x, y);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void largerThanEveryBlock(DType dtype) {
    int[][] sizes = {
      {130, 300, 270}, {517, 129, 300}, {64, 1100, 64}, {5, 600, 700}, {700, 600, 3}
    };
    for (int[] s : sizes) {
      Dense x = Layouts.random(random, dtype, s[0], s[1]);
      Dense y = Layouts.random(random, dtype, s[1], s[2]);
      check(x, y);
      Dense xt = Layouts.random(random, dtype, s[1], s[0]).permuted(new int[] {1, 0});
      Dense yt = Layouts.random(random, dtype, s[2], s[1]).permuted(new int[] {1, 0});
      check(xt, y);
      check(x, yt);
      check(xt, yt);
    }
  }

  /** NaN and infinity in a result come from the numbers that belong to it, not from a neighbour. */
  @Test
  void infinitiesStayInTheirRow() {
    Dense x = Layouts.random(random, DType.FLOAT32, 37, 41);
    x.floats()[5 * 41 + 7] = Float.POSITIVE_INFINITY;
    Dense y = Layouts.random(random, DType.FLOAT32, 41, 39);
    float[] out = MatrixProduct.matmul(x, y, Shape.of(37, 39)).floats();
    for (int i = 0; i < out.length; i++) {
      assertThat(Float.isFinite(out[i])).isEqualTo(i / 39 != 5);
    }
  }

  /** The order of a sum is the same before and after the loop has been compiled. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void compilationDoesNotShow(DType dtype) {
    Dense x = Layouts.random(random, dtype, 9, 203);
    Dense y = Layouts.random(random, dtype, 203, 1);
    Dense wide = Layouts.random(random, dtype, 203, 21);
    double[] first = Layouts.values(MatrixProduct.matmul(x, y, Shape.of(9, 1)));
    double[] second = Layouts.values(MatrixProduct.matmul(x, wide, Shape.of(9, 21)));
    for (int i = 0; i < 20_000; i++) {
      MatrixProduct.matmul(x, y, Shape.of(9, 1));
      MatrixProduct.matmul(x, wide, Shape.of(9, 21));
    }
    assertThat(Layouts.values(MatrixProduct.matmul(x, y, Shape.of(9, 1)))).isEqualTo(first);
    assertThat(Layouts.values(MatrixProduct.matmul(x, wide, Shape.of(9, 21)))).isEqualTo(second);
  }
}
