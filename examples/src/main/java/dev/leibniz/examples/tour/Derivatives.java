package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jvp;

import dev.leibniz.Key;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;

/** A derivative along a direction, and one of fifth order. */
public final class Derivatives implements Part {
  private static final int N = 10_000;

  @Override
  public String title() {
    return "A slope along one direction of 10,000, and a fifth derivative";
  }

  // @start region=shown
  static Tensor rosenbrock(Tensor x) {
    Tensor a = x.narrow(0, 0, N - 1);
    Tensor b = x.narrow(0, 1, N - 1);
    return b.sub(a.square()).square().mul(100).add(a.sub(1).square()).sum();
  }

  static Tensor along(Tensor x, Tensor v) {
    return jvp(Derivatives::rosenbrock, x, v).tangent();
  }

  static Tensor fifth(double t) {
    TensorFunction f = x -> x.exp().mul(x.sin());
    TensorFunction f5 = grad(grad(grad(grad(grad(f)))));
    return f5.apply(Tensor.scalar(t));
  }

  // @end

  @Override
  public void run(Report report) {
    Key[] keys = Key.of(6).split2();
    Tensor x = keys[0].normal(N);
    Tensor v = keys[1].normal(N);
    double t = 0.7;
    double slope = report.time("along v", () -> along(x, v)).item();
    double fifth = report.time("fifth derivative", () -> fifth(t)).item();
    report.result("slope of Rosenbrock's function along v    %.8f", slope);
    report.result("fifth derivative of exp(t) sin(t) at 0.7  %.12f", fifth);
    report.check(
        Check.agreement(
            "slope against the gradient by hand times v, relative",
            Distance.relative(slope, slopeByHand(x.toArray(), v.toArray())),
            1e-12));
    report.check(
        Check.agreement(
            "fifth derivative against 4 sqrt(2) exp(t) sin(t + 5 pi / 4), relative",
            Distance.relative(
                fifth, 4 * Math.sqrt(2) * Math.exp(t) * Math.sin(t + 5 * Math.PI / 4)),
            1e-14));
  }

  private static double slopeByHand(double[] x, double[] v) {
    double slope = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double fall = x[i + 1] - x[i] * x[i];
      slope += v[i] * (-400 * x[i] * fall + 2 * (x[i] - 1)) + v[i + 1] * 200 * fall;
    }
    return slope;
  }
}
