package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.DTypeException;
import dev.leibniz.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elementwise loops in every layout and broadcast, element by element. */
class ElementwiseTest {
  private static final int[][][] PAIRS = {
    {{}, {}},
    {{7}, {7}},
    {{40}, {}},
    {{1}, {40}},
    {{0, 3}, {3}},
    {{3, 0}, {3, 1}},
    {{5, 8}, {8}},
    {{5, 8}, {5, 1}},
    {{1, 8}, {5, 1}},
    {{3, 40}, {40}},
    {{3, 40}, {3, 1}},
    {{4, 5, 6}, {4, 1, 6}},
    {{4, 5, 6}, {5, 1}},
    {{2, 3, 4, 20}, {3, 1, 20}},
    {{70, 1000}, {1000}},
    {{7000, 10}, {10}},
    {{7000, 10}, {7000, 1}},
    {{700, 10, 10}, {700, 1, 10}},
    {{3, 90, 7}, {3, 1, 7}},
    {{3, 90, 7}, {90, 1}},
    {{2, 3, 70, 9}, {3, 1, 9}},
    {{2, 1, 70, 9}, {2, 3, 1, 1}},
    {{2, 1, 7, 9}, {2, 3, 1, 1}},
    {{2, 1, 7, 9}, {2, 3, 1, 9}},
    {{40, 5, 7}, {40, 1, 7}},
    {{40, 5, 7}, {40, 5, 1}},
    {{12, 200, 5}, {12, 1, 5}},
  };

  /** x − 2y, which has no vector form. */
  private record Mix() implements BinaryFunction {
    @Override
    public String name() {
      return "mix";
    }

    @Override
    public double at(double x, double y) {
      return x - 2 * y;
    }

    @Override
    public long at(long x, long y) {
      return x - 2 * y;
    }

    @Override
    public boolean at(boolean x, boolean y) {
      return x & !y;
    }
  }

  private record Sub() implements BinaryFunction {
    @Override
    public String name() {
      return "sub";
    }

    @Override
    public double at(double x, double y) {
      return x - y;
    }
  }

  private record Lt() implements BinaryPredicate {
    @Override
    public String name() {
      return "lt";
    }

    @Override
    public boolean test(double x, double y) {
      return x < y;
    }

    @Override
    public boolean test(long x, long y) {
      return x < y;
    }
  }

  private record Scale(double factor) implements UnaryFunction {
    @Override
    public String name() {
      return "scale";
    }

    @Override
    public double at(double x) {
      return factor * x;
    }
  }

  private static double spread(Dense x, int[] position) {
    int extra = position.length - x.shape().rank();
    int[] own = new int[x.shape().rank()];
    for (int i = 0; i < own.length; i++) {
      own[i] = x.shape().get(i) == 1 ? 0 : position[i + extra];
    }
    return Layouts.at(x, own);
  }

  private interface Expected {
    double at(double x, double y);
  }

  private static void check(Dense z, Dense x, Dense y, Shape out, Expected expected) {
    assertThat(z.shape()).isEqualTo(out);
    assertThat(z.isContiguous()).isTrue();
    for (int i = 0; i < out.size(); i++) {
      int[] at = Layouts.position(out, i);
      double e = expected.at(spread(x, at), spread(y, at));
      if (Math.abs(Layouts.at(z, at) - e) > 1e-6 * (1 + Math.abs(e))) {
        assertThat(Layouts.at(z, at)).as("%s and %s at %s", x, y, i).isEqualTo(e);
      }
    }
  }

  private static void checkBoth(Dense x, Dense y) {
    Shape out = Shape.broadcast("test", x.shape(), y.shape());
    boolean isBool = x.dtype() == DType.BOOL;
    check(
        Elementwise.binary(new Mix(), x, y, out),
        x,
        y,
        out,
        (a, b) -> isBool ? (a != 0 && b == 0 ? 1 : 0) : a - 2 * b);
    check(Elementwise.compare(new Lt(), x, y, out), x, y, out, (a, b) -> a < b ? 1 : 0);
    if (x.dtype().isFloating()) {
      check(Elementwise.binary(new Sub(), x, y, out), x, y, out, (a, b) -> a - b);
    }
    Dense condition = Elementwise.compare(new Lt(), x, y, out);
    check(Elementwise.where(condition, x, y, out), x, y, out, Math::min);
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void broadcasting(DType dtype) {
    Random random = new Random(1);
    for (int[][] pair : PAIRS) {
      Dense x = Layouts.random(random, dtype, pair[0]);
      Dense y = Layouts.random(random, dtype, pair[1]);
      checkBoth(x, y);
      checkBoth(y, x);
    }
  }

  @ParameterizedTest
  @EnumSource(DType.class)
  void layouts(DType dtype) {
    Random random = new Random(2);
    for (Dense x : Layouts.all(random, dtype, 3, 4, 17)) {
      for (Dense y : Layouts.all(random, dtype, 4, 1)) {
        checkBoth(x, y);
        checkBoth(y, x);
      }
    }
  }

  @Test
  void functionsWithParametersAreNotConfused() {
    for (Dense x : Layouts.all(new Random(3), DType.FLOAT64, 5, 7)) {
      for (double factor : new double[] {2, 3, -1}) {
        Dense y = Elementwise.unary(new Scale(factor), x);
        check(y, x, x, x.shape(), (a, b) -> factor * a);
      }
    }
  }

  @Test
  void conversions() {
    for (DType from : DType.values()) {
      for (DType to : DType.values()) {
        List<Dense> all = Layouts.all(new Random(4), from, 3, 5);
        for (Dense x : all) {
          Dense y = Elementwise.convert(x, to);
          assertThat(y.dtype()).isEqualTo(to);
          double[] given = Layouts.values(x);
          double[] got = Layouts.values(y);
          for (int i = 0; i < got.length; i++) {
            double expected =
                to == DType.BOOL
                    ? given[i] != 0 ? 1 : 0
                    : to == DType.FLOAT32
                        ? (float) given[i]
                        : to == DType.FLOAT64 ? given[i] : (long) given[i];
            assertThat(got[i]).isEqualTo(expected);
          }
        }
      }
    }
  }

  @Test
  void aDtypeThatAFunctionIsNotMadeForIsRefused() {
    Dense x = Layouts.random(new Random(5), DType.INT64, 3);
    assertThatThrownBy(() -> Elementwise.unary(new Scale(2), x))
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining("scale")
        .hasMessageContaining("INT64");
  }
}
