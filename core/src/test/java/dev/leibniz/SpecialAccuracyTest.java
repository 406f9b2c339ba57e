package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.kernel.SpecialTable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Special functions of tensors, as whichever kernel computes them, over their whole range: within 4
 * units in the last place of the table of {@code scripts/golden/special.py}, in both dtypes. For
 * the functions without the Vector API see SpecialValuesTest.
 */
class SpecialAccuracyTest {
  private static final double MOST = 4;

  private static final Map<String, TensorFunction> FUNCTIONS = functions();

  private static Map<String, TensorFunction> functions() {
    Map<String, TensorFunction> all = new TreeMap<>();
    all.put("erf", Tensor::erf);
    all.put("erfc", Tensor::erfc);
    all.put("erfinv", Tensor::erfinv);
    all.put("lgamma", Tensor::lgamma);
    all.put("digamma", Tensor::digamma);
    all.put("polygamma1", x -> x.polygamma(1));
    all.put("polygamma2", x -> x.polygamma(2));
    all.put("polygamma3", x -> x.polygamma(3));
    all.put("sinc", Tensor::sinc);
    all.put("logit", Tensor::logit);
    all.put("erfcx", Special::erfcx);
    all.put("ndtr", Special::ndtr);
    all.put("logNdtr", Special::logNdtr);
    all.put("ndtri", Special::ndtri);
    all.put("entr", Special::entr);
    all.put("i0", Special::i0);
    all.put("i0e", Special::i0e);
    all.put("i1", Special::i1);
    all.put("i1e", Special::i1e);
    all.put("xlog1py", y -> Special.xlog1py(Tensor.scalar(0.3), y));
    all.put("mvlgamma2", x -> Special.mvlgamma(x, 2));
    all.put("mvlgamma5", x -> Special.mvlgamma(x, 5));
    return all;
  }

  @Test
  void everySpecialFunctionIsInTheTable() {
    List<String> names =
        SpecialTable.ROWS.stream().map(r -> r.function().replaceAll("(?<=gamma)\\d", "")).toList();
    Stream<String> methods =
        Arrays.stream(Special.class.getDeclaredMethods())
            .filter(m -> java.lang.reflect.Modifier.isPublic(m.getModifiers()))
            .map(Method::getName)
            .distinct();
    assertThat(methods).isSubsetOf(names);
    assertThat(FUNCTIONS.keySet())
        .isSubsetOf(SpecialTable.ROWS.stream().map(SpecialTable.Row::function).toList());
  }

  @TestFactory
  Stream<DynamicTest> doublesAreAccurate() {
    return FUNCTIONS.entrySet().stream()
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> doubles(e.getKey(), e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> floatsAreAccurate() {
    return FUNCTIONS.entrySet().stream()
        .filter(e -> !e.getKey().equals("xlog1py")) // 0.3 is no float
        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> floats(e.getKey(), e.getValue())));
  }

  private static void doubles(String name, TensorFunction f) {
    List<SpecialTable.Row> rows = SpecialTable.of(name);
    double[] x = rows.stream().mapToDouble(SpecialTable.Row::x).toArray();
    double[] y = f.apply(Tensor.of(x)).toArray();
    for (int i = 0; i < x.length; i++) {
      SpecialTable.Row row = rows.get(i);
      double sum = sumOfSizes(name, x[i]);
      double error = sum == 0 ? row.error(y[i]) : row.distance(y[i], Math.ulp(sum));
      assertThat(error)
          .as("%s(%s) is %s, should be %s; units of error", name, x[i], y[i], row.value())
          .isLessThanOrEqualTo(MOST);
    }
  }

  private static void floats(String name, TensorFunction f) {
    List<SpecialTable.Row> rows =
        SpecialTable.of(name).stream().filter(SpecialTable.Row::isFloat).toList();
    assertThat(rows).hasSizeGreaterThan(30);
    double[] x = rows.stream().mapToDouble(SpecialTable.Row::x).toArray();
    double[] y = f.apply(Tensor.of(x).to(DType.FLOAT32)).to(DType.FLOAT64).toArray();
    for (int i = 0; i < x.length; i++) {
      SpecialTable.Row row = rows.get(i);
      float sum = (float) sumOfSizes(name, x[i]);
      double error = sum == 0 ? row.floatError((float) y[i]) : row.distance(y[i], Math.ulp(sum));
      assertThat(error)
          .as("%s(%s) is %s, should be %s; units of error", name, x[i], y[i], row.value())
          .isLessThanOrEqualTo(MOST);
    }
  }

  /**
   * What a unit of the multivariate gamma function's logarithm is of: near its zeros the sum of
   * logarithms that it is has no digits left.
   */
  private static double sumOfSizes(String name, double x) {
    if (!name.startsWith("mvlgamma")) {
      return 0;
    }
    int p = name.charAt(name.length() - 1) - '0';
    DoubleUnaryOperator lgamma = v -> Tensor.scalar(v).lgamma().item();
    double sum = 0.25 * p * (p - 1) * Math.log(Math.PI);
    for (int j = 0; j < p; j++) {
      sum += Math.abs(lgamma.applyAsDouble(x - 0.5 * j));
    }
    return sum;
  }
}
