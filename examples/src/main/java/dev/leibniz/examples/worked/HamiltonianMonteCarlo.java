package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.valueAndGrad;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import org.knowm.xchart.XYChart;

/**
 * Samples of a posterior by Hamiltonian dynamics (R. Neal, "MCMC using Hamiltonian dynamics",
 * 2011): does the mean radius of cell nuclei tell benign from malignant tumours? Two parameters, so
 * that quadrature on a grid gives the posterior's moments in another way.
 */
final class HamiltonianMonteCarlo implements Example {
  private static final double STEP = 0.12;
  private static final int LEAPS = 12;
  private static final int GRID = 200;

  @Override
  public String name() {
    return "hmc";
  }

  @Override
  public String title() {
    return "Hamiltonian Monte Carlo on tumours, against quadrature";
  }

  /** Minus the logarithm of the posterior, with a standard deviation of 5 a priori. */
  private static Tensor energy(Tumours data, Tensor w) {
    return data.losses(w).sum().add(w.square().sum().div(50));
  }

  @Override
  public void run(Output out, Size size) {
    int samples = size == Size.FULL ? 4000 : 600;
    Tumours data = Tumours.of(1);
    TensorFunction energy = w -> energy(data, w);
    Key keys = Key.of(8).split(samples);
    double[] slope = new double[samples];
    double[] intercept = new double[samples];
    Tensor w = Tensor.of(-3.5, 0.7);
    int accepted = 0;
    for (int i = 0; i < samples; i++) {
      Key[] two = keys.get(i).split2();
      Tensor momentum = two[0].normal(2);
      Tensor to = w;
      var here = valueAndGrad(energy, w);
      Tensor p = momentum.sub(here.grad().mul(STEP / 2));
      for (int k = 0; k < LEAPS; k++) {
        to = to.add(p.mul(STEP));
        p = p.sub(grad(energy, to).mul(k < LEAPS - 1 ? STEP : STEP / 2));
      }
      double change = energy.apply(to).sub(here.value()).item();
      double kinetic = p.square().sum().sub(momentum.square().sum()).item() / 2;
      if (Math.log(two[1].uniform().item()) < -(change + kinetic)) {
        w = to;
        accepted++;
      }
      slope[i] = w.get(0).item();
      intercept[i] = w.get(1).item();
    }
    double[] exact = quadrature(data);
    Tensor slopes = Tensor.of(slope);
    Tensor intercepts = Tensor.of(intercept);
    out.line("%d samples, %.0f %% accepted", samples, 100.0 * accepted / samples);
    out.line("                 mean              standard deviation");
    out.line("             sampled  exact          sampled  exact");
    line(out, "slope", slopes, exact[0], exact[1]);
    line(out, "intercept", intercepts, exact[2], exact[3]);
    double tolerance = size == Size.FULL ? 0.08 : 0.25;
    check(out, "slope", slopes, exact[0], exact[1], tolerance);
    check(out, "intercept", intercepts, exact[2], exact[3], tolerance);
    XYChart chart = out.chart("Posterior of a logistic regression, sampled", "slope", "intercept");
    Output.points(chart, "samples", slopes, intercepts);
    Tensor angle = Tensor.linspace(0, 2 * Math.PI, 200);
    for (int radius = 1; radius <= 2; radius++) {
      Tensor first = angle.cos().mul(radius);
      Tensor second = angle.sin().mul(radius * Math.sqrt(1 - exact[4] * exact[4]));
      Output.curve(
          chart,
          radius == 1 ? "one standard deviation, exact" : "two",
          first.mul(exact[1]).add(exact[0]),
          first.mul(exact[4]).add(second).mul(exact[3]).add(exact[2]));
    }
    chart.getStyler().setMarkerSize(3);
  }

  private static void line(Output out, String name, Tensor samples, double mean, double deviation) {
    out.line(
        "%-10s  %8.3f %8.3f      %8.3f %8.3f",
        name, samples.mean().item(), mean, samples.std().item(), deviation);
  }

  private static void check(
      Output out, String name, Tensor samples, double mean, double deviation, double tolerance) {
    out.agreement(
        name + ": mean, in standard deviations",
        Math.abs(samples.mean().item() - mean) / deviation,
        tolerance);
    out.agreement(
        name + ": standard deviation, relative",
        Math.abs(samples.std().item() / deviation - 1),
        tolerance);
  }

  /** Means and deviations of both parameters and their correlation, in plain loops over a grid. */
  private static double[] quadrature(Tumours data) {
    double[] x = data.rows().select(1, 0).toArray();
    double[] sign = data.sign().toArray();
    double[] sums = new double[6];
    double least = Double.NaN;
    for (int i = 0; i < GRID; i++) {
      for (int j = 0; j < GRID; j++) {
        double a = -6 + 4.5 * i / GRID;
        double b = -0.5 + 2.5 * j / GRID;
        double energy = (a * a + b * b) / 50;
        for (int k = 0; k < x.length; k++) {
          energy += Math.log1p(Math.exp(-sign[k] * (a * x[k] + b)));
        }
        least = Double.isNaN(least) ? energy : least;
        double weight = Math.exp(least - energy);
        sums[0] += weight;
        sums[1] += weight * a;
        sums[2] += weight * a * a;
        sums[3] += weight * b;
        sums[4] += weight * b * b;
        sums[5] += weight * a * b;
      }
    }
    double a = sums[1] / sums[0];
    double b = sums[3] / sums[0];
    double deviationA = Math.sqrt(sums[2] / sums[0] - a * a);
    double deviationB = Math.sqrt(sums[4] / sums[0] - b * b);
    double correlation = (sums[5] / sums[0] - a * b) / (deviationA * deviationB);
    return new double[] {a, deviationA, b, deviationB, correlation};
  }
}
