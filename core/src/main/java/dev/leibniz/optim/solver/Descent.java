package dev.leibniz.optim.solver;

import dev.leibniz.optim.solver.Objective.Slope;
import org.jspecify.annotations.Nullable;

/**
 * The loop of all methods that search along lines and learn from gradients alone: a direction, a
 * step, and what the step taught.
 */
final class Descent {
  /** How a method chooses its directions. */
  interface Directions {
    /** Where to go from a gradient: downhill, or the steepest descent is taken instead. */
    double[] direction(double[] gradient);

    /** What a step and the change of the gradient teach. */
    void learn(double[] step, double[] change, double[] gradient);

    /** Forgets everything. */
    void reset();

    /** Whether 1 is a good step to try first. */
    boolean hasScale();
  }

  private final Directions directions;
  private final double c2;

  Descent(Directions directions, double c2) {
    this.directions = directions;
    this.c2 = c2;
  }

  <P> Status walk(Search<P> search, double[] start) {
    double[] x = start;
    Slope slope = search.objective().slope(x);
    double length = 0;
    double gained = Double.NaN;
    boolean reset = true;
    while (true) {
      Status stop = search.arrive(x, slope, length);
      if (stop != null) {
        return stop;
      }
      double[] g = slope.gradient();
      double[] p = directions.direction(g);
      if (!(Vectors.dot(p, g) < 0) || !Vectors.isFinite(p)) {
        directions.reset();
        p = Vectors.times(-1, g);
      }
      double first = directions.hasScale() ? 1 : guess(x, g, p, gained);
      StrongWolfe.@Nullable Trial t =
          new StrongWolfe(search.objective(), c2, x, slope, p).search(first);
      if (t == null) {
        if (Search.isCancelled()) {
          return Status.CANCELLED;
        }
        if (reset) {
          return Status.STALLED;
        }
        directions.reset();
        gained = Double.NaN;
        reset = true;
        continue;
      }
      double[] step = Vectors.minus(t.x(), x);
      directions.learn(step, Vectors.minus(t.slope().gradient(), g), t.slope().gradient());
      gained = slope.value() - t.value();
      x = t.x();
      slope = t.slope();
      length = Vectors.norm(step);
      reset = false;
    }
  }

  /** A first step: one that would gain what the last one did, or one that is short. */
  private static double guess(double[] x, double[] g, double[] p, double gained) {
    double slope = -Vectors.dot(p, g);
    if (gained > 0) {
      return Math.max(1e-300, 2.02 * gained / slope);
    }
    double size = Math.max(Vectors.largest(x), 1);
    return 0.01 * size / Vectors.largest(p);
  }
}
