package dev.leibniz.kernel;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.Objects;

/** The plain loops of a reduction over {@code int[]}, four accumulators to a row. */
final class IntFold extends FoldLoop {
  private static final Fold F =
      Objects.requireNonNull(Specialiser.operator(MethodHandles.lookup(), Fold.class));

  @Override
  protected void rows(Object xArray, int xo, int rows, int length, Object zArray, int zo) {
    int[] x = (int[]) xArray;
    int[] z = (int[]) zArray;
    for (int row = 0; row < rows; row++) {
      z[zo + row] = (int) row(x, xo + row * length, length);
    }
  }

  private static long row(int[] x, int xo, int length) {
    long a = F.whole();
    long b = a;
    long c = a;
    long d = a;
    int i = xo;
    int end = xo + length;
    for (; i <= end - 4; i += 4) {
      a = F.at(a, x[i]);
      b = F.at(b, x[i + 1]);
      c = F.at(c, x[i + 2]);
      d = F.at(d, x[i + 3]);
    }
    for (; i < end; i++) {
      a = F.at(a, x[i]);
    }
    return F.at(F.at(a, b), F.at(c, d));
  }

  @Override
  protected void columns(
      Object xArray, int xo, int rows, int step, int width, Object zArray, int zo) {
    int[] x = (int[]) xArray;
    int[] z = (int[]) zArray;
    long[] sums = new long[width];
    Arrays.fill(sums, F.whole());
    for (int row = 0; row < rows; row++) {
      int at = xo + row * step;
      for (int i = 0; i < width; i++) {
        sums[i] = F.at(sums[i], x[at + i]);
      }
    }
    for (int i = 0; i < width; i++) {
      z[zo + i] = (int) sums[i];
    }
  }
}
