package dev.leibniz;

import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums of a million FLOAT32 numbers, against sums in double: the error does not grow with n. */
class SumsTest {
  private static final int N = 1_000_000;
  private static final double ALLOWED = 1e-6;

  /** What the numbers are like. */
  enum Numbers {
    /** Rounding a running sum of these loses a fraction each time, always to the same side. */
    TENTHS {
      @Override
      double next(Random random) {
        return 0.1;
      }
    },
    UNIFORM {
      @Override
      double next(Random random) {
        return random.nextDouble();
      }
    },
    /** Of all sizes. */
    LOGNORMAL {
      @Override
      double next(Random random) {
        return Math.exp(3 * random.nextGaussian());
      }
    };

    abstract double next(Random random);

    float[] draw() {
      Random random = new Random(7);
      float[] x = new float[N];
      for (int i = 0; i < N; i++) {
        x[i] = (float) next(random);
      }
      return x;
    }
  }

  /** The ways in which a million numbers can lie in memory. */
  private static Stream<Tensor> layouts(float[] numbers) {
    Tensor x = Tensor.of(numbers);
    Tensor gaps = Tensor.stack(1, x, x.neg()).select(1, 0);
    return Stream.of(x, x.flip(0).copy().flip(0), gaps, x.reshape(1000, 1000).mT());
  }

  private static double exact(float[] x) {
    double sum = 0;
    for (float v : x) {
      sum += v;
    }
    return sum;
  }

  private static void assertNear(Tensor actual, double expected) {
    for (double a : actual.toArray()) {
      assertThat(Math.abs(a - expected)).isLessThanOrEqualTo(ALLOWED * Math.abs(expected));
    }
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void sumAndMeanOfAll(Numbers kind) {
    float[] numbers = kind.draw();
    double sum = exact(numbers);
    layouts(numbers)
        .forEach(x -> {
          assertNear(x.sum(), sum);
          assertNear(x.mean(), sum / N);
        });
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void sumAlongTheInnerAndTheOuterAxis(Numbers kind) {
    float[] numbers = kind.draw();
    double sum = exact(numbers);
    layouts(numbers)
        .forEach(x -> {
          Tensor column = x.reshape(N, 1).expand(N, 3);
          assertNear(column.sum(0), sum);
          assertNear(column.copy().sum(0), sum);
          assertNear(column.mT().sum(1), sum);
          assertNear(column.copy().mT().sum(-1), sum);
          assertNear(column.copy().mean(0), sum / N);
        });
  }

  @ParameterizedTest
  @EnumSource(Numbers.class)
  void sumOverTwoOfThreeAxes(Numbers kind) {
    float[] numbers = kind.draw();
    double sum = exact(numbers);
    Tensor x = Tensor.of(numbers).reshape(1000, 1, 1000).expand(1000, 2, 1000).copy();
    assertNear(x.sum(0, 2), sum);
    assertNear(x.permute(1, 2, 0).sum(1, 2), sum);
    assertNear(x.mean(0, 2), sum / N);
  }

  @Test
  void sumInABatchAndInAGradient() {
    float[] numbers = Numbers.TENTHS.draw();
    Tensor x = Tensor.of(numbers);
    double sum = exact(numbers);
    assertNear(vmap((Tensor row) -> row.sum()).apply(x.reshape(1, N).expand(2, N)), sum);
    Tensor broadcast = Functional.grad((Tensor s) -> x.mul(s).sum(), Tensor.floats(1));
    assertNear(broadcast, sum);
  }
}
