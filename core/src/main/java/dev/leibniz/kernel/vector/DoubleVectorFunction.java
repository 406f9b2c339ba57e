package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.UnaryFunction;
import dev.leibniz.kernel.UnaryLoop;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector loop of a long function over {@code double[]}, which {@link Inliner} writes into the
 * one place that calls it.
 */
final class DoubleVectorFunction extends UnaryLoop {
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
    // The last vector may overlap the one before, whose results may have replaced their arguments.
    DoubleVector end = DoubleVector.fromArray(SPECIES, x, xo + last);
    for (int i = 0; i < last; i += SPECIES.length()) {
      function(DoubleVector.fromArray(SPECIES, x, xo + i)).intoArray(z, zo + i);
    }
    function(end).intoArray(z, zo + last);
  }

  /** Stands for the function. */
  private static DoubleVector function(DoubleVector x) {
    throw new AssertionError(x);
  }
}
