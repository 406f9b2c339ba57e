package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.grad;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.optim.Adam;
import dev.leibniz.optim.Optimizer;
import org.knowm.xchart.XYChart;

/**
 * A critic that tells a ring from the same ring moved aside, with a penalty on the norm of its
 * gradient by its input (I. Gulrajani and others, "Improved training of Wasserstein GANs", 2017).
 * The loss holds a gradient, and is differentiated by the weights. What the critic gains is an
 * estimate of the Wasserstein distance W, which for a translation is its length. The penalty is
 * soft: s W − λ (s − 1)² is greatest at the slope s = 1 + W / 2λ, where the gain is s W.
 */
final class GradientPenalty implements Example {
  private static final Tensor MOVED = Tensor.of(2, 1);
  private static final int BATCH = 128;
  private static final double PENALTY = 10;

  @Override
  public String name() {
    return "critic";
  }

  @Override
  public String title() {
    return "A critic with a gradient penalty estimates a Wasserstein distance";
  }

  static Tensor ring(Key key, int n) {
    Key[] two = key.split2();
    Tensor angle = two[0].uniform(n).mul(2 * Math.PI);
    Tensor radius = two[1].normal(n).mul(0.1).add(1);
    return Tensor.stack(1, angle.cos().mul(radius), angle.sin().mul(radius));
  }

  static Tensor slopes(Mlp critic, Tensor x) {
    return grad(z -> critic.apply(z).sum(), x).square().sum(1).add(1e-12).sqrt();
  }

  static Tensor loss(Mlp critic, Tensor real, Tensor fake, Tensor mixture) {
    Tensor between = real.lerp(fake, mixture);
    Tensor penalty = slopes(critic, between).sub(1).square().mean();
    Tensor gain = critic.apply(real).mean().sub(critic.apply(fake).mean());
    return penalty.mul(PENALTY).sub(gain);
  }

  static double gain(Mlp critic, Tensor real, Tensor fake) {
    return critic.apply(real).mean().sub(critic.apply(fake).mean()).item();
  }

  @Override
  public void run(Output out, Size size) {
    int steps = size == Size.FULL ? 1500 : 500;
    Key keys = Key.of(11).split(steps + 2);
    Mlp critic = Mlp.random(keys.get(steps), 2, 32, 32, 1);
    Adam adam = Adam.of(5e-3).withBetas(0.5, 0.9);
    Optimizer.State<Mlp> state = adam.init(critic);
    Key held = keys.get(steps + 1);
    Tensor real = ring(held.split2()[0], 2000).add(MOVED);
    Tensor fake = ring(held.split2()[1], 2000);
    double[] at = new double[steps / 10];
    double[] gains = new double[at.length];
    for (int i = 0; i < steps; i++) {
      Key three = keys.get(i).split(3);
      Tensor a = ring(three.get(0), BATCH).add(MOVED);
      Tensor b = ring(three.get(1), BATCH);
      Tensor mixture = three.get(2).uniform(BATCH, 1);
      Mlp g = grad(c -> loss(c, a, b, mixture), critic);
      double rate = 5e-3 * (1 - (double) i / steps);
      Optimizer.Next<Mlp> next = adam.withLr(rate).step(state, critic, g);
      critic = next.parameters();
      state = next.state();
      if (i % 10 == 9) {
        at[i / 10] = i + 1;
        gains[i / 10] = gain(critic, real, fake);
      }
    }
    double distance = MOVED.norm().item();
    double gain = gain(critic, real, fake);
    double slope = slopes(critic, real.lerp(fake, 0.5)).mean().item();
    out.line("after %d steps: gain %.3f, mean norm of the gradient %.3f", steps, gain, slope);
    double steepest = 1 + distance / (2 * PENALTY);
    out.line("the distance is %.3f, so the gain should be %.3f", distance, steepest * distance);
    out.line("and the norm %.3f; their quotient is %.3f", steepest, gain / slope);
    double part = size == Size.FULL ? 0.06 : 0.2;
    out.agreement("the gain against s W", Math.abs(gain - steepest * distance), part);
    out.agreement("the norm of the gradient against s", Math.abs(slope - steepest), part);
    XYChart chart = out.chart("What the critic gains", "training step", "gain on held-out data");
    Output.curve(chart, "the critic", Tensor.of(at), Tensor.of(gains));
    Output.curve(
        chart,
        "the greatest there is, s W",
        Tensor.of(0, steps),
        Tensor.of(distance, distance).mul(steepest));
  }
}
