package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.nn.Activations;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Reduction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and first and second derivatives at huge, tiny, subnormal, equal and infinite arguments,
 * against the numbers of {@code scripts/golden/extremes.py}.
 *
 * <p>The unit of error is an ulp of the exact number in the tensor's dtype; for a gradient or a
 * Hessian one of its greatest element. Two things beyond that are allowed for everywhere. Where the
 * value is subnormal and has few digits, so do the derivatives that are made of it. And where a
 * value or gradient is beyond the range of the dtype, nothing is said of what is derived from it.
 */
class ExtremesTest {
  /** What an error is measured by. */
  private enum Unit {
    /** An ulp of the result. */
    RESULT,
    /** An ulp of the result, or of 1 if that is more: for differences of numbers of that size. */
    ONE,
    /**
     * An ulp of the result for each unit of 1 + x²: x/√2 is rounded before the exponential of its
     * square is taken. And the last place of a subnormal factor, times x.
     */
    TAIL,
    /** An ulp of the result, or the last place of a subnormal factor, times x. */
    SCALED;

    double of(double result, double[] x, DType dtype) {
      double least = dtype == DType.FLOAT32 ? Float.MIN_VALUE : Double.MIN_VALUE;
      double scaled = Math.max(ulp(result, dtype), Math.abs(x[0]) * least);
      return switch (this) {
        case RESULT -> ulp(result, dtype);
        case ONE -> ulp(Math.max(result, 1), dtype);
        case TAIL -> scaled * (1 + x[0] * x[0]);
        case SCALED -> scaled;
      };
    }
  }

  /**
   * What is tried, and how many units of error the value, the gradient and the Hessian may have. A
   * kernel of one function is good to two units, a rule multiplies two or three such numbers.
   */
  private record Function(
      String name, TensorFunction f, Unit unit, double value, double first, double second) {
    double allowed(int order) {
      return order == 0 ? value : order == 1 ? first : second;
    }
  }

  private static final List<Function> FUNCTIONS =
      List.of(
          new Function("log1p", x -> at(x, 0).log1p(), Unit.RESULT, 1, 1, 2),
          new Function("expm1", x -> at(x, 0).expm1(), Unit.RESULT, 2, 1, 1),
          new Function("softplus", x -> at(x, 0).softplus(), Unit.RESULT, 2, 2, 3),
          new Function("logSigmoid", x -> at(x, 0).logSigmoid(), Unit.RESULT, 2, 2, 3),
          new Function("sigmoid", x -> at(x, 0).sigmoid(), Unit.RESULT, 2, 3, 3),
          new Function("tanh", x -> at(x, 0).tanh(), Unit.RESULT, 2, 3, 3),
          new Function("erf", x -> at(x, 0).erf(), Unit.RESULT, 2, 2, 3),
          new Function("erfc", x -> at(x, 0).erfc(), Unit.RESULT, 3, 2, 3),
          new Function("silu", x -> Activations.silu(at(x, 0)), Unit.SCALED, 2, 4, 4),
          new Function("gelu", x -> at(x, 0).gelu(), Unit.TAIL, 2, 2, 2),
          // Between integers below zero these are differences of numbers of moderate size.
          new Function("lgamma", x -> at(x, 0).lgamma(), Unit.ONE, 3, 3, 3),
          new Function("digamma", x -> at(x, 0).digamma(), Unit.ONE, 3, 3, 4),
          new Function("polygamma 1", x -> at(x, 0).polygamma(1), Unit.RESULT, 3, 4, 6),
          new Function("polygamma 2", x -> at(x, 0).polygamma(2), Unit.RESULT, 4, 6, 6),
          new Function("hypot", x -> at(x, 0).hypot(at(x, 1)), Unit.RESULT, 1, 2, 3),
          new Function("atan2", x -> at(x, 0).atan2(at(x, 1)), Unit.RESULT, 1, 2, 4),
          new Function("logaddexp", x -> at(x, 0).logaddexp(at(x, 1)), Unit.RESULT, 1, 2, 3),
          new Function("xlogy", x -> at(x, 0).xlogy(at(x, 1)), Unit.RESULT, 1, 1, 2),
          // p (1 − p) is formed as p − p², and ln(1 + ε) from a sum that begins with 1.
          new Function("logsumexp", x -> x.logsumexp(0), Unit.ONE, 1, 2, 2),
          new Function("softmax", x -> x.softmax(0).select(0, 0), Unit.ONE, 2, 2, 2),
          new Function("logSoftmax", x -> x.logSoftmax(0).select(0, 0), Unit.ONE, 2, 2, 2),
          new Function(
              "crossEntropy",
              x -> Losses.crossEntropy(x, Tensor.scalar(0, DType.INT64)),
              Unit.ONE,
              2,
              2,
              2),
          new Function("bceWithLogits 0", x -> binaryCrossEntropy(x, 0), Unit.RESULT, 2, 2, 3),
          new Function("bceWithLogits 1", x -> binaryCrossEntropy(x, 1), Unit.RESULT, 2, 2, 3),
          // The gradient is a difference of two probabilities.
          new Function(
              "bceWithLogits 0.25", x -> binaryCrossEntropy(x, 0.25), Unit.RESULT, 2, 8, 3),
          new Function("norm 1", x -> x.norm(1), Unit.RESULT, 1, 1, 1),
          new Function("norm 1.5", x -> x.norm(1.5), Unit.RESULT, 2, 3, 8),
          new Function("norm 2", x -> x.norm(2), Unit.RESULT, 2, 2, 4),
          new Function("norm 3", x -> x.norm(3), Unit.RESULT, 2, 3, 8),
          new Function("var", x -> x.var(), Unit.RESULT, 3, 3, 3),
          new Function("std", x -> x.std(), Unit.RESULT, 3, 3, 4));

