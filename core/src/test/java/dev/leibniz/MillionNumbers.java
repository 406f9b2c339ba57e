package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.vmap;

import java.util.Random;
import java.util.stream.Stream;

/**
 * Sums of a million FLOAT32 numbers, over all axes, inner ones and outer ones, in several layouts;
 * as a program, which prints the greatest relative error.
 */
final class MillionNumbers {
  private static final int N = 1_000_000;

  /** What the numbers are like. */
  enum Kind {
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
  }

  private final Tensor x;
  private final double exact;
  private double worst;

  MillionNumbers(Kind kind) {
    Random random = new Random(7);
    float[] numbers = new float[N];
    double sum = 0;
    for (int i = 0; i < N; i++) {
      numbers[i] = (float) kind.next(random);
      sum += numbers[i];
    }
    x = Tensor.of(numbers);
    exact = sum;
  }

  /** The ways in which they can lie in memory. */
  private Stream<Tensor> layouts() {
    return Stream.of(
        x,
        x.flip(0).copy().flip(0),
        Tensor.stack(1, x, x.neg()).select(1, 0),
        x.reshape(1000, 1000).mT());
  }

  private void near(Tensor actual, double expected) {
    for (double a : actual.toArray()) {
      worst = Math.max(worst, Math.abs(a / expected - 1));
    }
  }

  double overAllAxes() {
    layouts()
        .forEach(t -> {
          near(t.sum(), exact);
          near(t.mean(), exact / N);
        });
    return worst;
  }

  double alongTheInnerAndTheOuterAxis() {
    layouts()
        .forEach(t -> {
          Tensor column = t.reshape(N, 1).expand(N, 3);
          near(column.sum(0), exact);
          near(column.copy().sum(0), exact);
          near(column.mT().sum(1), exact);
          near(column.copy().mT().sum(-1), exact);
          near(column.mT().copy().sum(-1), exact);
          near(column.copy().mean(0), exact / N);
        });
    return worst;
  }

  double overTwoOfThreeAxes() {
    Tensor t = x.reshape(1000, 1, 1000).expand(1000, 2, 1000).copy();
    near(t.sum(0, 2), exact);
    near(t.permute(1, 2, 0).sum(1, 2), exact);
    near(t.mean(0, 2), exact / N);
    return worst;
  }

  double inABatchAndInAGradient() {
    near(vmap((Tensor row) -> row.sum()).apply(x.reshape(1, N).expand(2, N)), exact);
    near(grad((Tensor s) -> x.mul(s).sum(), Tensor.floats(1)), exact);
    return worst;
  }

  /** Prints the greatest relative error. */
  public static void main(String[] arguments) {
    double worst = 0;
    for (Kind kind : Kind.values()) {
      MillionNumbers numbers = new MillionNumbers(kind);
      numbers.overAllAxes();
      numbers.alongTheInnerAndTheOuterAxis();
      numbers.overTwoOfThreeAxes();
      worst = Math.max(worst, numbers.inABatchAndInAGradient());
    }
    System.out.println(worst);
  }
}
