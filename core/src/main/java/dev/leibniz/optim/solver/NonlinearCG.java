package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Nonlinear conjugate gradients: each direction is the steepest descent and a part of the last
 * direction, as W. Hager and H. Zhang choose it ("A new conjugate gradient method with guaranteed
 * descent and an efficient line search", 2005). Keeps three vectors.
 *
 * @param stopping when to stop
 */
public record NonlinearCG(Stopping stopping) implements Minimizer {
  /**
   * With 10 000 iterations and the tolerance 1e-8.
   *
   * @return the method
   */
  public static NonlinearCG of() {
    return new NonlinearCG(new Stopping(10_000, 1e-8));
  }

  @Override
  public NonlinearCG withStopping(Stopping stopping) {
    return new NonlinearCG(stopping);
  }

  @Override
  public <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener) {
    return Search.run(this, f, start, listener, new Descent(new Conjugate(), 0.1)::walk);
  }

  private static final class Conjugate implements Descent.Directions {
    private static final double ETA = 0.01;

    private double @Nullable [] last;
    private double beta;

    @Override
    public double[] direction(double[] gradient) {
      double[] p = Vectors.times(-1, gradient);
      if (last != null) {
        Vectors.add(p, beta, last);
      }
      last = p;
      return p;
    }

    @Override
    public void learn(double[] step, double[] change, double[] gradient) {
      double[] d = last == null ? step : last;
      double dy = Vectors.dot(d, change);
      if (!(Math.abs(dy) > 0)) {
        reset();
        return;
      }
      double yg = Vectors.dot(change, gradient);
      double dg = Vectors.dot(d, gradient);
      double value = (yg - 2 * Vectors.dot(change, change) * dg / dy) / dy;
      double[] before = Vectors.minus(gradient, change);
      double least = -1 / (Vectors.norm(d) * Math.min(ETA, Vectors.norm(before)));
      last = d;
      beta = Math.max(value, least);
    }

    @Override
    public void reset() {
      last = null;
    }

    @Override
    public boolean hasScale() {
      return false;
    }
  }
}
