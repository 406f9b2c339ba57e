package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.FoldLoop;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Sums of {@code double[]}, in eight accumulators to a lane. */
final class DoubleVectorSum extends FoldLoop {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STRIP = 8 * LANES;

  /** How many columns are taken together: their sums stay in the cache. */
  private static final int WIDE = 256;

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
    // Of a row's last vector, which overlaps the one before, what that one has already.
    VectorMask<Double> seen = SPECIES.indexInRange(0, LANES - length % LANES);
    for (int row = 0; row < rows; row++) {
      z[zo + row] = row(x, xo + row * length, length, lanes, seen);
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

  private static double row(
      double[] x, int xo, int length, double[] lanes, VectorMask<Double> seen) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector e = a;
    DoubleVector f = a;
    DoubleVector g = a;
    DoubleVector h = a;
    int i = 0;
    for (; i <= length - STRIP; i += STRIP) {
      a = a.add(DoubleVector.fromArray(SPECIES, x, xo + i));
      b = b.add(DoubleVector.fromArray(SPECIES, x, xo + i + LANES));
      c = c.add(DoubleVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
      d = d.add(DoubleVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
      e = e.add(DoubleVector.fromArray(SPECIES, x, xo + i + 4 * LANES));
      f = f.add(DoubleVector.fromArray(SPECIES, x, xo + i + 5 * LANES));
      g = g.add(DoubleVector.fromArray(SPECIES, x, xo + i + 6 * LANES));
      h = h.add(DoubleVector.fromArray(SPECIES, x, xo + i + 7 * LANES));
    }
    if (i <= length - STRIP / 2) {
      a = a.add(DoubleVector.fromArray(SPECIES, x, xo + i));
      b = b.add(DoubleVector.fromArray(SPECIES, x, xo + i + LANES));
      c = c.add(DoubleVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
      d = d.add(DoubleVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
      i += STRIP / 2;
    }
    for (; i <= length - LANES; i += LANES) {
      e = e.add(DoubleVector.fromArray(SPECIES, x, xo + i));
    }
    if (i < length) {
      f = f.add(DoubleVector.fromArray(SPECIES, x, xo + length - LANES).blend(0, seen));
    }
    a.add(b).add(c.add(d)).add(e.add(f).add(g.add(h))).intoArray(lanes, 0);
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

  /** By rows, eight at a time, for memory is read fastest from one end to the other. */
  @Override
  protected void columns(
      Object xArray, int xo, int rows, int step, int width, Object zArray, int zo) {
    double[] x = (double[]) xArray;
    double[] z = (double[]) zArray;
    for (int from = 0; from < width; from += WIDE) {
      int w = Math.min(WIDE, width - from);
      Arrays.fill(z, zo + from, zo + from + w, 0);
      int row = 0;
      for (; row <= rows - 8; row += 8) {
        addEight(x, xo + from + row * step, step, w, z, zo + from);
      }
      if (row <= rows - 4) {
        addFour(x, xo + from + row * step, step, w, z, zo + from);
        row += 4;
      }
      for (; row < rows; row++) {
        add(x, xo + from + row * step, w, z, zo + from);
      }
    }
  }

  private static void addEight(double[] x, int xo, int step, int width, double[] z, int zo) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      DoubleVector first = four(x, xo + i, step);
      DoubleVector second = four(x, xo + i + 4 * step, step);
      DoubleVector.fromArray(SPECIES, z, zo + i).add(first.add(second)).intoArray(z, zo + i);
    }
    for (; i < width; i++) {
      double sum = 0;
      for (int row = 0; row < 8; row++) {
        sum += x[xo + i + row * step];
      }
      z[zo + i] += sum;
    }
  }

  private static void addFour(double[] x, int xo, int step, int width, double[] z, int zo) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      DoubleVector.fromArray(SPECIES, z, zo + i).add(four(x, xo + i, step)).intoArray(z, zo + i);
    }
    for (; i < width; i++) {
      int at = xo + i;
      z[zo + i] += x[at] + x[at + step] + (x[at + 2 * step] + x[at + 3 * step]);
    }
  }

  private static DoubleVector four(double[] x, int xo, int step) {
    DoubleVector a = DoubleVector.fromArray(SPECIES, x, xo);
    DoubleVector b = DoubleVector.fromArray(SPECIES, x, xo + step);
    DoubleVector c = DoubleVector.fromArray(SPECIES, x, xo + 2 * step);
    DoubleVector d = DoubleVector.fromArray(SPECIES, x, xo + 3 * step);
    return a.add(b).add(c.add(d));
  }

  private static void add(double[] x, int xo, int width, double[] z, int zo) {
    int i = 0;
    for (; i <= width - LANES; i += LANES) {
      DoubleVector.fromArray(SPECIES, z, zo + i)
          .add(DoubleVector.fromArray(SPECIES, x, xo + i))
          .intoArray(z, zo + i);
    }
    for (; i < width; i++) {
      z[zo + i] += x[xo + i];
    }
  }
}
