package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Elementwise methods where NaN, infinities, signed zeros, ties and integers decide. */
class ChoicesAndSignsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Tensor SPECIAL = Tensor.of(Double.NaN, INFINITY, -INFINITY, 2);

  private static double[] slopes(UnaryOperator<Tensor> f, Tensor x) {
    return grad((Tensor z) -> f.apply(z).sum(), x).toArray();
  }

  @Test
  void nanToNumReplacesWhatIsNotFinite() {
    assertThat(SPECIAL.nanToNum().toArray())
        .containsExactly(0, Double.MAX_VALUE, -Double.MAX_VALUE, 2);
    assertThat(SPECIAL.nanToNum(7, 8, 9).toArray()).containsExactly(7, 8, 9, 2);
    assertThat(SPECIAL.to(DType.FLOAT32).nanToNum().toArray())
        .containsExactly(0, Float.MAX_VALUE, -Float.MAX_VALUE, 2);
    assertThat(slopes(Tensor::nanToNum, SPECIAL)).containsExactly(0, 0, 0, 1);
    assertThat(Tensor.longs(1, 2).nanToNum().dtype()).isEqualTo(DType.INT64);
  }

  @Test
  void fmaxAndFminPreferNumbers() {
    Tensor y = Tensor.of(1, Double.NaN, 3, Double.NaN);
    Tensor x = Tensor.of(Double.NaN, 2, 3, Double.NaN);
    assertThat(x.fmax(y).toArray()).containsExactly(1, 2, 3, Double.NaN);
    assertThat(x.fmin(y).toArray()).containsExactly(1, 2, 3, Double.NaN);
    assertThat(slopes(z -> z.fmax(y), x)).containsExactly(0, 1, 1, 1);
    assertThat(slopes(z -> x.fmax(z), y)).containsExactly(1, 0, 0, 0);
    assertThat(Tensor.longs(1, 5).fmax(Tensor.longs(3, 4)).toLongArray()).containsExactly(3, 5);
  }

  @Test
  void copysignTakesTheSignOfAZero() {
    Tensor x = Tensor.of(2, -2, 0, 2);
    Tensor y = Tensor.of(-0.0, 0.0, -1, -INFINITY);
    assertThat(x.copysign(y).toArray()).containsExactly(-2, 2, -0.0, -2);
    assertThat(slopes(z -> z.copysign(y), x)).containsExactly(-1, -1, 0, -1);
    assertThat(slopes(z -> x.copysign(z), y)).containsExactly(0, 0, 0, 0);
    assertThat(Tensor.longs(3).copysign(-1).dtype()).isEqualTo(DType.FLOAT32);
  }

  @Test
  void logaddexp2DoesNotOverflow() {
    Tensor x = Tensor.of(1e30, -1e30, -INFINITY, -INFINITY);
    Tensor y = Tensor.of(1e30, -1e30, 1, -INFINITY);
    assertThat(x.logaddexp2(y).allClose(Tensor.of(1e30, -1e30, 1, -INFINITY), 1e-15, 0)).isTrue();
    Tensor tie = Tensor.of(3);
    assertThat(slopes(z -> z.logaddexp2(tie), tie)).containsExactly(0.5);
  }

  @Test
  void floatPowerIsAlwaysDouble() {
    Tensor p = Tensor.ints(2, 3).floatPower(Tensor.ints(-1, 2));
    assertThat(p.dtype()).isEqualTo(DType.FLOAT64);
    assertThat(p.toArray()).containsExactly(0.5, 9);
    assertThat(Tensor.floats(2).floatPower(0.5).item()).isEqualTo(Math.sqrt(2));
  }

  @Test
  void theFractionHasTheSignOfTheNumber() {
    assertThat(Tensor.of(1.25, -2.5, 0).frac().toArray()).containsExactly(0.25, -0.5, 0);
    assertThat(slopes(Tensor::frac, Tensor.of(1.25, -2.5, 1))).containsExactly(1, 1, 1);
  }

  @Test
  void anglesOfIntegersAreFloating() {
    assertThat(Tensor.longs(180).deg2rad().toArray()).containsExactly((float) Math.PI);
    assertThat(Tensor.of(Math.PI).rad2deg().toArray()).containsExactly(180);
  }
}
