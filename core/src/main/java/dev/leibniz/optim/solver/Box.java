package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bounds as vectors. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Box(double[] lower, double[] upper) {
  static <P> Box of(String operation, Unknown<P> unknown, @Nullable Bounds<P> bounds) {
    int n = unknown.size();
    if (bounds == null) {
      double[] lower = new double[n];
      double[] upper = new double[n];
      Arrays.fill(lower, Double.NEGATIVE_INFINITY);
      Arrays.fill(upper, Double.POSITIVE_INFINITY);
      return new Box(lower, upper);
    }
    Box box =
        new Box(
            unknown.flatten(operation + ": lower bounds", bounds.lower()),
            unknown.flatten(operation + ": upper bounds", bounds.upper()));
    double[] x = unknown.start();
    for (int i = 0; i < n; i++) {
      if (!(box.lower[i] < box.upper[i])) {
        throw new LeibnizException(
            operation
                + ": the bounds of "
                + unknown.name(i)
                + " are "
                + box.lower[i]
                + " and "
                + box.upper[i]
                + "; the lower must be less than the upper");
      }
      if (x[i] < box.lower[i] || x[i] > box.upper[i]) {
        throw new LeibnizException(
            operation
                + ": "
                + unknown.name(i)
                + " begins at "
                + x[i]
                + ", outside of its bounds "
                + box.lower[i]
                + " and "
                + box.upper[i]
                + "; begin within them");
      }
    }
    return box;
  }

  /** The step that ends within the bounds. */
  double[] clipped(double[] x, double[] step) {
    double[] p = step.clone();
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.clamp(x[i] + p[i], lower[i], upper[i]) - x[i];
    }
    return p;
  }

  /** x + p, exactly on a bound where it was clipped. */
  double[] moved(double[] x, double[] p) {
    double[] to = new double[x.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.clamp(x[i] + p[i], lower[i], upper[i]);
    }
    return to;
  }

  /** Whether an unknown lies on a bound that the descent pushes it against. */
  boolean holds(double[] x, double[] gradient, int i) {
    return x[i] <= lower[i] && gradient[i] >= 0 || x[i] >= upper[i] && gradient[i] <= 0;
  }
}
