package dev.leibniz.kernel;

import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** The plain loop of a comparison over {@code int[]}. */
final class IntCompare extends CompareLoop {
  private static final @Nullable BinaryPredicate P =
      Specialiser.operator(MethodHandles.lookup(), BinaryPredicate.class);

  @Override
  protected void run(
      BinaryPredicate p,
      Object xArray,
      int xo,
      int xs,
      Object yArray,
      int yo,
      int ys,
      boolean[] z,
      int zo,
      int n) {
    BinaryPredicate q = P != null ? P : p;
    int[] x = (int[]) xArray;
    int[] y = (int[]) yArray;
    if (xs == 0) {
      int a = x[xo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = q.test(a, y[yo + i * ys]);
      }
    } else if (ys == 0) {
      int b = y[yo];
      for (int i = 0; i < n; i++) {
        z[zo + i] = q.test(x[xo + i], b);
      }
    } else if (xo == zo && yo == zo) {
      for (int i = zo; i < zo + n; i++) {
        z[i] = q.test(x[i], y[i]);
      }
    } else {
      for (int i = 0; i < n; i++) {
        z[zo + i] = q.test(x[xo + i], y[yo + i]);
      }
    }
  }
}
