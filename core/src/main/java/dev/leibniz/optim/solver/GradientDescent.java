package dev.leibniz.optim.solver;

import dev.leibniz.Tensor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Steps against the gradient, as long as a strong Wolfe line search finds good. Slow where the
 * curvature differs much between directions; there to compare with.
 *
 * @param stopping when to stop
 */
public record GradientDescent(Stopping stopping) implements Minimizer {
  /**
   * With 10 000 iterations and the tolerance 1e-8.
   *
   * @return the method
   */
  public static GradientDescent of() {
    return new GradientDescent(new Stopping(10_000, 1e-8));
  }

  @Override
  public GradientDescent withStopping(Stopping stopping) {
    return new GradientDescent(stopping);
  }

  @Override
  public <P> Minimum<P> minimize(
      Function<? super P, ? extends Tensor> f, P start, Consumer<? super Progress<P>> listener) {
    return Search.run(this, f, start, listener, new Descent(new Steepest(), 0.9)::walk);
  }

  private static final class Steepest implements Descent.Directions {
    @Override
    public double[] direction(double[] gradient) {
      return Vectors.times(-1, gradient);
    }

    @Override
    public void learn(double[] step, double[] change, double[] gradient) {}

    @Override
    public void reset() {}

    @Override
    public boolean hasScale() {
      return false;
    }
  }
}
