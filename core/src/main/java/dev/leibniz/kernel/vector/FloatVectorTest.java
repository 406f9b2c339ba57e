package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import dev.leibniz.kernel.Specialiser;
import dev.leibniz.kernel.TestLoop;
import dev.leibniz.kernel.UnaryPredicate;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector loop of a question over {@code float[]}. */
final class FloatVectorTest extends TestLoop {
  private static final VectorOperators.Test P =
      requireNonNull(Specialiser.operator(MethodHandles.lookup(), VectorOperators.Test.class));
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  @Override
  protected void run(UnaryPredicate p, Object array, int xo, boolean[] z, int zo, int n) {
    float[] x = (float[]) array;
    int i = 0;
    for (; i <= n - SPECIES.length(); i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, x, xo + i).test(P).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = p.test(x[xo + i]);
    }
  }
}
