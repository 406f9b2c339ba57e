package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.Objective.Slope;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One search for a minimum: the function, the best point so far, and the rules by which all methods
 * stop. A method is a {@link Walk}; it calls {@link #arrive} wherever it stands, and stops when
 * that gives a status.
 */
final class Search<P> {
  /** A fall, or a way, that no problem worth solving has. */
  private static final double ENDLESS = 1e20;

  /**
   * By this part of itself a value may be wrong, and so of two such points the flatter is better.
   */
  private static final double ROUNDING = 0x1p-50;

  /** From the start to a reason to stop. */
  interface Walk<P> {
    Status walk(Search<P> search, double[] start);
  }

  private final Objective<P> objective;
  private final Unknown<P> unknown;
  private final Stopping stopping;
  private final Consumer<? super Progress<P>> listener;
  private double[] point;
  private Slope best = new Slope(Double.NaN, new double[0]);
  private double firstValue = Double.NaN;
  private double firstSize;
  private int arrivals;

  private Search(
      Objective<P> objective,
      Unknown<P> unknown,
      Stopping stopping,
      Consumer<? super Progress<P>> listener) {
    this.objective = objective;
    this.unknown = unknown;
    this.stopping = stopping;
    this.listener = listener;
    this.point = unknown.start();
  }

  static <P> Minimum<P> run(
      Minimizer method,
      Function<? super P, ? extends Tensor> f,
      P start,
      Consumer<? super Progress<P>> listener,
      Walk<P> walk) {
    Unknown<P> unknown = Unknown.of(method.getClass().getSimpleName() + ".minimize", start);
    Search<P> search =
        new Search<>(new Objective<>(f, unknown), unknown, method.stopping(), listener);
    Status status = walk.walk(search, unknown.start());
    return search.minimum(status);
  }

  private Minimum<P> minimum(Status status) {
    return new Minimum<>(
        unknown.tree(point),
        best.value(),
        best.norm(),
        Math.max(0, arrivals - 1),
        objective.evaluations(),
        status);
  }

  Objective<P> objective() {
    return objective;
  }

  static boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }

  /**
   * Takes note of a point.
   *
   * @return why to stop there, or null to go on
   */
  @Nullable Status arrive(double[] x, Slope slope, double step) {
    if (arrivals++ == 0) {
      firstValue = slope.value();
      firstSize = Vectors.norm(x);
      best = slope;
    }
    double noise = ROUNDING * Math.abs(best.value());
    boolean isLower = slope.value() < best.value() - noise;
    boolean isEqual = slope.value() <= best.value() + noise;
    if (isLower || isEqual && slope.norm() <= best.norm()) {
      point = x;
      best = slope;
    }
    if (!slope.isFinite()) {
      return slope.value() == Double.NEGATIVE_INFINITY ? Status.DIVERGED : Status.NOT_FINITE;
    }
    double norm = slope.norm();
    listener.accept(new Progress<>(arrivals - 1, unknown.tree(x), slope.value(), norm, step));
    double size = Math.min(Math.abs(slope.value()), Math.abs(firstValue));
    if (norm <= stopping.tolerance() * Math.max(1, size)) {
      return Status.CONVERGED;
    }
    if (slope.value() < -ENDLESS * Math.max(1, Math.abs(firstValue))
        || Vectors.norm(x) > ENDLESS * Math.max(1, firstSize)) {
      return Status.DIVERGED;
    }
    if (isCancelled()) {
      return Status.CANCELLED;
    }
    return arrivals > stopping.iterations() ? Status.ITERATION_LIMIT : null;
  }
}
