package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.SelectLoop;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a choice between {@code float[]}. */
final class FloatVectorSelect extends SelectLoop {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
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
    float[] x = (float[]) xArray;
    float[] y = (float[]) yArray;
    float[] z = (float[]) zArray;
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
      boolean[] c, int co, float[] x, int xo, float[] y, int yo, float[] z, int zo, int last) {
    for (int i = 0; ; i = Math.min(i + LANES, last)) {
      VectorMask<Float> picks = VectorMask.fromArray(SPECIES, c, co + i);
      FloatVector.fromArray(SPECIES, y, yo + i)
          .blend(FloatVector.fromArray(SPECIES, x, xo + i), picks)
          .intoArray(z, zo + i);
      if (i == last) {
        return;
      }
    }
  }

  private static void first(
      boolean[] c, int co, float x, float[] y, int yo, int ys, float[] z, int zo, int last) {
    FloatVector a = FloatVector.broadcast(SPECIES, x);
    FloatVector b = FloatVector.broadcast(SPECIES, y[yo]);
    for (int i = 0; ; i = Math.min(i + LANES, last)) {
      VectorMask<Float> picks = VectorMask.fromArray(SPECIES, c, co + i);
      if (ys == 0) {
        b.blend(a, picks).intoArray(z, zo + i);
      } else {
        FloatVector.fromArray(SPECIES, y, yo + i).blend(a, picks).intoArray(z, zo + i);
      }
      if (i == last) {
        return;
      }
    }
  }

  private static void second(
      boolean[] c, int co, float[] x, int xo, float y, float[] z, int zo, int last) {
    FloatVector b = FloatVector.broadcast(SPECIES, y);
    for (int i = 0; ; i = Math.min(i + LANES, last)) {
      VectorMask<Float> picks = VectorMask.fromArray(SPECIES, c, co + i);
      b.blend(FloatVector.fromArray(SPECIES, x, xo + i), picks).intoArray(z, zo + i);
      if (i == last) {
        return;
      }
    }
  }
}
