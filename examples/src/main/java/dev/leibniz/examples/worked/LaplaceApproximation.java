package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.hessian;

import dev.leibniz.Linalg;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.Minimum;
import dev.leibniz.optim.solver.NewtonCG;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;

/**
 * The posterior of the tour's logistic regression as a normal distribution: its mode, and the
 * inverse of the Hessian there for a covariance.
 */
final class LaplaceApproximation implements Example {
  @Override
  public String name() {
    return "laplace";
  }

  @Override
  public String title() {
    return "Laplace approximation: error bars of a logistic regression by its Hessian";
  }

  private static Tensor energy(Tumours data, Tensor w) {
    int n = w.size() - 1;
    return data.losses(w).sum().add(w.narrow(0, 0, n).square().sum().div(2));
  }

  @Override
  public void run(Output out, Size size) {
    int measurements = size == Size.FULL ? 30 : 10;
    Tumours data = Tumours.of(measurements);
    Minimum<Tensor> mode =
        NewtonCG.of().minimize(w -> energy(data, w), Tensor.zeros(measurements + 1));
    Tensor w = mode.point();
    Tensor h = hessian(v -> energy(data, v), w);
    Tensor covariance = Linalg.inv(h);
    Tensor deviations = covariance.diagonal(0, 0, 1).sqrt();
    out.line("mode: %s after %d steps, %s", mode.status(), mode.iterations(), mode.evaluations());
    out.line("weight    mode   deviation   mode / deviation");
    double[] m = w.toArray();
    double[] d = deviations.toArray();
    int surely = 0;
    for (int i = 0; i < m.length; i++) {
      boolean sure = Math.abs(m[i]) > 2 * d[i];
      surely += sure ? 1 : 0;
      out.line("%4d   %8.3f  %8.3f   %6.1f%s", i, m[i], d[i], m[i] / d[i], sure ? " *" : "");
    }
    out.line("%d of %d weights are two deviations from zero", surely, m.length);
    // the Hessian of a logistic regression by its formula
    Tensor p = data.rows().matmul(w).sigmoid();
    Tensor weights = p.mul(p.neg().add(1)).unsqueeze(1);
    Tensor penalty = Tensor.eye(measurements + 1).mul(Tensor.ones(measurements).pad(0, 1));
    Tensor formula = data.rows().mul(weights).mT().matmul(data.rows()).add(penalty);
    double difference = formula.sub(h).abs().amax().div(h.abs().amax()).item();
    out.agreement("the Hessian against Xᵀ P X + 1", difference, 1e-12);
    double inverse = covariance.matmul(h).sub(Tensor.eye(measurements + 1)).abs().amax().item();
    out.agreement("covariance times Hessian against 1", inverse, 1e-10);
    XYChart chart =
        out.chart("Weights, each with two standard deviations", "number of the weight", "value");
    double[] numbers = Tensor.arange((long) m.length).to(w.dtype()).toArray();
    chart
        .addSeries("mode", numbers, m, deviations.mul(2).toArray())
        .setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    Output.faint(Output.curve(chart, "zero", Tensor.of(0, m.length - 1), Tensor.zeros(2)), 2);
  }
}
