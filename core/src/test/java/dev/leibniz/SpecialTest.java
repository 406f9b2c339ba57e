package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jacobian;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Derivatives of special functions against {@code scripts/golden/special_derivatives.py}, and their
 * limits. Their values have a table of their own, see {@code SpecialValuesTest}.
 */
class SpecialTest {
  private static final Map<String, TensorFunction> FUNCTIONS = new TreeMap<>();

  static {
    FUNCTIONS.put("entr", Special::entr);
    FUNCTIONS.put("erfcx", Special::erfcx);
    FUNCTIONS.put("ndtr", Special::ndtr);
    FUNCTIONS.put("logNdtr", Special::logNdtr);
    FUNCTIONS.put("ndtri", Special::ndtri);
    FUNCTIONS.put("i0", Special::i0);
    FUNCTIONS.put("i1", Special::i1);
    FUNCTIONS.put("i0e", Special::i0e);
    FUNCTIONS.put("i1e", Special::i1e);
    FUNCTIONS.put("sinc", Tensor::sinc);
    FUNCTIONS.put("logit", Tensor::logit);
    FUNCTIONS.put("lgamma", Tensor::lgamma);
    FUNCTIONS.put("digamma", Tensor::digamma);
    FUNCTIONS.put("erfinv", Tensor::erfinv);
  }

