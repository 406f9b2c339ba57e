package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The method of Broyden, Fletcher, Goldfarb and Shanno: an estimate of the inverse Hessian, n × n
 * numbers, which each step improves; strong Wolfe line search. For up to some thousand unknowns.
 *
 * @param stopping when to stop
 */
public record BFGS(Stopping stopping) implements Minimizer {
  /**
   * With 2000 iterations and the tolerance 1e-8.
   *
   * @return the method
   */
  public static BFGS of() {
    return new BFGS(new Stopping(2000, 1e-8));
  }

  @Override
  public BFGS withStopping(Stopping stopping) {
    return new BFGS(stopping);
  }

  @Override
  public <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener) {
    return Search.run(this, f, start, listener, new Descent(new Inverse(), 0.9)::walk);
  }

  private static final class Inverse implements Descent.Directions {
    private double[][] h = new double[0][];

    @Override
    public double[] direction(double[] gradient) {
      if (h.length == 0) {
        return Vectors.times(-1, gradient);
      }
      double[] p = new double[gradient.length];
      for (int i = 0; i < p.length; i++) {
        p[i] = -Vectors.dot(h[i], gradient);
      }
      return p;
    }

    @Override
    public void learn(double[] step, double[] change, double[] gradient) {
      double sy = Vectors.dot(step, change);
      if (!(sy > 1e-300)) {
        return;
      }
      int n = step.length;
      if (h.length == 0) {
        double scale = sy / Vectors.dot(change, change);
        h = new double[n][n];
        for (int i = 0; i < n; i++) {
          h[i][i] = scale;
        }
      }
      double[] hy = new double[n];
      for (int i = 0; i < n; i++) {
        hy[i] = Vectors.dot(h[i], change);
      }
      double factor = (1 + Vectors.dot(change, hy) / sy) / sy;
      for (int i = 0; i < n; i++) {
        Vectors.add(h[i], factor * step[i] - hy[i] / sy, step);
        Vectors.add(h[i], -step[i] / sy, hy);
      }
    }

    @Override
    public void reset() {
      h = new double[0][];
    }

    @Override
    public boolean hasScale() {
      return h.length > 0;
    }
  }
}
