package dev.leibniz.kernel;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The plain loop of a unary function over {@code float[]}. */
final class FloatUnary extends UnaryLoop {
  private static final @Nullable UnaryFunction F =
      Specialiser.operator(MethodHandles.lookup(), UnaryFunction.class);

  @Override
  protected void run(UnaryFunction f, Object xArray, int xo, Object zArray, int zo, int n) {
    UnaryFunction g = F != null ? F : f;
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    if (xo == zo) {
      for (int i = zo; i < zo + n; i++) {
        z[i] = g.at(x[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        z[zo + i] = g.at(x[xo + i]);
      }
    }
  }
}
