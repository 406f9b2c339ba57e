package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.grad;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.List;

/** Training through a derivative: the norm of a network's input gradient as part of its loss. */
public final class GradientPenalty implements Part {
  @Override
  public String title() {
    return "A gradient penalty: training through the network's own derivative";
  }

  @Override
  public List<Class<?>> shown() {
    return List.of(Layer.class, Mlp.class, getClass());
  }

  // @start region=shown
  /** How fast the loss changes with the pixels, on average: the norm of the input gradient. */
  static Tensor slope(Mlp net, Tensor x, Tensor y) {
    Tensor byPixel = grad(pixels -> net.loss(pixels, y).sum(), x);
    return byPixel.square().sum(1).sqrt().mean();
  }

  static Mlp train(Mlp start, Tensor x, Tensor y, double penalty, int steps) {
    Mlp net = start;
    for (int i = 0; i < steps; i++) {
      Mlp g = grad(m -> m.loss(x, y).mean().add(slope(m, x, y).mul(penalty)), net);
      net = Tree.map((w, dw) -> w.sub(dw.mul(0.5)), net, g);
    }
    return net;
  }

  // @end

  @Override
  public void run(Report report) {
    Digits all = Digits.load();
    Digits seen = all.some(0, 512);
    Digits unseen = all.some(512, 1797 - 512);
    Tensor x = seen.pixels();
    Tensor y = seen.classes();

    Mlp plain = train(Mlp.random(Key.of(4), 64, 32, 10), x, y, 0, 150);
    Mlp smooth = report.time("150 steps", () -> train(plain, x, y, 0.5, 150));

    double before = slope(plain, x, y).item();
    double after = slope(smooth, x, y).item();
    report.result("                                  slope   right answers on unseen digits");
    report.result(
        "150 steps without the penalty   %7.4f   %.1f %%", before, unseen.rightAnswers(plain));
    report.result(
        "150 more steps with it          %7.4f   %.1f %%", after, unseen.rightAnswers(smooth));

    double exact = grad(m -> slope(m, x, y), plain).layers().getFirst().weight().get(20, 3).item();
    double h = 1e-5;
    double difference =
        (slope(moved(plain, h), x, y).item() - slope(moved(plain, -h), x, y).item()) / (2 * h);
    report.check(
        Check.agreement(
            "d slope / d weight[20][3] against a central difference, relative",
            Distance.relative(exact, difference),
            1e-6));
    report.check(Check.atLeast("by how many times the slope fell", before / after, 2.5));
  }

  private static Mlp moved(Mlp net, double h) {
    Layer first = net.layers().getFirst();
    Layer changed = new Layer(first.weight().at(20, 3).add(h), first.bias());
    return new Mlp(List.of(changed, net.layers().getLast()));
  }
}
