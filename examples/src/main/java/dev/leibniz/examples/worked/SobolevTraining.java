package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.jvp;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.BFGS;
import dev.leibniz.optim.solver.Minimizer;
import dev.leibniz.optim.solver.Minimum;
import dev.leibniz.optim.solver.Stopping;
import org.knowm.xchart.XYChart;

/**
 * A network that is shown a function's values and slopes at ten points, beside one that is shown
 * values alone (W. Czarnecki and others, "Sobolev training for neural networks", 2017). The
 * network's slope is a jvp in its loss.
 */
final class SobolevTraining implements Example {
  private static final Tensor SEEN = Tensor.linspace(-2, 2, 10);
  private static final Tensor UNSEEN = Tensor.linspace(-2, 2, 401);

  @Override
  public String name() {
    return "sobolev";
  }

  @Override
  public String title() {
    return "Sobolev training: values and derivatives, against values alone";
  }

  private static Tensor truth(Tensor x) {
    return x.mul(4).sin().mul(x.square().neg().div(2).exp());
  }

  private static Tensor truthSlope(Tensor x) {
    Tensor bell = x.square().neg().div(2).exp();
    return x.mul(4).cos().mul(4).sub(x.mul(x.mul(4).sin())).mul(bell);
  }

  private static Tensor at(Mlp net, Tensor x) {
    return net.apply(x.unsqueeze(1));
  }

  private static Tensor slope(Mlp net, Tensor x) {
    return jvp(z -> at(net, z), x, x.onesLike()).tangent();
  }

  private static Tensor values(Mlp net) {
    return at(net, SEEN).sub(truth(SEEN)).square().mean();
  }

  private static Tensor both(Mlp net) {
    return values(net).add(slope(net, SEEN).sub(truthSlope(SEEN)).square().mean().mul(0.1));
  }

  private static double error(Mlp net) {
    return at(net, UNSEEN).sub(truth(UNSEEN)).square().mean().sqrt().item();
  }

  @Override
  public void run(Output out, Size size) {
    Mlp start = Mlp.random(Key.of(5), 1, 20, 1);
    Minimizer method = BFGS.of().withStopping(new Stopping(size == Size.FULL ? 2000 : 400, 1e-7));
    Minimum<Mlp> plain = method.minimize(SobolevTraining::values, start);
    Minimum<Mlp> sobolev = method.minimize(SobolevTraining::both, start);
    double without = error(plain.point());
    double with = error(sobolev.point());
    out.line("                     loss    error between the points");
    out.line("values alone     %.2e    %.4f", plain.value(), without);
    out.line("with derivatives %.2e    %.4f", sobolev.value(), with);
    out.atLeast("how many times the error is less", without / with, 3);
    Tensor h = Tensor.scalar(1e-5);
    Mlp net = sobolev.point();
    Tensor differences = at(net, SEEN.add(h)).sub(at(net, SEEN.sub(h))).div(2e-5);
    out.agreement(
        "the network's slopes against differences",
        differences.sub(slope(net, SEEN)).abs().amax().item(),
        1e-7);
    XYChart chart = out.chart("A network fitted to ten points, with slopes and without", "x", "y");
    Output.faint(Output.curve(chart, "truth", UNSEEN, truth(UNSEEN)), 7);
    Output.curve(chart, "values alone", UNSEEN, at(plain.point(), UNSEEN));
    Output.curve(chart, "with derivatives", UNSEEN, at(net, UNSEEN));
    Output.points(chart, "seen", SEEN, truth(SEEN));
  }
}
