package dev.leibniz.optim.solver;

import dev.leibniz.DType;
import dev.leibniz.Linalg;
import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.Triangle;
import dev.leibniz.optim.solver.Objective.Slope;
import dev.leibniz.optim.solver.Objective.Surface;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Newton's method: H p = −g with the whole Hessian, and a strong Wolfe line search along p. Where
 * the Hessian is not positive definite, a multiple of its diagonal's absolute values is added until
 * a Cholesky factorisation exists. For up to some hundred unknowns; beyond, and where curvature is
 * negative for long, {@link NewtonCG} is better.
 *
 * @param stopping when to stop
 */
public record Newton(Stopping stopping) implements Minimizer {
  private static final double LEAST_SHIFT = 1e-10;
  private static final double ROUNDING = 1e-17;

  /**
   * With 1000 iterations and the tolerance 1e-8.
   *
   * @return the method
   */
  public static Newton of() {
    return new Newton(new Stopping(1000, 1e-8));
  }

  @Override
  public Newton withStopping(Stopping stopping) {
    return new Newton(stopping);
  }

  @Override
  public <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener) {
    return Search.run(this, f, start, listener, Newton::walk);
  }

  private static <P> Status walk(Search<P> search, double[] start) {
    double[] x = start;
    double length = 0;
    while (true) {
      Surface here = search.objective().surface(x);
      Slope slope = here.slope();
      Status stop = search.arrive(x, slope, length);
      if (stop != null) {
        return stop;
      }
      if (!here.hessian().isfinite().all().itemAsBoolean()) {
        return Status.NOT_FINITE;
      }
      double @Nullable [] p = direction(here.hessian().to(DType.FLOAT64), slope.gradient());
      if (p == null || !Vectors.isFinite(p)) {
        return Status.STALLED;
      }
      double decrement = -Vectors.dot(p, slope.gradient());
      if (!(decrement > ROUNDING * Math.abs(slope.value()))) {
        return Status.CONVERGED;
      }
      StrongWolfe.@Nullable Trial t =
          new StrongWolfe(search.objective(), 0.9, x, slope, p).search(1);
      if (t == null) {
        return Search.isCancelled() ? Status.CANCELLED : Status.STALLED;
      }
      length = Vectors.norm(Vectors.minus(t.x(), x));
      x = t.x();
    }
  }

  /** By H scaled to a unit diagonal, so that a shift means the same for every unknown. */
  private static double @Nullable [] direction(Tensor hessian, double[] gradient) {
    Tensor diagonal = hessian.diagonal(0, 0, 1).abs();
    double largest = diagonal.amax().item();
    Tensor least = Tensor.full(diagonal.shape(), largest == 0 ? 1 : 1e-20 * largest);
    Tensor scale = diagonal.maximum(least).rsqrt();
    Tensor scaled = hessian.mul(scale.unsqueeze(1)).mul(scale);
    Tensor g = Tensor.of(gradient).mul(scale).neg().unsqueeze(1);
    Tensor l = factor(scaled.add(scaled.mT()).mul(0.5));
    if (l == null) {
      return null;
    }
    Tensor y = Linalg.solveTriangular(l, g, Triangle.LOWER);
    return Linalg.solveTriangular(l.mT(), y, Triangle.UPPER).squeeze(1).mul(scale).toArray();
  }

  /** Null only where the shift overflows: one by the largest row's sum is enough for any matrix. */
  private static @Nullable Tensor factor(Tensor a) {
    Tensor eye = Tensor.eye(a.shape().get(0));
    double enough = a.abs().sum(1).amax().item();
    for (double shift = 0;
        shift <= Math.max(1, 4 * enough);
        shift = Math.max(LEAST_SHIFT, 4 * shift)) {
      try {
        return Linalg.cholesky(shift == 0 ? a : a.add(eye.mul(shift)));
      } catch (NumericalException notPositiveDefinite) {
        // a greater shift helps
      }
    }
    return null;
  }
}
