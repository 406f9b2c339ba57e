package dev.leibniz.kernel;

/** A loop over {@code float[]} by one over {@code double[]}, some hundred numbers at a time. */
final class WideUnary extends UnaryLoop {
  private final UnaryLoop doubles;

  WideUnary(UnaryLoop doubles) {
    this.doubles = doubles;
  }

  @Override
  protected void run(UnaryFunction f, Object xArray, int xo, Object zArray, int zo, int n) {
    float[] x = (float[]) xArray;
    float[] z = (float[]) zArray;
    double[] block = new double[Math.min(n, Widening.BLOCK)];
    for (int from = 0; from < n; from += Widening.BLOCK) {
      int length = Math.min(Widening.BLOCK, n - from);
      Widening.widen(x, xo + from, block, length);
      doubles.run(f, block, 0, block, 0, length);
      Widening.narrow(block, z, zo + from, length);
    }
  }
}
