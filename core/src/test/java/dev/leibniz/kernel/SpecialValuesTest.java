package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Special functions over their whole range against the table of {@code scripts/golden/special.py}:
 * within 4 units in the last place, of subnormal numbers too, and of what little is left next to a
 * zero.
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

  @Test
  void everyFunctionIsInTheTable() {
    assertThat(SpecialTable.ROWS.stream().map(SpecialTable.Row::function).distinct())
        .containsAll(FUNCTIONS.keySet());
  }

  @TestFactory
  List<DynamicTest> valuesAreAccurate() {
    return FUNCTIONS.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())))
        .toList();
  }

  private static void check(String name, DoubleUnaryOperator f) {
    for (SpecialTable.Row row : SpecialTable.of(name)) {
      double actual = f.applyAsDouble(row.x());
      assertThat(row.error(actual))
          .as("%s(%s) is %s, should be %s; units of error", name, row.x(), actual, row.value())
          .isLessThanOrEqualTo(MOST);
    }
  }
}
