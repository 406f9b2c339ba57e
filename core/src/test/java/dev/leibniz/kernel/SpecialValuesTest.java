package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Special functions over their whole range against the table of {@code scripts/golden/special.py}:
 * within 4 units in the last place, of subnormal numbers too.
 *
 * <p>Between the poles below zero {@code lgamma}, {@code digamma} and the even orders of {@code
 * polygamma} cross zero, once in each unit of length. Near these their error is that of the greater
 * numbers of which they are the difference: the unit is that of 1 at least, and of a polygamma that
 * of its greatest term, n! / rⁿ⁺¹ at the distance r from the next pole.
 */
class SpecialValuesTest {
  private static final double MOST = 4;

  private static final Map<String, DoubleUnaryOperator> FUNCTIONS = functions();

  private static Map<String, DoubleUnaryOperator> functions() {
    Map<String, DoubleUnaryOperator> all = new LinkedHashMap<>();
    all.put("erf", SpecialFunctions::erf);
    all.put("erfc", SpecialFunctions::erfc);
    all.put("erfcx", SpecialFunctions::erfcx);
    all.put("erfinv", SpecialFunctions::erfinv);
    all.put("ndtr", SpecialFunctions::ndtr);
    all.put("logNdtr", SpecialFunctions::logNdtr);
    all.put("ndtri", SpecialFunctions::ndtri);
    all.put("normalDensity", SpecialFunctions::normalDensity);
    all.put("normalHazard", SpecialFunctions::normalHazard);
    all.put("normalExcess", SpecialFunctions::normalExcess);
    all.put("normalVariance", SpecialFunctions::normalVariance);
    for (int order = 0; order < 4; order++) {
      int n = order;
      all.put("i" + n, x -> SpecialFunctions.besselI(n, x));
      all.put("i" + n + "e", x -> SpecialFunctions.scaledBesselI(n, x));
    }
    all.put("sinc", x -> SpecialFunctions.sinc(0, x));
    all.put("logit", SpecialFunctions::logit);
    all.put("lgamma", SpecialFunctions::lgamma);
    all.put("digamma", SpecialFunctions::digamma);
    for (int order = 1; order < 4; order++) {
      int n = order;
      all.put("polygamma" + n, x -> SpecialFunctions.polygamma(n, x));
    }
    return all;
  }

  private record Row(String function, double x, double value) {
    static Row of(String line) {
      String[] cells = line.split("\t", -1);
      return new Row(cells[0], Double.parseDouble(cells[1]), Double.parseDouble(cells[2]));
    }

    /** The error, in units in the last place. */
    double error(double actual) {
      double unit = Math.ulp(x < 0 ? Math.max(greatestTerm(), Math.abs(value)) : value);
      return actual == value ? 0 : Math.abs(actual - value) / unit;
    }

    private static final Map<String, Integer> ORDERS =
        Map.of("polygamma1", 1, "polygamma2", 2, "polygamma3", 3);

    private double greatestTerm() {
      if (!ORDERS.containsKey(function)) {
        return function.endsWith("gamma") ? 1 : 0;
      }
      int n = ORDERS.get(function);
      double factorial = n == 3 ? 6 : n;
      return factorial / Math.pow(Math.abs(x - Math.rint(x)), n + 1);
    }
  }

  private static final List<Row> TABLE = table();

  private static List<Row> table() {
    try {
      Path file =
          Path.of(
              Objects.requireNonNull(SpecialValuesTest.class.getResource("special.txt")).toURI());
      return Files.readAllLines(file).stream().map(Row::of).toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void everyFunctionIsInTheTable() {
    assertThat(TABLE.stream().map(Row::function).distinct())
        .containsExactlyInAnyOrderElementsOf(FUNCTIONS.keySet());
  }

  @TestFactory
  List<DynamicTest> valuesAreAccurate() {
    return FUNCTIONS.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())))
        .toList();
  }

  private static void check(String name, DoubleUnaryOperator f) {
    for (Row row : TABLE) {
      if (row.function().equals(name)) {
        double actual = f.applyAsDouble(row.x());
        assertThat(row.error(actual))
            .as("%s(%s) is %s, should be %s; units of error", name, row.x(), actual, row.value())
            .isLessThanOrEqualTo(MOST);
      }
    }
  }
}
