package dev.leibniz.kernel;

import dev.leibniz.DType;

/**
 * Lets benchmarks call the loops without the tensors around them. It stands in the core's package,
 * which works on the class path, and so the core need not open its loops to anybody.
 */
public final class OpenLoops {
  private OpenLoops() {}

  /** z[i] = f(x[i]). */
  public static void unary(UnaryFunction f, float[] x, float[] z) {
    Loops.unary(f, DType.FLOAT32).run(f, x, 0, z, 0, x.length);
  }

  /** z[i] = f(x[i], y[i]). */
  public static void binary(BinaryFunction f, float[] x, float[] y, float[] z) {
    Loops.binary(f, DType.FLOAT32).run(f, x, 0, 1, y, 0, 1, z, 0, x.length);
  }
}
