package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.BinaryFunction;
import dev.leibniz.kernel.BinaryLoop;
import dev.leibniz.kernel.Specialiser;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a binary function over {@code float[]}. */
final class FloatVectorBinary extends BinaryLoop {
  private static final FloatBinaryLanes F =
      requireNonNull(Specialiser.operator(MethodHandles.lookup(), FloatBinaryLanes.class));
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  protected void run(
      BinaryFunction f,
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
    int last = n - SPECIES.length();
    if (last < 0) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = f.at(x[xo + i * xs], y[yo + i * ys]);
      }
    } else if ((xs & ys) == 1) {
      both(x, xo, y, yo, z, zo, last);
    } else if (xs == 0) {
      right(x[xo], y, yo, z, zo, last);
    } else {
      left(x, xo, y[yo], z, zo, last);
    }
  }

  private static void both(float[] x, int xo, float[] y, int yo, float[] z, int zo, int last) {
    FloatVector endX = FloatVector.fromArray(SPECIES, x, xo + last);
    FloatVector endY = FloatVector.fromArray(SPECIES, y, yo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, xo + i);
      F.at(a, FloatVector.fromArray(SPECIES, y, yo + i)).intoArray(z, zo + i);
    }
    F.at(endX, endY).intoArray(z, zo + last);
  }

  private static void left(float[] x, int xo, float y, float[] z, int zo, int last) {
    FloatVector b = FloatVector.broadcast(SPECIES, y);
    FloatVector end = FloatVector.fromArray(SPECIES, x, xo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      F.at(FloatVector.fromArray(SPECIES, x, xo + i), b).intoArray(z, zo + i);
    }
    F.at(end, b).intoArray(z, zo + last);
  }

  private static void right(float x, float[] y, int yo, float[] z, int zo, int last) {
    FloatVector a = FloatVector.broadcast(SPECIES, x);
    FloatVector end = FloatVector.fromArray(SPECIES, y, yo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      F.at(a, FloatVector.fromArray(SPECIES, y, yo + i)).intoArray(z, zo + i);
    }
    F.at(a, end).intoArray(z, zo + last);
  }

  @Override
  protected void grid(
      BinaryFunction f,
      Object xArray,
      int xo,
      int outerX,
      int innerX,
      Object yArray,
      int yo,
      int outerY,
      int innerY,
      Object zArray,
      int zo,
      int rows,
      int length) {
    if (isRun(length, innerX, innerY)) {
      for (int i = 0, a = xo, b = yo; i < rows; i++, a += outerX, b += outerY) {
        run(f, xArray, a, innerX, yArray, b, innerY, zArray, zo + i * length, length);
      }
      return;
    }
    float[] x = (float[]) xArray;
    float[] y = (float[]) yArray;
    float[] z = (float[]) zArray;
    for (int i = 0, a = xo, b = yo; i < rows; i++, a += outerX, b += outerY) {
      int at = zo + i * length;
      for (int j = 0; j < length; j++) {
        z[at + j] = f.at(x[a + j * innerX], y[b + j * innerY]);
      }
    }
  }
}
