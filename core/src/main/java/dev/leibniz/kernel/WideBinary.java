package dev.leibniz.kernel;

/** A loop over {@code float[]} by one over {@code double[]}, some hundred numbers at a time. */
final class WideBinary extends BinaryLoop {
  private final BinaryLoop doubles;

  WideBinary(BinaryLoop doubles) {
    this.doubles = doubles;
  }

  @Override
  protected void run(
      BinaryFunction f,
      Object xArray,
      int xo,
      int xs,
      Object yArray,
      int yo,
      int ys,
      Object zArray,
      int zo,
      int n) {
    float[] x = (float[]) xArray;
    float[] y = (float[]) yArray;
    float[] z = (float[]) zArray;
    int longest = Math.min(n, Widening.BLOCK);
    double[] left = new double[xs == 0 ? 1 : longest];
    double[] right = new double[ys == 0 ? 1 : longest];
    double[] result = new double[longest];
    for (int from = 0; from < n; from += Widening.BLOCK) {
      int length = Math.min(Widening.BLOCK, n - from);
      Widening.widen(x, xo + from * xs, left, xs == 0 ? 1 : length);
      Widening.widen(y, yo + from * ys, right, ys == 0 ? 1 : length);
      doubles.run(f, left, 0, xs, right, 0, ys, result, 0, length);
      Widening.narrow(result, z, zo + from, length);
    }
  }

  @Override
  protected void grid(
      BinaryFunction f,
      Object xArray,
      int xo,
      int outerX,
      int innerX,
      Object yArray,
      int yo,
      int outerY,
      int innerY,
      Object zArray,
      int zo,
      int rows,
      int length) {
    boolean isRun = isRun(length, innerX, innerY);
    float[] x = (float[]) xArray;
    float[] y = (float[]) yArray;
    float[] z = (float[]) zArray;
    for (int i = 0, a = xo, b = yo; i < rows; i++, a += outerX, b += outerY) {
      int at = zo + i * length;
      if (isRun) {
        run(f, x, a, innerX, y, b, innerY, z, at, length);
        continue;
      }
      for (int j = 0; j < length; j++) {
        z[at + j] = f.at(x[a + j * innerX], y[b + j * innerY]);
      }
    }
  }
}
