package dev.leibniz.kernel;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The plain loop of a question over {@code double[]}. */
final class DoubleTest extends TestLoop {
  private static final @Nullable UnaryPredicate P =
      Specialiser.operator(MethodHandles.lookup(), UnaryPredicate.class);

  @Override
  protected void run(UnaryPredicate p, Object array, int xo, boolean[] z, int zo, int n) {
    UnaryPredicate q = P != null ? P : p;
    double[] x = (double[]) array;
    for (int i = 0; i < n; i++) {
      z[zo + i] = q.test(x[xo + i]);
    }
  }
}
