package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.BinaryFunction;
import dev.leibniz.kernel.BinaryLoop;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector loop of a long function of two numbers over {@code double[]}, which {@link Inliner}
 * writes into the one place that calls it.
 */
final class DoubleVectorBinaryFunction extends BinaryLoop {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  @Override
  protected void run(
      BinaryFunction f,
      Object xArray,
      int xo,
      int xs,
      Object yArray,
      int yo,
      int ys,
      Object zArray,
      int zo,
      int n) {
    double[] x = (double[]) xArray;
    double[] y = (double[]) yArray;
    double[] z = (double[]) zArray;
    int last = n - SPECIES.length();
    if (last < 0) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = f.at(x[xo + i * xs], y[yo + i * ys]);
      }
      return;
    }
    double[] a = xs == 0 ? repeated(x[xo]) : x;
    double[] b = ys == 0 ? repeated(y[yo]) : y;
    vectors(a, xs == 0 ? 0 : xo, xs, b, ys == 0 ? 0 : yo, ys, z, zo, last);
  }

  private static double[] repeated(double x) {
    double[] a = new double[SPECIES.length()];
    Arrays.fill(a, x);
    return a;
  }

  private static void vectors(
      double[] x, int xo, int xs, double[] y, int yo, int ys, double[] z, int zo, int last) {
    // The last vector may overlap the one before, whose results may have replaced their arguments.
    DoubleVector endX = DoubleVector.fromArray(SPECIES, x, xo + last * xs);
    DoubleVector endY = DoubleVector.fromArray(SPECIES, y, yo + last * ys);
    for (int i = 0; i < last; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xo + i * xs);
      function(a, DoubleVector.fromArray(SPECIES, y, yo + i * ys)).intoArray(z, zo + i);
    }
    function(endX, endY).intoArray(z, zo + last);
  }

  /** Stands for the function. */
  private static DoubleVector function(DoubleVector x, DoubleVector y) {
    throw new AssertionError(x + " " + y);
  }

  @Override
  protected void grid(
      BinaryFunction f,
      Object xArray,
      int xo,
      int outerX,
      int innerX,
      Object yArray,
      int yo,
      int outerY,
      int innerY,
      Object zArray,
      int zo,
      int rows,
      int length) {
    boolean isRun = isRun(length, innerX, innerY);
    double[] x = (double[]) xArray;
    double[] y = (double[]) yArray;
    double[] z = (double[]) zArray;
    for (int i = 0, a = xo, b = yo; i < rows; i++, a += outerX, b += outerY) {
      int at = zo + i * length;
      if (isRun) {
        run(f, x, a, innerX, y, b, innerY, z, at, length);
        continue;
      }
      for (int j = 0; j < length; j++) {
        z[at + j] = f.at(x[a + j * innerX], y[b + j * innerY]);
      }
    }
  }
}
