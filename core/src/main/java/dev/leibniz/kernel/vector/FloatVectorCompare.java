package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.BinaryPredicate;
import dev.leibniz.kernel.CompareLoop;
import dev.leibniz.kernel.Specialiser;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a comparison over {@code float[]}. */
final class FloatVectorCompare extends CompareLoop {
  private static final VectorOperators.Comparison P =
      requireNonNull(
          Specialiser.operator(MethodHandles.lookup(), VectorOperators.Comparison.class));
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  protected void run(
      BinaryPredicate p,
      Object xArray,
      int xo,
      int xs,
      Object yArray,
      int yo,
      int ys,
      boolean[] z,
      int zo,
      int n) {
    float[] x = (float[]) xArray;
    float[] y = (float[]) yArray;
    int last = n - SPECIES.length();
    if (last < 0) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = p.test(x[xo + i * xs], y[yo + i * ys]);
      }
    } else if ((xs & ys) == 1) {
      both(x, xo, y, yo, z, zo, last);
    } else if (xs == 0) {
      right(x[xo], y, yo, z, zo, last);
    } else {
      left(x, xo, y[yo], z, zo, last);
    }
  }

  private static void both(float[] x, int xo, float[] y, int yo, boolean[] z, int zo, int last) {
    FloatVector endX = FloatVector.fromArray(SPECIES, x, xo + last);
    FloatVector endY = FloatVector.fromArray(SPECIES, y, yo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
      a.compare(P, FloatVector.fromArray(SPECIES, y, yo + i)).intoArray(z, zo + i);
    }
    endX.compare(P, endY).intoArray(z, zo + last);
  }

  private static void left(float[] x, int xo, float y, boolean[] z, int zo, int last) {
    FloatVector b = FloatVector.broadcast(SPECIES, y);
    FloatVector end = FloatVector.fromArray(SPECIES, x, xo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, x, xo + i).compare(P, b).intoArray(z, zo + i);
    }
    end.compare(P, b).intoArray(z, zo + last);
  }

  private static void right(float x, float[] y, int yo, boolean[] z, int zo, int last) {
    FloatVector a = FloatVector.broadcast(SPECIES, x);
    FloatVector end = FloatVector.fromArray(SPECIES, y, yo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      a.compare(P, FloatVector.fromArray(SPECIES, y, yo + i)).intoArray(z, zo + i);
    }
    a.compare(P, end).intoArray(z, zo + last);
  }
}
