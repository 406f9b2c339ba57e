package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.SelectLoop;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a choice between {@code double[]}. */
final class DoubleVectorSelect extends SelectLoop {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  protected void run(
      boolean[] c,
      int co,
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
    int last = n - LANES;
    if (last < 0) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = c[co + i] ? x[xo + i * xs] : y[yo + i * ys];
      }
    } else if (xs == 0) {
      first(c, co, x[xo], y, yo, ys, z, zo, last);
    } else if (ys == 0) {
      second(c, co, x, xo, y[yo], z, zo, last);
    } else {
      both(c, co, x, xo, y, yo, z, zo, last);
    }
  }

  /** The last vector may overlap the one before: the same is picked again. */
  private static void both(
      boolean[] c, int co, double[] x, int xo, double[] y, int yo, double[] z, int zo, int last) {
    for (int i = 0; ; i = Math.min(i + LANES, last)) {
      VectorMask<Double> picks = VectorMask.fromArray(SPECIES, c, co + i);
      DoubleVector.fromArray(SPECIES, y, yo + i)
          .blend(DoubleVector.fromArray(SPECIES, x, xo + i), picks)
          .intoArray(z, zo + i);
      if (i == last) {
        return;
      }
    }
  }

  private static void first(
      boolean[] c, int co, double x, double[] y, int yo, int ys, double[] z, int zo, int last) {
    DoubleVector a = DoubleVector.broadcast(SPECIES, x);
    DoubleVector b = DoubleVector.broadcast(SPECIES, y[yo]);
    for (int i = 0; ; i = Math.min(i + LANES, last)) {
      VectorMask<Double> picks = VectorMask.fromArray(SPECIES, c, co + i);
      if (ys == 0) {
        b.blend(a, picks).intoArray(z, zo + i);
      } else {
        DoubleVector.fromArray(SPECIES, y, yo + i).blend(a, picks).intoArray(z, zo + i);
      }
      if (i == last) {
        return;
      }
    }
  }

  private static void second(
      boolean[] c, int co, double[] x, int xo, double y, double[] z, int zo, int last) {
    DoubleVector b = DoubleVector.broadcast(SPECIES, y);
    for (int i = 0; ; i = Math.min(i + LANES, last)) {
      VectorMask<Double> picks = VectorMask.fromArray(SPECIES, c, co + i);
      b.blend(DoubleVector.fromArray(SPECIES, x, xo + i), picks).intoArray(z, zo + i);
      if (i == last) {
        return;
      }
    }
  }
}
