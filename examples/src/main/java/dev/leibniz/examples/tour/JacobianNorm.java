package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.jacobian;

import dev.leibniz.Tensor;
import java.util.Objects;

/** A Jacobian, and the derivative of its norm by the classical API. */
public final class JacobianNorm implements Part {
  private record Result(Tensor x, Tensor jacobian, Tensor norm, Tensor gradient) {}

  @Override
  public String title() {
    return "A Jacobian, and the gradient of its norm";
  }

  private static Result result() {
    // @start region=shown
    Tensor x = Tensor.of(new double[][] {{0, 0.5, 1}, {-1, 2, 0.3}}).requiresGrad();
    Tensor j = jacobian(v -> v.exp().sum(1), x, createGraph()); // shape [2, 2, 3]
    Tensor norm = j.norm();
    norm.backward(); // differentiates the derivative
    Tensor g = x.grad();
    // @end
    return new Result(x.detach(), j.detach(), norm.detach(), Objects.requireNonNull(g));
  }

  @Override
  public void run(Report report) {
    Result r = report.time("Jacobian, norm and backward", JacobianNorm::result);
    report.result("x", r.x());
    report.result("j", r.jacobian());
    report.result("norm", r.norm());
    report.result("g", r.gradient());

    double[] x = r.x().toArray();
    double[] jacobian = new double[12];
    double[] gradient = new double[6];
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      jacobian[i / 3 * 9 + i % 3] = Math.exp(x[i]);
      sum += Math.exp(2 * x[i]);
    }
    double norm = Math.sqrt(sum);
    for (int i = 0; i < 6; i++) {
      gradient[i] = Math.exp(2 * x[i]) / norm;
    }
    report.check(
        Check.agreement(
            "j against exp(x) on the diagonal blocks and 0 elsewhere",
            Distance.between(r.jacobian().toArray(), jacobian),
            1e-14));
    report.check(
        Check.agreement(
            "norm against the root of the sum of exp(2x)",
            Math.abs(r.norm().item() - norm),
            1e-14));
    report.check(
        Check.agreement(
            "g against exp(2x) / norm", Distance.between(r.gradient().toArray(), gradient), 1e-14));
  }
}
