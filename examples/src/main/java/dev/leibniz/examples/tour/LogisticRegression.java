package dev.leibniz.examples.tour;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;

import dev.leibniz.DType;
import dev.leibniz.HessianProduct;
import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;

/** Logistic regression by two second-order methods. */
public final class LogisticRegression implements Part {
  private static final double GRADIENT = 1e-8;

  @Override
  public String title() {
    return "Logistic regression by Newton's method, with and without a Hessian";
  }

  // @start region=shown
  /** Minus the log-likelihood of weights w (the last one is the intercept), and the penalty. */
  static TensorFunction loss(Tensor x, Tensor label) {
    Tensor standard = x.sub(x.mean(0)).div(x.stdPopulation(0));
    Tensor rows = Tensor.cat(1, standard, Tensor.ones(x.shape().get(0), 1));
    Tensor signed = rows.mul(label.mul(2).sub(1).unsqueeze(1));
    return w -> {
      Tensor penalty = w.narrow(0, 0, 30).square().sum().div(2);
      return signed.matmul(w).logSigmoid().sum().neg().add(penalty);
    };
  }

  static Tensor newton(TensorFunction loss) {
    Tensor w = Tensor.zeros(31);
    for (Tensor g = grad(loss, w); g.norm().item() > 1e-8; g = grad(loss, w)) {
      w = w.sub(Linalg.solve(hessian(loss, w), g));
    }
    return w;
  }

  static Tensor newtonConjugateGradients(TensorFunction loss) {
    Tensor w = Tensor.zeros(31);
    for (var at = hvp(loss, w); at.grad().norm().item() > 1e-8; at = hvp(loss, w)) {
      w = w.sub(solve(at, at.grad()));
    }
    return w;
  }

  /** Solves H s = g by conjugate gradients, where h is v ↦ H v. */
  static Tensor solve(HessianProduct<Tensor> h, Tensor g) {
    Tensor s = g.zerosLike();
    Tensor rest = g;
    Tensor direction = g;
    double square = rest.dot(rest).item();
    double enough = square * 1e-12;
    while (square > enough) {
      Tensor image = h.apply(direction);
      double length = square / direction.dot(image).item();
      s = s.add(direction.mul(length));
      rest = rest.sub(image.mul(length));
      double next = rest.dot(rest).item();
      direction = rest.add(direction.mul(next / square));
      square = next;
    }
    return s;
  }

  // @end

  @Override
  public void run(Report report) {
    Examples data = Examples.breastCancer();
    Tensor x = data.features();
    Tensor label = data.classes().to(DType.FLOAT64);
    TensorFunction loss = loss(x, label);
    Tensor newton = report.time("Newton", () -> newton(loss));
    Tensor conjugate =
        report.time("Newton with conjugate gradients", () -> newtonConjugateGradients(loss));

    double[] a = newton.toArray();
    double[] b = conjugate.toArray();
    var plain = new PlainLogisticRegression(data);
    report.result("breast cancer data, %d x %d", x.shape().get(0), x.shape().get(1));
    report.result("                     loss          |gradient|  right answers");
    describe(report, "Newton", loss, newton, plain);
    describe(report, "Newton-CG", loss, conjugate, plain);

    report.check(below("Newton", grad(loss, newton).norm().item()));
    report.check(below("Newton-CG", grad(loss, conjugate).norm().item()));
    report.check(Check.agreement("the two optima", Distance.between(a, b), 1e-8));
    report.check(
        Check.agreement(
            "Newton against reweighted least squares in plain loops",
            Distance.between(a, plain.optimum()),
            1e-8));
    report.check(
        Check.agreement(
            "the gradient there, by differences of a loss in plain loops, against 0",
            Distance.between(plain.slope(a), new double[a.length]),
            1e-4));
  }

  private static void describe(
      Report report, String method, TensorFunction loss, Tensor w, PlainLogisticRegression plain) {
    report.result(
        "%-16s %12.8f     %8.1e    %d of 569",
        method, loss.apply(w).item(), grad(loss, w).norm().item(), plain.right(w.toArray()));
  }

  private static Check below(String method, double norm) {
    return Check.agreement(method + ", norm of the gradient against 0", norm, GRADIENT);
  }
}
