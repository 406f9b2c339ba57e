package dev.leibniz.optim.solver;

import dev.leibniz.optim.solver.Objective.Slope;
import org.jspecify.annotations.Nullable;

/**
 * A step along a line that lowers the value enough and leaves little slope: f(a) ≤ f(0) + c₁ a
 * f′(0) and |f′(a)| ≤ c₂ |f′(0)|. An interval that holds such a step is found by going farther and
 * farther, then narrowed by cubic interpolation (J. Nocedal and S. Wright, Numerical Optimization,
 * 2006, section 3.5).
 *
 * <p>Near a minimum differences of values drown in rounding, and slopes do not. There the first
 * condition is replaced by (2 c₁ − 1) f′(0) ≥ f′(a), as W. Hager and H. Zhang do (2005).
 */
final class StrongWolfe {
  private static final double C1 = 1e-4;
  private static final int TRIALS = 60;
  private static final double ROUNDING = 1e-15;

  /** A step that was tried. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Trial(double step, double[] x, Slope slope, double derivative) {
    boolean isFinite() {
      return slope.isFinite();
    }

    double value() {
      return slope.value();
    }
  }

  private final Objective<?> objective;
  private final double c2;
  private final double[] x;
  private final double[] direction;
  private final Trial start;
  private int trials;

  StrongWolfe(Objective<?> objective, double c2, double[] x, Slope slope, double[] direction) {
    this.objective = objective;
    this.c2 = c2;
    this.x = x;
    this.direction = direction;
    this.start = new Trial(0, x, slope, Vectors.dot(slope.gradient(), direction));
  }

  /** A step, or null if there is none that lowers the value. */
  @Nullable Trial search(double first) {
    Trial before = start;
    double step = first;
    while (trials < TRIALS && !Search.isCancelled()) {
      Trial t = at(step);
      if (!t.isFinite() && t.value() == Double.NEGATIVE_INFINITY) {
        return t;
      }
      if (isSettled(t)) {
        return t;
      }
      if (!isLow(t) || before.step() > 0 && t.value() >= before.value()) {
        return zoom(before, t);
      }
      if (t.derivative() >= 0) {
        return zoom(t, before);
      }
      double next = extrapolated(before, t);
      before = t;
      step = next;
    }
    return lowered(before);
  }

  /** The step of a cubic, between twice and ten times this one. */
  private static double extrapolated(Trial before, Trial t) {
    double next = cubic(before, t);
    double least = t.step() + 1.0 * (t.step() - before.step());
    double most = t.step() + 9.0 * (t.step() - before.step());
    return next > least ? Math.min(next, most) : Double.isNaN(next) ? most : least;
  }

  /** Narrows an interval whose first end is low, has the lower value and slopes to the second. */
  private @Nullable Trial zoom(Trial low, Trial high) {
    double width = Math.abs(high.step() - low.step());
    while (trials < TRIALS && !Search.isCancelled()) {
      double a = Math.min(low.step(), high.step());
      double b = Math.max(low.step(), high.step());
      double step = high.isFinite() ? cubic(low, high) : (a + 9 * low.step() + b) / 11;
      double margin = 0.1 * (b - a);
      if (!(step >= a + margin && step <= b - margin)) {
        step = step < a + margin ? a + margin : step > b - margin ? b - margin : (a + b) / 2;
      }
      if (!(step > a && step < b)) {
        break;
      }
      Trial t = at(step);
      if (isSettled(t)) {
        return t;
      }
      if (!isLow(t) || t.value() >= low.value()) {
        high = t;
      } else {
        if (t.derivative() * (high.step() - low.step()) >= 0) {
          high = low;
        }
        low = t;
      }
      double now = Math.abs(high.step() - low.step());
      if (now * Vectors.largest(direction) <= 1e-16 * Vectors.largest(x)) {
        break;
      }
      if (now > 0.9 * width && trials > TRIALS / 2) {
        break;
      }
      width = now;
    }
    return lowered(low);
  }

  private @Nullable Trial lowered(Trial t) {
    return t.step() > 0 && t.value() < start.value() ? t : null;
  }

  private Trial at(double step) {
    trials++;
    double[] to = Vectors.plus(x, step, direction);
    Slope slope = objective.slope(to);
    return new Trial(step, to, slope, Vectors.dot(slope.gradient(), direction));
  }

  private boolean isLow(Trial t) {
    return t.isFinite() && t.value() <= start.value() + C1 * t.step() * start.derivative();
  }

  private boolean isSettled(Trial t) {
    if (!t.isFinite()) {
      return false;
    }
    boolean flat = Math.abs(t.derivative()) <= -c2 * start.derivative();
    boolean drowned =
        t.value() <= start.value() + ROUNDING * Math.abs(start.value())
            && t.derivative() <= (2 * C1 - 1) * start.derivative();
    return flat && (isLow(t) || drowned);
  }

  /** Where the cubic through two values and slopes is least. */
  private static double cubic(Trial p, Trial q) {
    double d1 =
        p.derivative() + q.derivative() - 3 * (p.value() - q.value()) / (p.step() - q.step());
    double square = d1 * d1 - p.derivative() * q.derivative();
    double d2 = Math.copySign(Math.sqrt(square), q.step() - p.step());
    return q.step()
        - (q.step() - p.step())
            * ((q.derivative() + d2 - d1) / (q.derivative() - p.derivative() + 2 * d2));
  }
}
