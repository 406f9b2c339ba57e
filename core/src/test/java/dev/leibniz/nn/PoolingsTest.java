package dev.leibniz.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.Tensor.ValuesAndIndices;
import dev.leibniz.nn.Poolings.Rounding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Greatest elements of windows against a search through each. */
class PoolingsTest {
  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 3, 2, 1, 1, FLOOR",
    "FLOAT64, 3, 2, 1, 1, CEIL",
    "FLOAT64, 2, 3, 0, 2, FLOOR",
    "FLOAT64, 2, 2, 1, 1, CEIL",
    "FLOAT32, 4, 1, 2, 1, FLOOR",
    "INT64, 3, 1, 1, 2, FLOOR",
    "INT32, 2, 2, 0, 1, CEIL"
  })
  void theGreatestIsWhatASearchFinds(
      DType dtype, int size, int stride, int padding, int dilation, Rounding rounding) {
    Tensor x = Key.of(7).normal(2, 3, 9, 8).mul(20).to(dtype);
    Window window =
        Window.of(size, size).withStride(stride).withPadding(padding).withDilation(dilation);
    ValuesAndIndices best = Poolings.maxPool2dWithIndices(x, window, rounding);
    double[] values = x.to(DType.FLOAT64).toArray();
    double[] got = best.values().to(DType.FLOAT64).toArray();
    long[] at = best.indices().toLongArray();
    int down = best.values().shape().get(2);
    int across = best.values().shape().get(3);
    for (int k = 0; k < got.length; k++) {
      int plane = k / (down * across) * 72;
      int top = k / across % down * stride - padding;
      int left = k % across * stride - padding;
      long place = -1;
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          int row = top + i * dilation;
          int column = left + j * dilation;
          boolean isInside = row >= 0 && row < 9 && column >= 0 && column < 8;
          long here = row * 8L + column;
          if (isInside && (place < 0 || values[plane + (int) here] > values[plane + (int) place])) {
            place = here;
          }
        }
      }
      assertThat(at[k]).as("element %s", k).isEqualTo(place);
      assertThat(got[k]).isEqualTo(values[plane + (int) place]);
    }
  }

  @Test
  void aWindowWithNaNHasIt() {
    Tensor x = Tensor.of(1, Double.NaN, 3, Double.NaN, 5, 6);
    ValuesAndIndices best =
        Poolings.maxPool1dWithIndices(x, Window.of(2).withStride(2), Rounding.FLOOR);
    assertThat(best.values().toArray()).containsExactly(Double.NaN, Double.NaN, 6);
    assertThat(best.indices().toLongArray()).containsExactly(1, 3, 5);
  }

  @Test
  void theFirstOfEqualsWinsAndPaddingNever() {
    double low = Double.NEGATIVE_INFINITY;
    Tensor x = Tensor.of(low, low, 2, 2);
    ValuesAndIndices best =
        Poolings.maxPool1dWithIndices(x, Window.of(2).withStride(2).withPadding(1), Rounding.FLOOR);
    assertThat(best.values().toArray()).containsExactly(low, 2, 2);
    assertThat(best.indices().toLongArray()).containsExactly(0, 2, 3);
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor equal = Tensor.of(1, 2, 2, 2).to(dtype);
      Window pairs = Window.of(2).withStride(2);
      assertThat(
              Poolings.maxPool1dWithIndices(equal, pairs, Rounding.FLOOR).indices().toLongArray())
          .containsExactly(1, 2);
    }
  }

  @Test
  void aWindowOfPaddingAloneIsRefused() {
    Window window = Window.of(2).withPadding(2);
    assertThatThrownBy(() -> Poolings.maxPool1d(Tensor.ones(5), window, Rounding.FLOOR))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("pad by half a window at the most");
  }
}
