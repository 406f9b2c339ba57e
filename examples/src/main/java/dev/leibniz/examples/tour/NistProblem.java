package dev.leibniz.examples.tour;

import dev.leibniz.Tensor;
import java.util.List;

/**
 * A data set of NIST, with the answer that NIST certifies to eleven digits.
 *
 * @param x the predictor
 * @param y the response
 * @param start the second starting point
 * @param parameters the certified parameters
 * @param deviations their certified standard deviations
 */
record NistProblem(Tensor x, Tensor y, Tensor start, Tensor parameters, Tensor deviations) {

  /** Misra1a: y = b1 (1 − exp(−b2 x)). */
  static NistProblem misra1a() {
    List<String> lines = Resource.lines("Misra1a.dat");
    double[][] b = table(lines.subList(40, 42), "=");
    double[][] data = table(lines.subList(60, 74), "");
    return new NistProblem(
        column(data, 1), column(data, 0), column(b, 1), column(b, 2), column(b, 3));
  }

  private static double[][] table(List<String> lines, String after) {
    return lines.stream()
        .map(line -> line.substring(line.indexOf(after) + after.length()))
        .map(Resource::numbers)
        .toArray(double[][]::new);
  }

  private static Tensor column(double[][] table, int j) {
    double[] column = new double[table.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = table[i][j];
    }
    return Tensor.of(column);
  }
}
