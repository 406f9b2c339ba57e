package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One least squares problem on its way to a solution. */
final class LeastSquares<P> {
  private static final double ROUNDING = 0x1p-52;

  /** A way that no problem worth solving has. */
  private static final double ENDLESS = 1e20;

  /**
   * Below this part of the cost a rise may be rounding: of residuals that are small differences of
   * large numbers nothing better is known. There some steps are taken on trust.
   */
  private static final double NOISE = 1e-9;

  private static final int NOISY_STEPS = 10;

  private final LevenbergMarquardt method;
  private final Residuals<P> residuals;
  private final Unknown<P> unknown;
  private final Box box;
  private final Consumer<? super Progress<P>> listener;

  private double[] x;
  private double[] r = new double[0];
  private double cost;
  private double gradientNorm = Double.NaN;
  private double radius;
  private double[] scale = new double[0];
  private int iterations;
  private int noisy;

  LeastSquares(
      LevenbergMarquardt method,
      Function<? super P, ? extends Tensor> f,
      Unknown<P> unknown,
      Box box,
      Consumer<? super Progress<P>> listener) {
    this.method = method;
    this.unknown = unknown;
    this.residuals = new Residuals<>("LevenbergMarquardt.fit", f, unknown);
    this.box = box;
    this.listener = listener;
    this.x = unknown.start();
  }

  Fit<P> fit() {
    r = residuals.at(x);
    cost = cost(r);
    Status status = Double.isFinite(cost) ? descend() : Status.NOT_FINITE;
    return new Fit<>(
        unknown, residuals, method.loss(), box, x, r, cost, gradientNorm, iterations, status);
  }

  private Status descend() {
    double far = ENDLESS * Math.max(1, Vectors.norm(x));
    double length = 0;
    while (true) {
      Linearisation here = linearise();
      double[] g = here.gradient();
      if (!Vectors.isFinite(g) || !Vectors.isFinite(here.norms())) {
        return Status.NOT_FINITE;
      }
      boolean[] free = free(g);
      rescale(here.norms());
      gradientNorm = 0;
      double cosine = 0;
      double size = Math.sqrt(2 * cost);
      for (int j = 0; j < g.length; j++) {
        if (free[j] && g[j] != 0) {
          gradientNorm = Math.max(gradientNorm, Math.abs(g[j]));
          cosine = Math.max(cosine, Math.abs(g[j]) / (here.norms()[j] * size));
        }
      }
      listener.accept(new Progress<>(iterations, unknown.tree(x), cost, gradientNorm, length));
      if (gradientNorm == 0 || cosine <= ROUNDING / 4) {
        return Status.CONVERGED;
      }
      if (Vectors.norm(x) > far) {
        return Status.DIVERGED;
      }
      if (iterations == method.stopping().iterations()) {
        return Status.ITERATION_LIMIT;
      }
      double[] before = x;
      Status stop = improve(here, free);
      if (stop != null) {
        return stop;
      }
      length = Vectors.norm(Vectors.minus(x, before));
    }
  }

  /** Shortens the step until it helps. */
  private @Nullable Status improve(Linearisation here, boolean[] free) {
    while (true) {
      if (Search.isCancelled()) {
        return Status.CANCELLED;
      }
      double[] p = box.clipped(x, here.step(scale, free, radius));
      double length = scaledNorm(p);
      double[] ap = here.apply(p);
      double promised = -(Vectors.dot(here.gradient(), p) + 0.5 * Vectors.dot(ap, ap));
      double[] to = box.moved(x, p);
      double[] rs = residuals.at(to);
      double reached = cost(rs);
      double ratio = (cost - reached) / promised;
      boolean small = length <= method.stopping().tolerance() * scaledNorm(x);
      boolean interior = length < 0.9 * radius;
      boolean isGood = ratio > 1e-4 && promised > 0;
      boolean isNoise =
          !isGood && interior && promised <= NOISE * cost && reached <= cost * (1 + NOISE);
      if (!(ratio > 0.25 && promised > 0)) {
        radius = isNoise ? radius : 0.25 * Math.min(radius, length);
      } else if (ratio >= 0.75) {
        radius = Math.max(radius, 2 * length);
      }
      if (isGood || isNoise) {
        x = to;
        r = rs;
        cost = reached;
        iterations++;
        boolean enough = isNoise && ++noisy > NOISY_STEPS;
        return small && interior || cost == 0 || enough ? Status.CONVERGED : null;
      }
      if (small && interior) {
        return Status.CONVERGED;
      }
      if (!(radius > ROUNDING * 1e-4 * scaledNorm(x)) || radius < 1e-300) {
        return Status.STALLED;
      }
    }
  }

  private Linearisation linearise() {
    double[] roots = new double[r.length];
    double[] weighted = new double[r.length];
    for (int i = 0; i < r.length; i++) {
      double weight = method.loss().weight(r[i]);
      roots[i] = Math.sqrt(Math.max(method.loss().curvature(r[i]), 0.1 * weight));
      weighted[i] = r[i] * weight / roots[i];
    }
    return switch (method.solver()) {
      case DENSE -> {
        double[][] columns = residuals.jacobian(x);
        for (double[] c : columns) {
          for (int i = 0; i < c.length; i++) {
            c[i] *= roots[i];
          }
        }
        yield new DenseLinearisation(columns, weighted);
      }
      case CGLS, LSMR ->
          new ProductLinearisation<>(
              method.solver(), residuals.products(x), roots, weighted, x.length);
    };
  }

  private boolean[] free(double[] gradient) {
    boolean[] free = new boolean[x.length];
    for (int j = 0; j < free.length; j++) {
      free[j] = !box.holds(x, gradient, j);
    }
    return free;
  }

  private void rescale(double[] norms) {
    boolean first = scale.length == 0;
    if (first) {
      scale = new double[norms.length];
    }
    for (int j = 0; j < norms.length; j++) {
      scale[j] = Math.max(scale[j], norms[j]);
    }
    double largest = Vectors.largest(scale);
    for (int j = 0; j < norms.length; j++) {
      if (scale[j] == 0) {
        scale[j] = largest == 0 ? 1 : Math.max(Double.MIN_NORMAL, 1e-8 * largest);
      }
    }
    if (first) {
      double size = scaledNorm(x);
      radius = size > 0 ? 1 * size : 1;
    }
  }

  private double scaledNorm(double[] v) {
    double[] s = new double[v.length];
    for (int j = 0; j < s.length; j++) {
      s[j] = scale[j] * v[j];
    }
    return Vectors.norm(s);
  }

  private double cost(double[] r) {
    double sum = 0;
    for (double v : r) {
      sum += method.loss().cost(v);
    }
    return sum;
  }
}
