package dev.leibniz.optim.solver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LSMRTest {
  private static final Stopping LONG = new Stopping(2000, 1e-15);

  @ParameterizedTest
  @CsvSource({
    "8, 5, 0, 0",
    "8, 5, 0, 0.3",
    "5, 8, 0, 0.3",
    "30, 12, 4, 0",
    "30, 12, 6, 1e-3",
    "12, 12, 3, 0"
  })
  void theSolutionIsThatOfTheDenseFactors(int rows, int columns, int decades, double damping) {
    Random random = new Random(7);
    double[][] a = new double[columns][rows];
    for (int j = 0; j < columns; j++) {
      double size = Math.pow(10, -decades * (double) j / (columns - 1));
      for (int i = 0; i < rows; i++) {
        a[j][i] = random.nextGaussian() * size;
      }
    }
    double[] b = random.doubles(rows, -1, 1).toArray();
    double[] x = lsmr(a, rows).solve(b, damping, LONG);
    double[] dense = dense(a, b, damping);
    double error = Vectors.norm(Vectors.minus(x, dense)) / Vectors.norm(dense);
    assertThat(error).isLessThan(1e-12);
  }

  @Test
  void nothingToSolveIsZero() {
    double[][] a = {{1, 2, 3}, {0, 1, 0}};
    assertThat(lsmr(a, 3).solve(new double[3], 0, LONG)).containsExactly(0, 0);
  }

  @Test
  void theGradientFallsInEveryIteration() {
    Random random = new Random(3);
    double[][] a = new double[15][];
    for (int j = 0; j < 15; j++) {
      a[j] = random.doubles(40, -1, 1).toArray();
    }
    double[] b = random.doubles(40, -1, 1).toArray();
    double before = Vectors.norm(times(a, b));
    for (int k = 1; k < 15; k++) {
      double[] x = lsmr(a, 40).solve(b, 0, new Stopping(k, 0));
      double now = Vectors.norm(times(a, Vectors.minus(product(a, x, 40), b)));
      assertThat(now).isLessThan(before);
      before = now;
    }
    assertThat(before).isCloseTo(0, within(0.05));
  }

  private static LSMR lsmr(double[][] columns, int rows) {
    return new LSMR(v -> product(columns, v, rows), u -> times(columns, u));
  }

  private static double[] product(double[][] columns, double[] v, int rows) {
    double[] u = new double[rows];
    for (int j = 0; j < v.length; j++) {
      Vectors.add(u, v[j], columns[j]);
    }
    return u;
  }

  private static double[] times(double[][] columns, double[] u) {
    double[] v = new double[columns.length];
    for (int j = 0; j < v.length; j++) {
      v[j] = Vectors.dot(columns[j], u);
    }
    return v;
  }

  private static double[] dense(double[][] columns, double[] b, double damping) {
    int n = columns.length;
    int rows = b.length + n;
    double[][] stacked = new double[n][rows];
    double[] target = new double[rows];
    System.arraycopy(b, 0, target, 0, b.length);
    for (int j = 0; j < n; j++) {
      System.arraycopy(columns[j], 0, stacked[j], 0, b.length);
      stacked[j][b.length + j] = damping;
    }
    Householder qr = new Householder(stacked, rows);
    double[] z = qr.solve(qr.applyTranspose(target), n);
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[qr.pivot(j)] = z[j];
    }
    return x;
  }
}
