package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.Objective.Curve;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Newton's method in a trust region, by products with the Hessian alone: the quadratic model is
 * minimised by conjugate gradients until they have converged, leave the region or meet negative
 * curvature (T. Steihaug, "The conjugate gradient method and trust regions in large scale
 * optimization", 1983). The matrix is never formed, and the function is recorded once for each
 * point, however many products are needed there. Where the curvature differs by more than eight
 * orders of magnitude between directions, and there are no more than a thousand unknowns, they are
 * scaled by the Hessian's diagonal, which takes a product for each.
 *
 * <pre>{@code
 * Minimum<Mlp> m = NewtonCG.of().minimize(net -> loss(net, x, y), mlp);
 * }</pre>
 *
 * @param radius the first trust region's, as a multiple of max(1, ‖x‖)
 * @param stopping when to stop
 */
public record NewtonCG(double radius, Stopping stopping) implements Minimizer {
  private static final double ROUNDING = 0x1p-52;

  /** Where curvatures differ by more, the region is measured by the Hessian's diagonal. */
  private static final double UNEVEN = 1e8;

  private static final int MOST_SCALED = 1000;

  /**
   * A method.
   *
   * @throws LeibnizException if the radius is not positive
   */
  public NewtonCG {
    if (!(radius > 0 && radius < Double.POSITIVE_INFINITY)) {
      throw new LeibnizException("NewtonCG: the radius " + radius + "; it must be positive");
    }
  }

  /**
   * With the radius 1, 2000 iterations and the tolerance 1e-8.
   *
   * @return the method
   */
  public static NewtonCG of() {
    return new NewtonCG(1, new Stopping(2000, 1e-8));
  }

  /**
   * The same method with another first radius.
   *
   * @param radius a multiple of max(1, ‖x‖)
   * @return the changed method
   */
  public NewtonCG withRadius(double radius) {
    return new NewtonCG(radius, stopping);
  }

  @Override
  public NewtonCG withStopping(Stopping stopping) {
    return new NewtonCG(radius, stopping);
  }

  @Override
  public <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener) {
    return Search.run(this, f, start, listener, this::walk);
  }

  private <P> Status walk(Search<P> search, double[] start) {
    Objective<P> f = search.objective();
    double[] x = start;
    Curve here = f.curve(x);
    Metric metric = Metric.plain(x.length);
    double region = radius * Math.max(1, Vectors.norm(x));
    double length = 0;
    while (true) {
      Status stop = search.arrive(x, here.slope(), length);
      if (stop != null) {
        return stop;
      }
      double value = here.slope().value();
      metric = metric.isPlain() ? metric : metric.seen(f.diagonal(x));
      while (true) {
        if (Search.isCancelled()) {
          return Status.CANCELLED;
        }
        Steihaug.Step step = metric.step(here, region);
        if (metric.isPlain() && step.spread() > UNEVEN && x.length <= MOST_SCALED) {
          metric = metric.seen(f.diagonal(x));
          region = metric.norm(Vectors.times(region / Vectors.norm(step.vector()), step.vector()));
          step = metric.step(here, region);
        }
        if (!Vectors.isFinite(step.vector()) || Double.isNaN(step.promised())) {
          return Status.NOT_FINITE;
        }
        double[] to = Vectors.plus(x, 1, step.vector());
        length = Vectors.norm(step.vector());
        if (length <= ROUNDING * Vectors.norm(x)) {
          return step.isOnBoundary() ? Status.STALLED : Status.CONVERGED;
        }
        double reached = f.value(to);
        if (reached == Double.NEGATIVE_INFINITY) {
          search.arrive(to, f.slope(to), length);
          return Status.DIVERGED;
        }
        double noise = 10 * ROUNDING * Math.abs(value);
        double ratio = (value - reached + noise) / (step.promised() + noise);
        double size = metric.norm(step.vector());
        boolean good = Double.isFinite(reached) && ratio > 1e-4;
        if (!good || ratio < 0.25) {
          region = 0.25 * Math.min(size, region);
        } else if (ratio > 0.75 && step.isOnBoundary()) {
          region = Math.max(region, 2.5 * size);
        }
        if (good) {
          Curve next = f.curve(to);
          if (next.slope().isFinite()) {
            // Where values drown in rounding, gradients may still fall.
            boolean drowned = step.promised() <= 0.01 * ROUNDING * Math.abs(value);
            if (drowned
                && !step.isOnBoundary()
                && !(next.slope().norm() < here.slope().norm() / 2)) {
              Status last = search.arrive(to, next.slope(), length);
              return last == null || last == Status.ITERATION_LIMIT ? Status.CONVERGED : last;
            }
            x = to;
            here = next;
            break;
          }
          region = 0.25 * size;
        }
      }
    }
  }

  /**
   * In what the region is round: lengths of Dx. The plain one is the Euclidean; the other takes for
   * D the roots of the largest |Hᵢᵢ| seen, as least squares solvers do with columns.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Metric(double[] scale, boolean isPlain) {
    static Metric plain(int n) {
      double[] ones = new double[n];
      Arrays.fill(ones, 1);
      return new Metric(ones, true);
    }

    Metric seen(double[] diagonal) {
      double[] d = isPlain ? new double[scale.length] : scale.clone();
      double most = Math.sqrt(Vectors.largest(diagonal));
      for (int j = 0; j < d.length; j++) {
        d[j] = Math.max(d[j], Math.sqrt(Math.abs(diagonal[j])));
      }
      for (int j = 0; j < d.length; j++) {
        d[j] = Math.max(d[j], Math.max(Double.MIN_NORMAL, 1e-12 * most));
      }
      return new Metric(d, false);
    }

    double norm(double[] p) {
      double[] q = p.clone();
      for (int j = 0; j < q.length; j++) {
        q[j] *= scale[j];
      }
      return Vectors.norm(q);
    }

    Steihaug.Step step(Curve here, double region) {
      double[] gradient = here.slope().gradient();
      if (isPlain) {
        return Steihaug.step(here.product(), gradient, region);
      }
      Steihaug.Step step =
          Steihaug.step(v -> inverse(here.product().apply(inverse(v))), inverse(gradient), region);
      return new Steihaug.Step(
          inverse(step.vector()), step.promised(), step.isOnBoundary(), step.spread());
    }

    private double[] inverse(double[] v) {
      double[] w = v.clone();
      for (int j = 0; j < w.length; j++) {
        w[j] /= scale[j];
      }
      return w;
    }
  }
}
