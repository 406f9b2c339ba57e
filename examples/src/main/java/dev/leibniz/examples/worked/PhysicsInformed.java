package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.jvp;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import dev.leibniz.optim.solver.Fit;
import dev.leibniz.optim.solver.LevenbergMarquardt;
import dev.leibniz.optim.solver.Stopping;
import org.knowm.xchart.XYChart;

/**
 * A network that solves u″ + u′ = f on [0, 1] with u(0) = u(1) = 0 (M. Raissi and others,
 * "Physics-informed neural networks", 2019). u″ is a jvp of a jvp; the residuals are made least by
 * Levenberg–Marquardt, which differentiates them once more, by the weights.
 */
final class PhysicsInformed implements Example {
  private static final Tensor ENDS = Tensor.of(0, 1);

  @Override
  public String name() {
    return "pinn";
  }

  @Override
  public String title() {
    return "A physics-informed network for a boundary value problem, against its exact solution";
  }

  /** sin(πx) e^x, of which f is made. */
  private static Tensor exact(Tensor x) {
    return x.mul(Math.PI).sin().mul(x.exp());
  }

  private static Tensor force(Tensor x) {
    Tensor s = x.mul(Math.PI).sin().mul(2 - Math.PI * Math.PI);
    return s.add(x.mul(Math.PI).cos().mul(3 * Math.PI)).mul(x.exp());
  }

  private static Tensor u(Mlp net, Tensor x) {
    return net.apply(x.unsqueeze(1));
  }

  private static TensorFunction derivative(TensorFunction f) {
    return x -> jvp(f, x, x.onesLike()).tangent();
  }

  private static Tensor residuals(Mlp net, Tensor x) {
    TensorFunction slope = derivative(z -> u(net, z));
    TensorFunction curvature = derivative(slope);
    Tensor inside = curvature.apply(x).add(slope.apply(x)).sub(force(x));
    return Tensor.cat(0, inside.div(Math.sqrt(x.size())), u(net, ENDS).mul(10));
  }

  @Override
  public void run(Output out, Size size) {
    Tensor x = Tensor.linspace(0, 1, size == Size.FULL ? 80 : 40);
    int width = size == Size.FULL ? 16 : 10;
    LevenbergMarquardt method =
        LevenbergMarquardt.of().withStopping(new Stopping(size == Size.FULL ? 200 : 60, 1e-9));
    Fit<Mlp> fit = method.fit(net -> residuals(net, x), Mlp.random(Key.of(1), 1, width, 1));
    Tensor fine = Tensor.linspace(0, 1, 501);
    Tensor found = u(fit.point(), fine);
    double error = found.sub(exact(fine)).abs().amax().item();
    out.line("%d steps, %s, cost %.1e", fit.iterations(), fit.status(), fit.cost());
    out.line(
        "greatest error on [0, 1]: %.1e of a solution up to %.2f",
        error, exact(fine).amax().item());
    out.agreement("the network against sin(πx) exp(x)", error, size == Size.FULL ? 1e-4 : 1e-2);
    XYChart chart = out.chart("A solution of u″ + u′ = f with u(0) = u(1) = 0", "x", "u");
    Tensor some = Tensor.linspace(0, 1, 26);
    Output.curve(chart, "exact", fine, exact(fine));
    Output.points(chart, "network", some, u(fit.point(), some));
  }
}
