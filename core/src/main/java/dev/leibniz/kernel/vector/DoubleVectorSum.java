package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.FoldLoop;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Sums of {@code double[]}, in four accumulators to a lane. */
final class DoubleVectorSum extends FoldLoop {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STRIP = 4 * LANES;

  /** A row shorter than that is summed number by number. */
  private static final int SHORT = 2 * LANES;

  @Override
  protected void rows(Object xArray, int xo, int rows, int length, Object zArray, int zo) {
    double[] x = (double[]) xArray;
    double[] z = (double[]) zArray;
    if (length < SHORT) {
      for (int row = 0; row < rows; row++) {
        z[zo + row] = few(x, xo + row * length, length);
      }
      return;
    }
    double[] lanes = new double[LANES];
    for (int row = 0; row < rows; row++) {
      z[zo + row] = row(x, xo + row * length, length, lanes);
    }
  }

  private static double few(double[] x, int xo, int length) {
    double even = 0;
    double odd = 0;
    int i = xo;
    for (; i < xo + length - 1; i += 2) {
      even += x[i];
      odd += x[i + 1];
    }
    return i < xo + length ? even + odd + x[i] : even + odd;
  }

  private static double row(double[] x, int xo, int length, double[] lanes) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    double rest = 0;
    int i = 0;
    for (; i <= length - STRIP; i += STRIP) {
      a = a.add(DoubleVector.fromArray(SPECIES, x, xo + i));
      b = b.add(DoubleVector.fromArray(SPECIES, x, xo + i + LANES));
      c = c.add(DoubleVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
      d = d.add(DoubleVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
    }
    for (; i <= length - LANES; i += LANES) {
      a = a.add(DoubleVector.fromArray(SPECIES, x, xo + i));
    }
    for (; i < length; i++) {
      rest += x[xo + i];
    }
    a.add(b).add(c.add(d)).intoArray(lanes, 0);
    return rest + few(lanes);
  }

  private static double few(double[] lanes) {
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  @Override
  protected void columns(
      Object xArray, int xo, int rows, int step, int width, Object zArray, int zo) {
    double[] x = (double[]) xArray;
    double[] z = (double[]) zArray;
    int i = 0;
    for (; i <= width - STRIP; i += STRIP) {
      strip(x, xo + i, rows, step, z, zo + i);
    }
    for (; i < width; i++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += x[xo + i + row * step];
      }
      z[zo + i] = sum;
    }
  }

  private static void strip(double[] x, int xo, int rows, int step, double[] z, int zo) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int row = 0; row < rows; row++) {
      int at = xo + row * step;
      a = a.add(DoubleVector.fromArray(SPECIES, x, at));
      b = b.add(DoubleVector.fromArray(SPECIES, x, at + LANES));
      c = c.add(DoubleVector.fromArray(SPECIES, x, at + 2 * LANES));
      d = d.add(DoubleVector.fromArray(SPECIES, x, at + 3 * LANES));
    }
    a.intoArray(z, zo);
    b.intoArray(z, zo + LANES);
    c.intoArray(z, zo + 2 * LANES);
    d.intoArray(z, zo + 3 * LANES);
  }
}
