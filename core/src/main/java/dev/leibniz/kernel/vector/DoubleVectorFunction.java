package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.Specialiser;
import dev.leibniz.kernel.UnaryFunction;
import dev.leibniz.kernel.UnaryLoop;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector loop of a function in steps over {@code double[]}. There is one place that calls the steps,
 * since the compiler's budget is not enough for two.
 */
final class DoubleVectorFunction extends UnaryLoop {
  private static final DoubleSteps F =
      requireNonNull(Specialiser.operator(MethodHandles.lookup(), DoubleSteps.class));
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
    for (int i = 0; i < n; i += SPECIES.length()) {
      boolean isLast = i >= last;
      DoubleVector a = isLast ? end : DoubleVector.fromArray(SPECIES, x, xo + i);
      DoubleVector b = F.first(a);
      DoubleVector c = F.second(a, b);
      F.third(a, c).intoArray(z, zo + (isLast ? last : i));
    }
  }
}
