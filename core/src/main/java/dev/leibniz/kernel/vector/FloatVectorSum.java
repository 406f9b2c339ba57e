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
  private static final int STRIP = 4 * LANES;

  /** A row shorter than that is summed number by number. */
  private static final int SHORT = 4 * LANES;

  /** How many numbers are added up in float. */
  private static final int BLOCK = 32 * STRIP;

  private static final int ROWS = 32;

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
      int i = from;
      for (; i <= to - STRIP; i += STRIP) {
        a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
        b = b.add(FloatVector.fromArray(SPECIES, x, xo + i + LANES));
        c = c.add(FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
        d = d.add(FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
      }
      for (; i <= to - LANES; i += LANES) {
        a = a.add(FloatVector.fromArray(SPECIES, x, xo + i));
      }
      for (; i < to; i++) {
        rest += x[xo + i];
      }
      FloatVector block = a.add(b).add(c.add(d));
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

  @Override
  protected void columns(
      Object xArray, int xo, int rows, int step, int width, Object zArray, int zo) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    double[] sums = new double[STRIP];
    int i = 0;
    for (; i <= width - STRIP; i += STRIP) {
      strip(x, xo + i, rows, step, sums, z, zo + i);
    }
    for (; i < width; i++) {
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += x[xo + i + row * step];
      }
      z[zo + i] = (float) sum;
    }
  }

  private static void strip(
      float[] x, int xo, int rows, int step, double[] sums, float[] z, int zo) {
    Arrays.fill(sums, 0);
    for (int from = 0; from < rows; from += ROWS) {
      FloatVector a = FloatVector.zero(SPECIES);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (int row = from; row < Math.min(rows, from + ROWS); row++) {
        int at = xo + row * step;
        a = a.add(FloatVector.fromArray(SPECIES, x, at));
        b = b.add(FloatVector.fromArray(SPECIES, x, at + LANES));
        c = c.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
        d = d.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
      }
      add(a, sums, 0);
      add(b, sums, LANES);
      add(c, sums, 2 * LANES);
      add(d, sums, 3 * LANES);
    }
    for (int i = 0; i < STRIP; i++) {
      z[zo + i] = (float) sums[i];
    }
  }

  private static void add(FloatVector x, double[] sums, int at) {
    int next = at + WIDE.length();
    DoubleVector.fromArray(WIDE, sums, at).add(half(x, 0)).intoArray(sums, at);
    DoubleVector.fromArray(WIDE, sums, next).add(half(x, 1)).intoArray(sums, next);
  }
}
