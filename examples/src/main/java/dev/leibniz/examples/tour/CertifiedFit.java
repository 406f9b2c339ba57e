package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.jacobian;

import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;

/** Nonlinear least squares on a problem whose answer is certified. */
public final class CertifiedFit implements Part {
  private static final double EIGHT_DIGITS = 5e-9;

  private final NistProblem problem;

  /** The fit of NIST's Misra1a. */
  public CertifiedFit() {
    this(NistProblem.misra1a());
  }

  CertifiedFit(NistProblem problem) {
    this.problem = problem;
  }

  @Override
  public String title() {
    return "NIST's Misra1a by Gauss-Newton, from the second starting point";
  }

  // @start region=shown
  record Fit(Tensor parameters, Tensor deviations, int steps) {}

  static Fit fit(Tensor x, Tensor y, Tensor start) {
    TensorFunction residual = b -> y.sub(b.get(0).mul(b.get(1).mul(x).neg().expm1().neg()));
    Tensor b = start;
    for (int steps = 0; ; steps++) {
      Tensor r = residual.apply(b);
      Tensor j = jacobian(residual, b); // shape [14, 2]
      Tensor normal = j.mT().matmul(j);
      Tensor step = Linalg.solve(normal, j.mT().matmul(r));
      if (step.div(b).norm().item() < 1e-12) {
        Tensor variance = r.square().sum().div(x.size() - 2);
        Tensor deviations = Linalg.inv(normal).diagonal(0, 0, 1).mul(variance).sqrt();
        return new Fit(b, deviations, steps);
      }
      b = b.sub(step);
    }
  }

  // @end

  @Override
  public void run(Report report) {
    Fit fit = report.time("fit", () -> fit(problem.x(), problem.y(), problem.start()));

    double[] b = fit.parameters().toArray();
    double[] s = fit.deviations().toArray();
    double[] certified = problem.parameters().toArray();
    double[] certifiedDeviations = problem.deviations().toArray();
    report.result("%d steps from (250, 0.0005)", fit.steps());
    report.result("                             found             certified     digits");
    for (int i = 0; i < 2; i++) {
      String name = "b" + (i + 1);
      line(report, name, b[i], certified[i]);
      line(report, name + " standard deviation", s[i], certifiedDeviations[i]);
    }
    report.check(
        Check.agreement(
            "parameters against the certified ones, relative", worst(b, certified), EIGHT_DIGITS));
    report.check(
        Check.agreement(
            "standard deviations against the certified ones, relative",
            worst(s, certifiedDeviations),
            EIGHT_DIGITS));
  }

  private static void line(Report report, String name, double found, double certified) {
    report.result(
        "%-22s  %.10e  %.10e  %5.1f",
        name, found, certified, -Math.log10(Math.max(1e-16, Distance.relative(found, certified))));
  }

  private static double worst(double[] found, double[] certified) {
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst = Math.max(worst, Distance.relative(found[i], certified[i]));
    }
    return worst;
  }
}
