package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.jacobian;

import dev.leibniz.Tensor;
import org.knowm.xchart.XYChart;

/**
 * How the populations of hunters and hunted depend on what their equations hold: the derivative of
 * a whole solution, through every stage of a Runge–Kutta integrator, forward because there are few
 * parameters.
 */
final class OdeSensitivity implements Example {
  private static final double[] PARAMETERS = {1.1, 0.4, 0.4, 0.1};
  private static final double[] NAMED_STEP = {1e-6, 1e-6, 1e-6, 1e-6};
  private static final double TIME = 20;

  @Override
  public String name() {
    return "ode";
  }

  @Override
  public String title() {
    return "Sensitivities of an ODE's solution, through the integrator";
  }

  /** x′ = a x − b x y, y′ = d x y − c y. */
  private static Tensor slope(Tensor z, Tensor p) {
    Tensor meet = z.get(0).mul(z.get(1));
    return Tensor.stack(
        0,
        p.get(0).mul(z.get(0)).sub(p.get(1).mul(meet)),
        p.get(3).mul(meet).sub(p.get(2).mul(z.get(1))));
  }

  /** Of shape [steps + 1, 2]. */
  private static Tensor solution(Tensor p, int steps) {
    double h = TIME / steps;
    Tensor[] path = new Tensor[steps + 1];
    Tensor z = Tensor.of(10, 5);
    path[0] = z;
    for (int i = 1; i <= steps; i++) {
      Tensor k1 = slope(z, p);
      Tensor k2 = slope(z.add(k1.mul(h / 2)), p);
      Tensor k3 = slope(z.add(k2.mul(h / 2)), p);
      Tensor k4 = slope(z.add(k3.mul(h)), p);
      z = z.add(k1.add(k2.mul(2)).add(k3.mul(2)).add(k4).mul(h / 6));
      path[i] = z;
    }
    return Tensor.stack(0, path);
  }

  @Override
  public void run(Output out, Size size) {
    int steps = size == Size.FULL ? 800 : 100;
    Tensor p = Tensor.of(PARAMETERS);
    Tensor sensitivity = jacobian((Tensor q) -> solution(q, steps), p);
    out.line("derivatives of both populations at time %.0f", TIME);
    out.line("by          hunted      hunters");
    String[] names = {"birth", "capture", "death", "growth"};
    double worst = 0;
    for (int j = 0; j < names.length; j++) {
      double x = sensitivity.get(steps, 0, j).item();
      double y = sensitivity.get(steps, 1, j).item();
      out.line("%-8s %10.4f   %10.4f", names[j], x, y);
      double[] plain = difference(j, steps);
      worst = Math.max(worst, Math.abs(x - plain[0]) / Math.max(1, Math.abs(x)));
      worst = Math.max(worst, Math.abs(y - plain[1]) / Math.max(1, Math.abs(y)));
    }
    out.agreement("against differences of plain loops, relative", worst, 1e-6);
    Tensor time = Tensor.linspace(0, TIME, steps + 1);
    XYChart chart =
        out.chart(
            "How the number of the hunted depends on each rate", "time", "derivative by the rate");
    for (int j = 0; j < names.length; j++) {
      Output.curve(chart, names[j], time, sensitivity.select(1, 0).select(1, j));
    }
  }

  private static double[] difference(int j, int steps) {
    double h = NAMED_STEP[j];
    double[] up = PARAMETERS.clone();
    double[] down = PARAMETERS.clone();
    up[j] += h;
    down[j] -= h;
    double[] a = plain(up, steps);
    double[] b = plain(down, steps);
    return new double[] {(a[0] - b[0]) / (2 * h), (a[1] - b[1]) / (2 * h)};
  }

  /** The same integrator without tensors. */
  private static double[] plain(double[] p, int steps) {
    double h = TIME / steps;
    double[] z = {10, 5};
    for (int i = 0; i < steps; i++) {
      double[] k1 = plainSlope(z, p, z, 0);
      double[] k2 = plainSlope(z, p, k1, h / 2);
      double[] k3 = plainSlope(z, p, k2, h / 2);
      double[] k4 = plainSlope(z, p, k3, h);
      for (int c = 0; c < 2; c++) {
        z[c] += h / 6 * (k1[c] + 2 * k2[c] + 2 * k3[c] + k4[c]);
      }
    }
    return z;
  }

  private static double[] plainSlope(double[] z, double[] p, double[] k, double h) {
    double x = z[0] + h * k[0];
    double y = z[1] + h * k[1];
    return new double[] {p[0] * x - p[1] * x * y, p[3] * x * y - p[2] * y};
  }
}