  private static List<String[]> table(String resource) {
    try {
      Path file = Path.of(Objects.requireNonNull(SpecialTest.class.getResource(resource)).toURI());
      return Files.readAllLines(file).stream().map(l -> l.split("\t", -1)).toList();
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static TensorFunction function(String name) {
    return Objects.requireNonNull(FUNCTIONS.get(name), name);
  }

  private static TensorFunction derivative(TensorFunction f, Option.Strategy strategy) {
    return x -> jacobian(f, x, strategy);
  }

  @Test
  void derivativesAreAccurateToThirdOrderInBothModes() {
    List<String> wrong = new ArrayList<>();
    for (String[] row : table("special-derivatives.txt")) {
      Tensor x = Tensor.scalar(Double.parseDouble(row[1]));
      for (Option.Strategy mode : List.of(Option.Strategy.REVERSE, Option.Strategy.FORWARD)) {
        TensorFunction f = function(row[0]);
        double greatest = 0;
        for (int order = 0; order <= 3; order++) {
          double expected = Double.parseDouble(row[2 + order]);
          double actual = f.apply(x).item();
          // Derivatives are sums, of which the terms are about as great as those of lower order.
          greatest = Math.max(greatest, Math.abs(expected));
          if (actual != expected && !(Math.abs(actual - expected) <= 1e-14 * greatest)) {
            wrong.add(
                "%s(%s), order %d %s: %s, should be %s, %.1e"
                    .formatted(
                        row[0],
                        row[1],
                        order,
                        mode,
                        actual,
                        expected,
                        Math.abs(actual - expected) / greatest));
          }
          f = derivative(f, mode);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** Limits: the value, and the slope unless it is left open. */
  private static void edge(String name, double x, double value, double slope) {
    TensorFunction f = function(name);
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      Tensor at = Tensor.scalar(x, dtype);
      assertThat(f.apply(at).item()).as("%s(%s) %s", name, x, dtype).isEqualTo(value, NEAR);
      if (!Double.isNaN(slope)) {
        assertThat(grad(f, at).item()).as("%s′(%s) %s", name, x, dtype).isEqualTo(slope, NEAR);
      }
    }
  }

  private static final Offset<Double> NEAR = Offset.offset(1e-6);

  @Test
  void limitsAreTakenFarOut() {
    double infinity = Double.POSITIVE_INFINITY;
    for (double far : new double[] {1e30, infinity}) {
      edge("erfcx", far, 0, 0);
      edge("erfcx", -far, infinity, -infinity);
      edge("ndtr", far, 1, 0);
      edge("ndtr", -far, 0, 0);
      edge("logNdtr", far, 0, 0);
      edge("i0", far, infinity, infinity);
      edge("i0", -far, infinity, -infinity);
      edge("i1", far, infinity, infinity);
      edge("i1", -far, -infinity, infinity);
      for (double x : new double[] {far, -far}) {
        edge("i0e", x, 0, 0);
        edge("i1e", x, 0, 0);
      }
    }
    edge("logNdtr", -infinity, -infinity, infinity);
    edge("entr", infinity, -infinity, -infinity);
    assertThat(grad(function("logNdtr"), Tensor.scalar(-1e300)).item()).isEqualTo(1e300);
    assertThat(Special.logNdtr(Tensor.scalar(-1e100)).item()).isEqualTo(-5e199);
  }

  @Test
  void limitsAreTakenAtTheEndsOfTheDomain() {
    double infinity = Double.POSITIVE_INFINITY;
    edge("ndtri", 0, -infinity, infinity);
    edge("ndtri", 1, infinity, infinity);
    edge("logit", 0, -infinity, infinity);
    edge("logit", 1, infinity, infinity);
    edge("entr", 0, 0, infinity);
    edge("entr", -1, -infinity, Double.NaN);
    edge("sinc", 0, 1, 0);
    edge("i0", 0, 1, 0);
    edge("i1", 0, 0, 0.5);
    edge("i0e", 0, 1, 0);
    edge("i1e", 0, 0, 0.5);
    for (double x : new double[] {-1.5, 1.5}) {
      for (String name : List.of("ndtri", "logit", "erfinv")) {
        assertThat(function(name).apply(Tensor.of(x)).item()).as(name).isNaN();
        assertThat(grad(function(name), Tensor.scalar(x)).item()).as(name + "′").isNaN();
      }
    }
  }

  @Test
  void logitOfWhatIsCutOffHasNoSlope() {
    Tensor x = Tensor.of(0, 0.25, 0.5, 1);
    assertThat(grad((Tensor z) -> z.logit(0.25).sum(), x).toArray())
        .containsExactly(0, 1 / 0.1875, 4, 0);
  }

  @Test
  void xlog1pyOfZeroIsZero() {
    Tensor zero = Tensor.of(0, 0);
    Tensor y = Tensor.of(-1, Double.POSITIVE_INFINITY);
    assertThat(Special.xlog1py(zero, y).toArray()).containsExactly(0, 0);
    assertThat(grad((Tensor z) -> Special.xlog1py(z, Tensor.of(-1, 0)).sum(), zero).toArray())
        .containsExactly(0, 0);
  }

  @Test
  void integersBecomeFloating() {
    Tensor n = Tensor.longs(0, 1);
    for (TensorFunction f :
        List.<TensorFunction>of(
            Special::entr, Special::i0, Special::i1e, Special::ndtr, Tensor::sinc, Tensor::logit)) {
      assertThat(f.apply(n).dtype()).isEqualTo(DType.FLOAT32);
    }
    assertThat(Special.xlog1py(n, n).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void mvlgammaOfOneDimensionIsLgammaAndOfNoneIsRefused() {
    Tensor x = Tensor.of(0.5, 3);
    assertThat(Special.mvlgamma(x, 1).toArray()).isEqualTo(x.lgamma().toArray());
    assertThat(
            Special.mvlgamma(Tensor.of(2, 3), 2)
                .allClose(Tensor.of(0.4515827052894548, 1.5501949939575645), 1e-15, 0))
        .isTrue();
    assertThatThrownBy(() -> Special.mvlgamma(x, 0))
        .isInstanceOf(LeibnizException.class)
        .hasMessageContaining("dimension 0");
  }

  @Test
  void noNumberStaysNoNumber() {
    for (String name : List.of("entr", "erfcx", "i0", "i1e", "logNdtr", "ndtri", "sinc")) {
      assertThat(function(name).apply(Tensor.of(Double.NaN)).toArray())
          .as(name)
          .isEqualTo(new double[] {Double.NaN});
    }
    assertThat(Special.xlog1py(Tensor.of(0), Tensor.of(Double.NaN)).item()).isNaN();
  }
}
