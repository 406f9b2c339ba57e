package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Order;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reductions and scans against loops over elements. */
class ReductionsTest {
  private static final int[][] SHAPES = {
    {},
    {1},
    {5},
    {100},
    {3, 4},
    {40, 50},
    {50, 3},
    {3, 100},
    {2, 3, 40},
    {4, 70, 5},
    {3, 0, 2},
    {70, 1000}
  };

  private static double[] naive(Dense x, int[] axes, double start, DoubleBinaryOperator f) {
    Shape out = x.shape().remove(axes);
    double[] z = new double[out.size()];
    Arrays.fill(z, start);
    int[] strides = out.strides();
    for (int i = 0; i < x.shape().size(); i++) {
      int[] position = Layouts.position(x.shape(), i);
      int at = 0;
      for (int axis = 0, k = 0; axis < position.length; axis++) {
        if (Arrays.binarySearch(axes, axis) < 0) {
          at += position[axis] * strides[k++];
        }
      }
      z[at] = f.applyAsDouble(z[at], Layouts.at(x, position));
    }
    return z;
  }

  private static void check(Dense got, Dense x, int[] axes, double[] expected) {
    assertThat(got.shape()).isEqualTo(x.shape().remove(axes));
    double[] values = Layouts.values(got);
    double tolerance = x.dtype() == DType.FLOAT32 ? 1e-5 : 1e-12;
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(values[i] - expected[i]) > tolerance * (10 + Math.abs(expected[i]))) {
        assertThat(values[i])
            .as("%s over %s", x.shape(), Arrays.toString(axes))
            .isEqualTo(expected[i]);
      }
    }
  }

  private static int[] axes(int rank, int bits) {
    return IntStream.range(0, rank).filter(i -> (bits >> i & 1) == 1).toArray();
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void everySetOfAxes(DType dtype) {
    Random random = new Random(1);
    for (int[] dims : SHAPES) {
      boolean isLarge = Shape.of(dims).size() > 10_000;
      for (Dense x :
          isLarge
              ? List.of(Layouts.random(random, dtype, dims))
              : Layouts.all(random, dtype, dims)) {
        for (int bits = 0; bits < 1 << dims.length; bits++) {
          int[] axes = axes(dims.length, bits);
          check(Reductions.sum(x, axes), x, axes, naive(x, axes, 0, (a, b) -> a + b));
          if (x.shape().size() > 0) {
            double infinity = Double.POSITIVE_INFINITY;
            check(Reductions.amax(x, axes), x, axes, naive(x, axes, -infinity, Math::max));
            check(Reductions.amin(x, axes), x, axes, naive(x, axes, infinity, Math::min));
          }
          if (dtype == DType.BOOL) {
            check(Reductions.any(x, axes), x, axes, naive(x, axes, 0, Math::max));
            check(Reductions.all(x, axes), x, axes, naive(x, axes, 1, Math::min));
          }
          if (dtype == DType.BOOL || dtype == DType.FLOAT64 && x.shape().size() < 200) {
            check(Reductions.prod(x, axes), x, axes, naive(x, axes, 1, (a, b) -> a * b));
          }
        }
      }
    }
  }

  @Test
  void aMillionFloatsAreSummedToSixDigits() {
    Random random = new Random(2);
    float[] x = new float[1_000_000];
    double exact = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
      exact += x[i];
    }
    Dense all = Dense.over(Shape.of(x.length), DType.FLOAT32, x);
    assertThat(Reductions.sum(all, new int[] {0}).floats()[0] / exact - 1).isBetween(-1e-6, 1e-6);
    Dense column = Dense.over(Shape.of(x.length, 1), DType.FLOAT32, x);
    assertThat(Reductions.sum(column, new int[] {0}).floats()[0] / exact - 1)
        .isBetween(-1e-6, 1e-6);
  }

  @Test
  void aNanWins() {
    for (int n : new int[] {3, 8, 9, 40, 100}) {
      for (int where = 0; where < n; where++) {
        float[] x = new float[n];
        x[where] = Float.NaN;
        double[] d = new double[n];
        d[where] = Double.NaN;
        Dense floats = Dense.over(Shape.of(n), DType.FLOAT32, x);
        Dense doubles = Dense.over(Shape.of(n), DType.FLOAT64, d);
        int[] all = {0};
        assertThat(Reductions.amax(floats, all).floats()[0]).isNaN();
        assertThat(Reductions.amin(floats, all).floats()[0]).isNaN();
        assertThat(Reductions.amax(doubles, all).doubles()[0]).isNaN();
        assertThat(Reductions.amin(doubles, all).doubles()[0]).isNaN();
        assertThat(Reductions.argmax(floats, 0).longs()[0]).isEqualTo(where);
        assertThat(Reductions.argmin(doubles, 0).longs()[0]).isEqualTo(where);
      }
    }
  }

  @Test
  void theFirstAmongEqualsIsChosen() {
    Dense x = Dense.over(Shape.of(2, 4), DType.INT32, new int[] {1, 3, 3, 1, 0, 0, -1, -1});
    assertThat(Reductions.argmax(x, 1).longs()).containsExactly(1, 0);
    assertThat(Reductions.argmin(x, 1).longs()).containsExactly(0, 2);
    assertThat(Reductions.argmax(x, 0).longs()).containsExactly(0, 0, 0, 0);
  }

  @Test
  void nothingHasNoGreatest() {
    Dense x = Dense.zeros(Shape.of(2, 0), DType.FLOAT32);
    assertThatThrownBy(() -> Reductions.amax(x, new int[] {1}))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("amax of shape [2, 0]");
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void runningSumsAndOrder(DType dtype) {
    Random random = new Random(3);
    for (int[] dims : new int[][] {{5}, {40}, {3, 30}, {30, 3}, {2, 20, 3}}) {
      for (Dense x : Layouts.all(random, dtype, dims)) {
        for (int axis = 0; axis < dims.length; axis++) {
          Dense sums = Scans.cumsum(x, axis);
          Dense[] sorted = Scans.sort(x, axis, Order.ASCENDING);
          for (int i = 0; i < x.shape().size(); i++) {
            int[] at = Layouts.position(x.shape(), i);
            int[] before = at.clone();
            before[axis]--;
            boolean isFirst = before[axis] < 0;
            double run = Layouts.at(x, at) + (isFirst ? 0 : Layouts.at(sums, before));
            assertThat(Math.abs(Layouts.at(sums, at) - run)).isLessThan(1e-5);
            int[] source = at.clone();
            source[axis] = (int) Layouts.at(sorted[1], at);
            assertThat(Layouts.at(sorted[0], at)).isEqualTo(Layouts.at(x, source));
            if (!isFirst) {
              double last = Layouts.at(sorted[0], before);
              double value = Layouts.at(sorted[0], at);
              assertThat(last).isLessThanOrEqualTo(value);
              if (last == value) {
                assertThat(Layouts.at(sorted[1], before)).isLessThan(source[axis]);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void nanIsSortedLast() {
    double[] x = {Double.NaN, 1, Double.POSITIVE_INFINITY, -0.0, 0.0, Double.NEGATIVE_INFINITY};
    Dense[] sorted = Scans.sort(Dense.over(Shape.of(6), DType.FLOAT64, x), 0, Order.ASCENDING);
    assertThat(sorted[1].longs()).containsExactly(5, 3, 4, 1, 2, 0);
  }

  @Test
  void triangles() {
    Dense x = Layouts.random(new Random(4), DType.FLOAT64, 2, 3, 5);
    for (int diagonal = -5; diagonal <= 6; diagonal++) {
      Dense lower = Scans.triangle(x, diagonal, true);
      Dense upper = Scans.triangle(x, diagonal, false);
      for (int i = 0; i < x.shape().size(); i++) {
        int[] at = Layouts.position(x.shape(), i);
        int right = at[2] - at[1];
        double value = Layouts.at(x, at);
        assertThat(Layouts.at(lower, at)).isEqualTo(right <= diagonal ? value : 0);
        assertThat(Layouts.at(upper, at)).isEqualTo(right >= diagonal ? value : 0);
      }
    }
  }

  @Test
  void chunksDoNotDependOnThreads() {
    boolean[] seen = new boolean[1001];
    Pool.parallel(
        1001,
        10,
        (from, to) -> {
          assertThat(from % 10).isZero();
          assertThat(to).isEqualTo(Math.min(1001, from + 10));
          Arrays.fill(seen, from, to, true);
        });
    assertThat(seen).doesNotContain(false);
    assertThatThrownBy(() ->
            Pool.parallel(
                100,
                1,
                (from, to) -> {
                  throw new IllegalStateException("from a chunk");
                }))
        .isInstanceOf(IllegalStateException.class);
  }
}
