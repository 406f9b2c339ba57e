package dev.leibniz.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AssignmentTest {
  @Test
  void eachRowGetsAColumnOfItsOwnAtTheLeastCost() {
    Random random = new Random(7);
    for (int run = 0; run < 300; run++) {
      int rows = random.nextInt(5);
      int columns = rows + random.nextInt(3);
      double[][] cost = new double[rows][columns];
      for (double[] row : cost) {
        for (int c = 0; c < columns; c++) {
          row[c] = run % 2 == 0 ? random.nextInt(4) - 2 : random.nextGaussian();
        }
      }
      int[] found = Assignment.solve(cost);
      assertThat(found).hasSize(rows).doesNotHaveDuplicates();
      double sum = 0;
      for (int r = 0; r < rows; r++) {
        sum += cost[r][found[r]];
      }
      assertThat(sum).isCloseTo(least(cost, 0, new boolean[columns]), within(1e-12));
    }
  }

  /** The least cost of the rows from one on, by trying all. */
  private static double least(double[][] cost, int row, boolean[] taken) {
    if (row == cost.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int c = 0; c < taken.length; c++) {
      if (!taken[c]) {
        taken[c] = true;
        best = Math.min(best, cost[row][c] + least(cost, row + 1, taken));
        taken[c] = false;
      }
    }
    return best;
  }
}
