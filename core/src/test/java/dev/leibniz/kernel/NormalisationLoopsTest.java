package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each pass against the same in double precision; what lies between the runs is left alone. */
class NormalisationLoopsTest {
  private static final int AT = 5;
  private static final int OTHER = 9;
  private static final int TO = 2;

  private final NormalisationLoops loops = Objects.requireNonNull(Lanes.LOOPS).normalisation();

  /** Runs, from one to the next, and numbers in each: shorter than a vector, whole ones and not. */
  static List<NormalisationLoops.Row> rows() {
    return List.of(
        new NormalisationLoops.Row(1, 0, 7),
        new NormalisationLoops.Row(3, 40, 32),
        new NormalisationLoops.Row(4, 51, 49),
        new NormalisationLoops.Row(30, 64, 64),
        new NormalisationLoops.Row(2, 3000, 2500),
        new NormalisationLoops.Row(1, 0, 5003));
  }

  private static float[] numbers(Random random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat(-1, 1);
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void passesAreThoseOfDoublePrecision(NormalisationLoops.Row row) {
    Random random = new Random(4);
    int length = row.outer() * Math.max(row.step(), row.n()) + 10;
    float[] t = numbers(random, length);
    float[] y = numbers(random, length);
    double sum = 0;
    double squares = 0;
    double products = 0;
    float[] standardised = new float[length];
    float[] tangent = new float[length];
    for (int run = 0; run < row.outer(); run++) {
      for (int i = 0; i < row.n(); i++) {
        int at = run * row.step() + i;
        sum += t[AT + at];
        squares += Math.pow(t[AT + at] - 0.25, 2);
        products += (double) t[AT + at] * y[OTHER + at];
        standardised[TO + at] = (t[AT + at] - 0.25f) * 3;
        tangent[TO + at] = (t[AT + at] - 0.25f - y[OTHER + at] * 0.5f) * 3;
      }
    }
    double error = 1e-6 * row.outer() * row.n();
    assertThat(Math.abs(loops.sum(t, AT, row) - sum)).isLessThan(error);
    assertThat(Math.abs(loops.squares(t, AT, row, 0.25f) - squares)).isLessThan(error);
    assertThat(Math.abs(loops.products(t, AT, y, OTHER, row) - products)).isLessThan(error);
    float[] got = new float[length];
    loops.standardise(t, AT, row, 0.25f, 3, got, TO);
    assertThat(got).isEqualTo(standardised);
    float[] along = new float[length];
    loops.tangent(t, AT, y, OTHER, row, 0.25f, 0.5f, 3, along, TO);
    assertThat(along).isEqualTo(tangent);
  }
}
