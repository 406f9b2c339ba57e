package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The greatest and least of rows that are long enough for vectors. */
class BoundsTest {
  private static final int LENGTH = 77;

  private static Tensor row(double others, int at, double value, DType dtype) {
    double[] x = new double[LENGTH];
    Arrays.fill(x, others);
    x[at] = value;
    return Tensor.of(x).to(dtype);
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void oneNaNIsFoundWhereverItStands(DType dtype) {
    for (int at = 0; at < LENGTH; at++) {
      Tensor x = row(1, at, Double.NaN, dtype);
      assertThat(x.amax().item()).as("amax, NaN at %d", at).isNaN();
      assertThat(x.amin().item()).as("amin, NaN at %d", at).isNaN();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void infinitiesAndSignsOfZerosAreOrdered(DType dtype) {
    double infinity = Double.POSITIVE_INFINITY;
    for (int at = 0; at < LENGTH; at++) {
      assertThat(row(-infinity, at, 3, dtype).amax().item()).isEqualTo(3);
      assertThat(row(-infinity, at, 3, dtype).amin().item()).isEqualTo(-infinity);
      assertThat(row(infinity, at, 3, dtype).amin().item()).isEqualTo(3);
      assertThat(row(2, at, infinity, dtype).amax().item()).isEqualTo(infinity);
      assertThat(1 / row(-0.0, at, 0.0, dtype).amax().item())
          .as("zeros, %d", at)
          .isEqualTo(infinity);
      assertThat(1 / row(0.0, at, -0.0, dtype).amin().item())
          .as("zeros, %d", at)
          .isEqualTo(-infinity);
    }
  }
}
