package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.FoldLoop;
import dev.leibniz.kernel.Specialiser;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The greatest or least of {@code double[]}. */
final class DoubleVectorBound extends FoldLoop {
  private static final VectorOperators.Associative F =
      requireNonNull(
          Specialiser.operator(MethodHandles.lookup(), VectorOperators.Associative.class));
  private static final boolean GREATEST = F == VectorOperators.MAX;
  private static final double START =
      GREATEST ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  private static final VectorOperators.Comparison BEYOND =
      GREATEST ? VectorOperators.GT : VectorOperators.LT;
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int STRIP = 4 * LANES;

  private static double of(double x, double y) {
    return GREATEST ? Math.max(x, y) : Math.min(x, y);
  }

  @Override
  protected void rows(Object xArray, int xo, int rows, int length, Object zArray, int zo) {
    double[] x = (double[]) xArray;
    double[] z = (double[]) zArray;
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
  private static double row(double[] x, int xo, int length) {
    if (length < LANES) {
      return exactly(x, xo, length);
    }
    DoubleVector a = DoubleVector.broadcast(SPECIES, START);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    DoubleVector zero = DoubleVector.zero(SPECIES);
    DoubleVector odd = zero;
    DoubleVector even = zero;
    int i = 0;
    for (; i <= length - STRIP; i += STRIP) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xo + i);
      DoubleVector q = DoubleVector.fromArray(SPECIES, x, xo + i + LANES);
      DoubleVector r = DoubleVector.fromArray(SPECIES, x, xo + i + 2 * LANES);
      DoubleVector s = DoubleVector.fromArray(SPECIES, x, xo + i + 3 * LANES);
      a = a.blend(p, p.compare(BEYOND, a));
      b = b.blend(q, q.compare(BEYOND, b));
      c = c.blend(r, r.compare(BEYOND, c));
      d = d.blend(s, s.compare(BEYOND, d));
      odd = r.fma(zero, p.fma(zero, odd));
      even = s.fma(zero, q.fma(zero, even));
    }
    for (; i < length - LANES; i += LANES) {
      DoubleVector p = DoubleVector.fromArray(SPECIES, x, xo + i);
      b = b.blend(p, p.compare(BEYOND, b));
      odd = p.fma(zero, odd);
    }
    DoubleVector last = DoubleVector.fromArray(SPECIES, x, xo + length - LANES);
    a = a.blend(last, last.compare(BEYOND, a));
    even = last.fma(zero, even);
    a = a.blend(b, b.compare(BEYOND, a));
    c = c.blend(d, d.compare(BEYOND, c));
    double best = a.blend(c, c.compare(BEYOND, a)).reduceLanes(F);
    boolean isOrdinary = odd.add(even).reduceLanes(VectorOperators.ADD) == 0 && best != 0;
    return isOrdinary ? best : exactly(x, xo, length);
  }

  private static double exactly(double[] x, int xo, int length) {
    double rest = START;
    int i = 0;
    if (length >= LANES) {
      DoubleVector a = DoubleVector.broadcast(SPECIES, START);
      DoubleVector b = a;
      DoubleVector c = a;
      DoubleVector d = a;
      for (; i <= length - STRIP; i += STRIP) {
        a = a.lanewise(F, DoubleVector.fromArray(SPECIES, x, xo + i));
        b = b.lanewise(F, DoubleVector.fromArray(SPECIES, x, xo + i + LANES));
        c = c.lanewise(F, DoubleVector.fromArray(SPECIES, x, xo + i + 2 * LANES));
        d = d.lanewise(F, DoubleVector.fromArray(SPECIES, x, xo + i + 3 * LANES));
      }
      for (; i < length - LANES; i += LANES) {
        b = b.lanewise(F, DoubleVector.fromArray(SPECIES, x, xo + i));
      }
      a = a.lanewise(F, DoubleVector.fromArray(SPECIES, x, xo + length - LANES));
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
    double[] x = (double[]) xArray;
    double[] z = (double[]) zArray;
    int i = 0;
    for (; i <= width - STRIP; i += STRIP) {
      strip(x, xo + i, rows, step, z, zo + i);
    }
    for (; i < width; i++) {
      double best = START;
      for (int row = 0; row < rows; row++) {
        best = of(best, x[xo + i + row * step]);
      }
      z[zo + i] = best;
    }
  }

  private static void strip(double[] x, int xo, int rows, int step, double[] z, int zo) {
    DoubleVector a = DoubleVector.broadcast(SPECIES, START);
    DoubleVector b = a;
    DoubleVector c = a;
    DoubleVector d = a;
    for (int row = 0; row < rows; row++) {
      int at = xo + row * step;
      a = a.lanewise(F, DoubleVector.fromArray(SPECIES, x, at));
      b = b.lanewise(F, DoubleVector.fromArray(SPECIES, x, at + LANES));
      c = c.lanewise(F, DoubleVector.fromArray(SPECIES, x, at + 2 * LANES));
      d = d.lanewise(F, DoubleVector.fromArray(SPECIES, x, at + 3 * LANES));
    }
    a.intoArray(z, zo);
    b.intoArray(z, zo + LANES);
    c.intoArray(z, zo + 2 * LANES);
    d.intoArray(z, zo + 3 * LANES);
  }
}
