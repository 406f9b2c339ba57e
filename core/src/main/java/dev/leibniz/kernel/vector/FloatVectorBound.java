package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.FoldLoop;
import dev.leibniz.kernel.Specialiser;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The greatest or least of {@code float[]}. */
final class FloatVectorBound extends FoldLoop {
  private static final VectorOperators.Associative F =
      requireNonNull(
          Specialiser.operator(MethodHandles.lookup(), VectorOperators.Associative.class));
  private static final boolean GREATEST = F == VectorOperators.MAX;
  private static final float START = GREATEST ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
  private static final VectorOperators.Comparison BEYOND =
      GREATEST ? VectorOperators.GT : VectorOperators.LT;
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STRIP = 4 * LANES;

  private static float of(float x, float y) {
    return GREATEST ? Math.max(x, y) : Math.min(x, y);
  }

  @Override
  protected void rows(Object xArray, int xo, int rows, int length, Object zArray, int zo) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    for (int row = 0; row < rows; row++) {
      z[zo + row] = row(x, xo + row * length, length);
    }
  }

  /**
   * The bound of a row. Of the processor's own instructions none treats NaN and the signs of zeros
   * as Java does; comparing and choosing is several times quicker, and a sum of zeros times the
   * numbers tells whether one of them was infinite or none. The last vector may overlap the one
   * before, which changes nothing.
   */
  private static float row(float[] x, int xo, int length) {
    if (length < LANES) {
      return exactly(x, xo, length);
    }
    FloatVector a = FloatVector.broadcast(SPECIES, START);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector odd = zero;
    FloatVector even = zero;
    int i = 0;
    for (; i <= length - STRIP; i += STRIP) {
      FloatVector p = FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector q = FloatVector.fromArray(SPECIES, x, xo + i + LANES);
      FloatVector r = FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES);
      FloatVector s = FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES);
      a = a.blend(p, p.compare(BEYOND, a));
      b = b.blend(q, q.compare(BEYOND, b));
      c = c.blend(r, r.compare(BEYOND, c));
      d = d.blend(s, s.compare(BEYOND, d));
      odd = r.fma(zero, p.fma(zero, odd));
      even = s.fma(zero, q.fma(zero, even));
    }
    for (; i < length - LANES; i += LANES) {
      FloatVector p = FloatVector.fromArray(SPECIES, x, xo + i);
      b = b.blend(p, p.compare(BEYOND, b));
      odd = p.fma(zero, odd);
    }
    FloatVector last = FloatVector.fromArray(SPECIES, x, xo + length - LANES);
    a = a.blend(last, last.compare(BEYOND, a));
    even = last.fma(zero, even);
    a = a.blend(b, b.compare(BEYOND, a));
    c = c.blend(d, d.compare(BEYOND, c));
    float best = a.blend(c, c.compare(BEYOND, a)).reduceLanes(F);
    boolean isOrdinary = odd.add(even).reduceLanes(VectorOperators.ADD) == 0 && best != 0;
    return isOrdinary ? best : exactly(x, xo, length);
  }

  private static float exactly(float[] x, int xo, int length) {
    float rest = START;
    int i = 0;
    if (length >= LANES) {
      FloatVector a = FloatVector.broadcast(SPECIES, START);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (; i <= length - STRIP; i += STRIP) {
        a = a.lanewise(F, FloatVector.fromArray(SPECIES, x, xo + i));
        b = b.lanewise(F, FloatVector.fromArray(SPECIES, x, xo + i + LANES));
        c = c.lanewise(F, FloatVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
        d = d.lanewise(F, FloatVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
      }
      for (; i < length - LANES; i += LANES) {
        b = b.lanewise(F, FloatVector.fromArray(SPECIES, x, xo + i));
      }
      a = a.lanewise(F, FloatVector.fromArray(SPECIES, x, xo + length - LANES));
      return a.lanewise(F, b).lanewise(F, c.lanewise(F, d)).reduceLanes(F);
    }
    for (; i < length; i++) {
      rest = of(rest, x[xo + i]);
    }
    return rest;
  }

  @Override
  protected void columns(
      Object xArray, int xo, int rows, int step, int width, Object zArray, int zo) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    int i = 0;
    for (; i <= width - STRIP; i += STRIP) {
      strip(x, xo + i, rows, step, z, zo + i);
    }
    for (; i < width; i++) {
      float best = START;
      for (int row = 0; row < rows; row++) {
        best = of(best, x[xo + i + row * step]);
      }
      z[zo + i] = best;
    }
  }

  private static void strip(float[] x, int xo, int rows, int step, float[] z, int zo) {
    FloatVector a = FloatVector.broadcast(SPECIES, START);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    for (int row = 0; row < rows; row++) {
      int at = xo + row * step;
      a = a.lanewise(F, FloatVector.fromArray(SPECIES, x, at));
      b = b.lanewise(F, FloatVector.fromArray(SPECIES, x, at + LANES));
      c = c.lanewise(F, FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
      d = d.lanewise(F, FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
    }
    a.intoArray(z, zo);
    b.intoArray(z, zo + LANES);
    c.intoArray(z, zo + 2 * LANES);
    d.intoArray(z, zo + 3 * LANES);
  }
}
