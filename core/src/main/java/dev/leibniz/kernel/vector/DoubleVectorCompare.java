package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.BinaryPredicate;
import dev.leibniz.kernel.CompareLoop;
import dev.leibniz.kernel.Specialiser;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a comparison over {@code double[]}. */
final class DoubleVectorCompare extends CompareLoop {
  private static final VectorOperators.Comparison P =
      requireNonNull(
          Specialiser.operator(MethodHandles.lookup(), VectorOperators.Comparison.class));
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

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
    double[] x = (double[]) xArray;
    double[] y = (double[]) yArray;
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

  private static void both(double[] x, int xo, double[] y, int yo, boolean[] z, int zo, int last) {
    DoubleVector endX = DoubleVector.fromArray(SPECIES, x, xo + last);
    DoubleVector endY = DoubleVector.fromArray(SPECIES, y, yo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      DoubleVector a = DoubleVector.fromArray(SPECIES, x, xo + i);
      a.compare(P, DoubleVector.fromArray(SPECIES, y, yo + i)).intoArray(z, zo + i);
    }
    endX.compare(P, endY).intoArray(z, zo + last);
  }

  private static void left(double[] x, int xo, double y, boolean[] z, int zo, int last) {
    DoubleVector b = DoubleVector.broadcast(SPECIES, y);
    DoubleVector end = DoubleVector.fromArray(SPECIES, x, xo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      DoubleVector.fromArray(SPECIES, x, xo + i).compare(P, b).intoArray(z, zo + i);
    }
    end.compare(P, b).intoArray(z, zo + last);
  }

  private static void right(double x, double[] y, int yo, boolean[] z, int zo, int last) {
    DoubleVector a = DoubleVector.broadcast(SPECIES, x);
    DoubleVector end = DoubleVector.fromArray(SPECIES, y, yo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      a.compare(P, DoubleVector.fromArray(SPECIES, y, yo + i)).intoArray(z, zo + i);
    }
    a.compare(P, end).intoArray(z, zo + last);
  }
}
