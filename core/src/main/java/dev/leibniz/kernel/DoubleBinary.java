package dev.leibniz.kernel;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The plain loop of a binary function over {@code double[]}. */
final class DoubleBinary extends BinaryLoop {
  private static final @Nullable BinaryFunction F =
      Specialiser.operator(MethodHandles.lookup(), BinaryFunction.class);

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
    BinaryFunction g = F != null ? F : f;
    double[] x = (double[]) xArray;
    double[] y = (double[]) yArray;
    double[] z = (double[]) zArray;
    if (xs == 0) {
      double a = x[xo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = g.at(a, y[yo + i * ys]);
      }
    } else if (ys == 0) {
      double b = y[yo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = g.at(x[xo + i], b);
      }
    } else if (xo == zo && yo == zo) {
      for (int i = zo; i < zo + n; i++) {
        z[i] = g.at(x[i], y[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        z[zo + i] = g.at(x[xo + i], y[yo + i]);
      }
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
    if (isRun(length, innerX, innerY)) {
      for (int i = 0, a = xo, b = yo; i < rows; i++, a += outerX, b += outerY) {
        run(f, xArray, a, innerX, yArray, b, innerY, zArray, zo + i * length, length);
      }
      return;
    }
    BinaryFunction g = F != null ? F : f;
    double[] x = (double[]) xArray;
    double[] y = (double[]) yArray;
    double[] z = (double[]) zArray;
    for (int i = 0, a = xo, b = yo; i < rows; i++, a += outerX, b += outerY) {
      int at = zo + i * length;
      for (int j = 0; j < length; j++) {
        z[at + j] = g.at(x[a + j * innerX], y[b + j * innerY]);
      }
    }
  }
}
