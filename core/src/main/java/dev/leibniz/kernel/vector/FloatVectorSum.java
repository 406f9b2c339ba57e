package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.FoldLoop;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums of {@code float[]}: short blocks in {@code float}, their sums in {@code double}. */
final class FloatVectorSum extends FoldLoop {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STRIP = 8 * LANES;

  /** A row shorter than that is summed number by number. */
  private static final int SHORT = 4 * LANES;

  /** How many numbers are added up in float. */
  private static final int BLOCK = 32 * STRIP;

  /** How many rows are added up in float. */
  private static final int ROWS = 32;

  /** How many columns are taken together: their sums stay in the cache. */
  private static final int COLUMNS = 1024;

  @Override
  protected void rows(Object xArray, int xo, int rows, int length, Object zArray, int zo) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    if (length < SHORT) {
      for (int row = 0; row < rows; row++) {
        z[zo + row] = (float) few(x, xo + row * length, length);
      }
      return;
    }
    double[] lanes = new double[WIDE.length()];
    for (int row = 0; row < rows; row++) {
      z[zo + row] = (float) row(x, xo + row * length, length, lanes);
    }
  }

  private static double few(float[] x, int xo, int length) {
    double even = 0;
    double odd = 0;
    int i = xo;
    for (; i < xo + length - 1; i += 2) {
      even += x[i];
      odd += x[i + 1];
    }
    return i < xo + length ? even + odd + x[i] : even + odd;
  }

  private static double row(float[] x, int xo, int length, double[] lanes) {
    DoubleVector sum = DoubleVector.zero(WIDE);
    double rest = 0;
    for (int from = 0; from < length; from += BLOCK) {
      int to = Math.min(length, from + BLOCK);
      FloatVector a = FloatVector.zero(SPECIES);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      FloatVector e = a;
      FloatVector f = a;
      FloatVector g = a;
      FloatVector h = a;
      int i = from;
      for (; i <= to - STRIP; i += STRIP) {
        a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
        b = b.add(FloatVector.fromArray(SPECIES, x, xo + i + LANES));
        c = c.add(FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
        d = d.add(FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
        e = e.add(FloatVector.fromArray(SPECIES, x, xo + i + 4 * LANES));
        f = f.add(FloatVector.fromArray(SPECIES, x, xo + i + 5 * LANES));
        g = g.add(FloatVector.fromArray(SPECIES, x, xo + i + 6 * LANES));
        h = h.add(FloatVector.fromArray(SPECIES, x, xo + i + 7 * LANES));
      }
      for (; i <= to - LANES; i += LANES) {
        a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
      }
      for (; i < to; i++) {
        rest += x[xo + i];
      }
      FloatVector block = a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h)));
      sum = sum.add(half(block, 0)).add(half(block, 1));
    }
    sum.intoArray(lanes, 0);
    return rest + few(lanes);
  }

  private static DoubleVector half(FloatVector x, int part) {
    return (DoubleVector) x.convertShape(VectorOperators.F2D, WIDE, part);
  }

  private static double few(double[] lanes) {
    double sum = 0;
    for (double lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  /**
   * By rows, four at a time, for memory is read fastest from one end to the other; a few rows in
   * {@code float}, their sums in {@code double}.
   */
  @Override
  protected void columns(
      Object xArray, int xo, int rows, int step, int width, Object zArray, int zo) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    int most = Math.min(width, COLUMNS);
    float[] block = new float[most];
    double[] sums = new double[most];
    for (int from = 0; from < width; from += COLUMNS) {
      int w = Math.min(COLUMNS, width - from);
      Arrays.fill(sums, 0);
      for (int row = 0; row < rows; row += ROWS) {
        Arrays.fill(block, 0);
        addRows(x, xo + from + row * step, Math.min(ROWS, rows - row), step, w, block);
        for (int i = 0; i < w; i++) {
          sums[i] += block[i];
        }
      }
      for (int i = 0; i < w; i++) {
        z[zo + from + i] = (float) sums[i];
      }
    }
  }

  private static void addRows(float[] x, int xo, int rows, int step, int width, float[] z) {
    int row = 0;
    for (; row <= rows - 4; row += 4) {
      addFour(x, xo + row * step, step, width, z);
    }
    for (; row < rows; row++) {
      add(x, xo + row * step, width, z);
    }
  }

  private static void addFour(float[] x, int xo, int step, int width, float[] z) {
    int second = xo + step;
    int third = second + step;
    int fourth = third + step;
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector a =
          FloatVector.fromArray(SPECIES, x, xo + i)
              .add(FloatVector.fromArray(SPECIES, x, second + i));
      FloatVector b =
          FloatVector.fromArray(SPECIES, x, third + i)
              .add(FloatVector.fromArray(SPECIES, x, fourth + i));
      FloatVector.fromArray(SPECIES, z, i).add(a.add(b)).intoArray(z, i);
    }
    for (; i < width; i++) {
      z[i] += x[xo + i] + x[second + i] + (x[third + i] + x[fourth + i]);
    }
  }

  private static void add(float[] x, int xo, int width, float[] z) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, z, i)
          .add(FloatVector.fromArray(SPECIES, x, xo + i))
          .intoArray(z, i);
    }
    for (; i < width; i++) {
      z[i] += x[xo + i];
    }
  }
}
