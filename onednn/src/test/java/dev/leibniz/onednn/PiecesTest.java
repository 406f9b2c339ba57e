package dev.leibniz.onednn;

import static dev.leibniz.Functional.vjp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Convolutions;
import dev.leibniz.nn.Window;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions as a user calls them, so large that images fall into pieces; against FLOAT64. */
class PiecesTest {
  /** Of the largest result: sums of up to 360,000 numbers; a piece left out would be a tenth. */
  private static final double ERROR = 1e-5;

  record Case(Shape x, Shape w, int stride, int padding, int groups) {
    Tensor apply(Tensor images, Tensor weights) {
      int size = w.get(2);
      Window window = Window.of(size, w.get(3)).withStride(stride).withPadding(padding);
      return Convolutions.conv2d(images, weights, null, window, groups);
    }
  }

  static List<Case> cases() {
    return List.of(
        // 25,088 numbers an image, so 20 images a piece: 41 are three pieces, of 14, 14 and 13.
        new Case(Shape.of(41, 32, 28, 28), Shape.of(16, 32, 3, 3), 1, 1, 1),
        // Nine pieces, so that sums of gradients hold several each.
        new Case(Shape.of(9, 8, 200, 200), Shape.of(16, 8, 3, 3), 1, 1, 1),
        // Large windows by strides, of few channels, whose gradient by the images is Java's.
        new Case(Shape.of(5, 3, 64, 64), Shape.of(16, 3, 7, 7), 2, 3, 1),
        new Case(Shape.of(3, 64, 20, 20), Shape.of(64, 32, 3, 3), 2, 1, 2));
  }

  private static double error(Tensor got, Tensor expected) {
    double largest = expected.abs().amax().item();
    return got.to(DType.FLOAT64).sub(expected).abs().amax().item() / largest;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultsAndGradientsAreThoseOfDoublePrecision(Case c) {
    Key keys = Key.of(21).split(3);
    Tensor x = keys.get(0).normal(c.x(), DType.FLOAT64);
    Tensor w = keys.get(1).normal(c.w(), DType.FLOAT64);
    Tensor y = c.apply(x, w);
    Tensor g = keys.get(2).normal(y.shape(), DType.FLOAT64);
    Tensor small = x.to(DType.FLOAT32);
    Tensor weights = w.to(DType.FLOAT32);
    Tensor cotangent = g.to(DType.FLOAT32);
    assertThat(error(c.apply(small, weights), y)).isLessThan(ERROR);
    assertThat(
            error(
                vjp((Tensor u) -> c.apply(u, weights), small, cotangent).cotangent(),
                vjp((Tensor u) -> c.apply(u, w), x, g).cotangent()))
        .isLessThan(ERROR);
    assertThat(
            error(
                vjp((Tensor u) -> c.apply(small, u), weights, cotangent).cotangent(),
                vjp((Tensor u) -> c.apply(x, u), w, g).cotangent()))
        .isLessThan(ERROR);
  }
}
