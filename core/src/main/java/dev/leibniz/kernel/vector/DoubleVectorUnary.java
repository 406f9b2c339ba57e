package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.Specialiser;
import dev.leibniz.kernel.UnaryFunction;
import dev.leibniz.kernel.UnaryLoop;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a unary function over {@code double[]}. */
final class DoubleVectorUnary extends UnaryLoop {
  private static final DoubleUnaryLanes F =
      requireNonNull(Specialiser.operator(MethodHandles.lookup(), DoubleUnaryLanes.class));
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

  @Override
  protected void run(UnaryFunction f, Object xArray, int xo, Object zArray, int zo, int n) {
    double[] x = (double[]) xArray;
    double[] z = (double[]) zArray;
    int last = n - SPECIES.length();
    if (last < 0) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = f.at(x[xo + i]);
      }
      return;
    }
    DoubleVector end = DoubleVector.fromArray(SPECIES, x, xo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      F.at(DoubleVector.fromArray(SPECIES, x, xo + i)).intoArray(z, zo + i);
    }
    F.at(end).intoArray(z, zo + last);
  }
}
