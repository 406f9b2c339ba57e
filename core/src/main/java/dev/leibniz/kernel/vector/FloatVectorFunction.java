package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.Specialiser;
import dev.leibniz.kernel.UnaryFunction;
import dev.leibniz.kernel.UnaryLoop;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector loop of a function in steps over {@code float[]}. There is one place that calls the steps,
 * since the compiler's budget is not enough for two.
 */
final class FloatVectorFunction extends UnaryLoop {
  private static final FloatSteps F =
      requireNonNull(Specialiser.operator(MethodHandles.lookup(), FloatSteps.class));
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  protected void run(UnaryFunction f, Object xArray, int xo, Object zArray, int zo, int n) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    int last = n - SPECIES.length();
    if (last < 0) {
      for (int i = 0; i < n; i++) {
        z[zo + i] = f.at(x[xo + i]);
      }
      return;
    }
    // The last vector may overlap the one before, whose results may have replaced their arguments.
    FloatVector end = FloatVector.fromArray(SPECIES, x, xo + last);
    for (int i = 0; i < n; i += SPECIES.length()) {
      boolean isLast = i >= last;
      FloatVector a = isLast ? end : FloatVector.fromArray(SPECIES, x, xo + i);
      FloatVector b = F.first(a);
      FloatVector c = F.second(a, b);
      F.third(a, c).intoArray(z, zo + (isLast ? last : i));
    }
  }
}
