package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.FoldLoop;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
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

  /** How many rows are added up in float. */
  private static final int ROWS = 32;

  /** How many columns are taken together: their sums stay in the cache. */
  private static final int COLUMNS = 256;

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
    // Of a row's last vector, which overlaps the one before, what that one has already.
    VectorMask<Float> seen = SPECIES.indexInRange(0, LANES - length % LANES);
    for (int row = 0; row < rows; row++) {
      z[zo + row] = (float) row(x, xo + row * length, length, lanes, seen);
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

  private static double row(float[] x, int xo, int length, double[] lanes, VectorMask<Float> seen) {
    DoubleVector sum = DoubleVector.zero(WIDE);
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
        b = b.add(FloatVector.fromArray(SPECIES, x, xo + i));
      }
      if (i < to) {
        a = a.add(FloatVector.fromArray(SPECIES, x, xo + to - LANES).blend(0, seen));
      }
      FloatVector block = a.add(b).add(c.add(d));
      sum = sum.add(half(block, 0)).add(half(block, 1));
    }
    sum.intoArray(lanes, 0);
    return few(lanes);
  }

  /**
   * In a fixed order. {@code reduceLanes} adds in one order when interpreted and in another when
   * compiled, and a sum would change while a program runs.
   */
  private static double few(double[] lanes) {
    double even = 0;
    double odd = 0;
    for (int i = 0; i < lanes.length; i += 2) {
      even += lanes[i];
      odd += lanes[i + 1];
    }
    return even + odd;
  }

  private static DoubleVector half(FloatVector x, int part) {
    return (DoubleVector) x.convertShape(VectorOperators.F2D, WIDE, part);
  }

  /**
   * By rows, eight at a time, for memory is read fastest from one end to the other; a few rows in
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
    int blocks = (rows + ROWS - 1) / ROWS;
    int together = blocks == 0 ? 0 : ((rows + blocks - 1) / blocks + 3) / 4 * 4;
    for (int from = 0; from < width; from += COLUMNS) {
      int w = Math.min(COLUMNS, width - from);
      Arrays.fill(sums, 0);
      for (int row = 0; row < rows; row += together) {
        Arrays.fill(block, 0);
        addRows(x, xo + from + row * step, Math.min(together, rows - row), step, w, block);
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
    for (; row <= rows - 8; row += 8) {
      addEight(x, xo + row * step, step, width, z);
    }
    if (row <= rows - 4) {
      addFour(x, xo + row * step, step, width, z);
      row += 4;
    }
    for (; row < rows; row++) {
      add(x, xo + row * step, width, z);
    }
  }

  private static void addFour(float[] x, int xo, int step, int width, float[] z) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector.fromArray(SPECIES, z, i).add(four(x, xo + i, step)).intoArray(z, i);
    }
    for (; i < width; i++) {
      int at = xo + i;
      z[i] += x[at] + x[at + step] + (x[at + 2 * step] + x[at + 3 * step]);
    }
  }

  private static void addEight(float[] x, int xo, int step, int width, float[] z) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      FloatVector first = four(x, xo + i, step);
      FloatVector second = four(x, xo + i + 4 * step, step);
      FloatVector.fromArray(SPECIES, z, i).add(first.add(second)).intoArray(z, i);
    }
    for (; i < width; i++) {
      float sum = 0;
      for (int row = 0; row < 8; row++) {
        sum += x[xo + i + row * step];
      }
      z[i] += sum;
    }
  }

  private static FloatVector four(float[] x, int xo, int step) {
    FloatVector a = FloatVector.fromArray(SPECIES, x, xo);
    FloatVector b = FloatVector.fromArray(SPECIES, x, xo + step);
    FloatVector c = FloatVector.fromArray(SPECIES, x, xo + 2 * step);
    FloatVector d = FloatVector.fromArray(SPECIES, x, xo + 3 * step);
    return a.add(b).add(c.add(d));
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