  private static Tensor at(Tensor x, int i) {
    return x.select(-1, i);
  }

  private static Tensor binaryCrossEntropy(Tensor x, double target) {
    Tensor t = Tensor.full(x.shape(), target, x.dtype());
    return Losses.binaryCrossEntropyWithLogits(x, t, null, null, Reduction.SUM);
  }

  private static final String[] ORDERS = {"value", "gradient", "Hessian"};

  /** A line of the table: value, gradient and Hessian are empty where nothing is said of them. */
  private static final class Point {
    private final Function function;
    private final DType dtype;
    private final double[] x;
    private final double[][] expected;

    private Point(Function function, DType dtype, double[] x, double[][] expected) {
      this.function = function;
      this.dtype = dtype;
      this.x = x;
      this.expected = expected;
    }

    static Point of(String line) {
      String[] cells = line.split("\t", -1);
      double[][] expected = new double[3][];
      for (int order = 0; order < 3; order++) {
        String cell = cells[3 + order];
        expected[order] = cell.equals("?") ? new double[0] : numbers(cell);
      }
      Function function =
          FUNCTIONS.stream().filter(f -> f.name().equals(cells[0])).findFirst().orElseThrow();
      return new Point(function, DType.valueOf(cells[1]), numbers(cells[2]), expected);
    }

    private static double[] numbers(String cell) {
      return Arrays.stream(cell.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    void check(int order, double[] actual) {
      double unit = 0;
      double fewDigits = 0;
      for (int o = 0; o <= order; o++) {
        double greatest = 0;
        for (double e : expected[o]) {
          greatest = Math.max(greatest, Math.abs(rounded(e, dtype)));
        }
        boolean isGiven = Arrays.stream(x).allMatch(Double::isFinite);
        if (isGiven && Double.isInfinite(greatest) && (o < order || order > 0)) {
          return;
        }
        if (o == 0 && greatest > 0 && Double.isFinite(greatest)) {
          fewDigits = ulp(greatest, dtype) / greatest;
        }
        unit =
            Double.isInfinite(greatest)
                ? 0
                : Math.max(function.unit().of(greatest, x, dtype), fewDigits * greatest);
      }
      for (int i = 0; i < expected[order].length; i++) {
        double e = rounded(expected[order][i], dtype);
        boolean isClose =
            actual[i] == e || Math.abs(actual[i] - e) <= function.allowed(order) * unit;
        assertThat(isClose)
            .as(
                "%s of %s in %s at %s: element %d is %s, should be %s, %.1f units away",
                ORDERS[order],
                function.name(),
                dtype,
                Arrays.toString(x),
                i,
                actual[i],
                e,
                Math.abs(actual[i] - e) / unit)
            .isTrue();
      }
    }
  }

  private static double rounded(double x, DType dtype) {
    return dtype == DType.FLOAT32 ? (float) x : x;
  }

  private static double ulp(double x, DType dtype) {
    return dtype == DType.FLOAT32 ? Math.ulp((float) x) : Math.ulp(x);
  }

  private static List<Point> table() {
    try {
      Path file =
          Path.of(Objects.requireNonNull(ExtremesTest.class.getResource("extremes.txt")).toURI());
      return Files.readAllLines(file).stream().map(Point::of).toList();
    } catch (IOException | java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static final List<Point> TABLE = table();

  @Test
  void everyFunctionHasPoints() {
    assertThat(TABLE.stream().map(p -> p.function).distinct())
        .containsExactlyInAnyOrderElementsOf(FUNCTIONS);
  }

  /** One by one, by the loops for a single number; the gradient in both modes. */
  @TestFactory
  Stream<DynamicTest> alone() {
    return eachFunction((function, points) -> {
      for (Point p : points) {
        Tensor x = Tensor.of(p.x).to(p.dtype);
        p.check(0, function.f().apply(x).toArray());
        p.check(1, grad(function.f(), x).toArray());
        Tensor forward = jacobian(function.f(), x, Option.Strategy.FORWARD);
        p.check(1, forward.toArray());
        Tensor second = hessian(function.f(), x);
        p.check(2, second.toArray());
      }
    });
  }

  /** All points at once, by the loops of the Vector API. */
  @TestFactory
  Stream<DynamicTest> together() {
    return eachFunction((function, points) -> {
      DType dtype = points.getFirst().dtype;
      Tensor x = Tensor.of(points.stream().map(p -> p.x).toArray(double[][]::new)).to(dtype);
      Tensor[] actual = {
        vmap(function.f()).apply(x),
        vmap((Tensor z) -> grad(function.f(), z)).apply(x),
        vmap((Tensor z) -> ExtremesTest.hessianOf(function, z)).apply(x)
      };
      for (int order = 0; order < 3; order++) {
        for (int i = 0; i < points.size(); i++) {
          points.get(i).check(order, actual[order].select(0, i).toArray());
        }
      }
    });
  }

  private static Tensor hessianOf(Function function, Tensor x) {
    return hessian(function.f(), x);
  }

  /** A check of all points of one function and dtype. */
  private interface Check {
    void on(Function function, List<Point> points);
  }

  private static Stream<DynamicTest> eachFunction(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Function function : FUNCTIONS) {
      for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
        List<Point> points =
            TABLE.stream().filter(p -> p.function == function && p.dtype == dtype).toList();
        tests.add(
            DynamicTest.dynamicTest(
                function.name() + " " + dtype, () -> check.on(function, points)));
      }
    }
    return tests.stream();
  }
}
