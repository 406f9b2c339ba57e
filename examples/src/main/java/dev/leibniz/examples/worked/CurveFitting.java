package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.jacobian;

import dev.leibniz.Tensor;
import dev.leibniz.examples.nist.Problem;
import dev.leibniz.examples.nist.Problems;
import dev.leibniz.optim.solver.Fit;
import dev.leibniz.optim.solver.Interval;
import dev.leibniz.optim.solver.LevenbergMarquardt;
import org.knowm.xchart.XYChart;

/**
 * A spectral line fitted by Levenberg–Marquardt, with error bars of its parameters and a band about
 * the curve. The answer is certified by NIST.
 */
final class CurveFitting implements Example {
  /** Height, width and place of the line. */
  record Line(Tensor height, Tensor width, Tensor place) {
    Tensor at(Tensor x) {
      Tensor z = x.sub(place).div(width);
      return height.div(width).mul(z.square().mul(-0.5).exp());
    }
  }

  @Override
  public String name() {
    return "curve";
  }

  @Override
  public String title() {
    return "Curve fitting with error bars, against certified values";
  }

  @Override
  public void run(Output out, Size size) {
    Problem eckerle =
        Problems.all().stream().filter(p -> p.name().equals("Eckerle4")).findFirst().orElseThrow();
    Tensor x = eckerle.x().select(0, 0);
    Line start = new Line(Tensor.scalar(1), Tensor.scalar(10), Tensor.scalar(500));
    Fit<Line> fit = LevenbergMarquardt.of().fit(l -> l.at(x).sub(eckerle.y()), start);
    Line errors = fit.standardErrors();
    Interval<Line> interval = fit.confidenceIntervals(0.95);
    out.line("%s after %d steps", fit.status(), fit.iterations());
    out.line("              value      error       95 %% from            to");
    line(
        out,
        "height",
        fit.point().height(),
        errors.height(),
        interval.lower().height(),
        interval.upper().height());
    line(
        out,
        "width",
        fit.point().width(),
        errors.width(),
        interval.lower().width(),
        interval.upper().width());
    line(
        out,
        "place",
        fit.point().place(),
        errors.place(),
        interval.lower().place(),
        interval.upper().place());
    out.agreement(
        "parameters against NIST's, relative", off(fit.point(), eckerle.parameters()), 5e-9);
    out.agreement(
        "standard errors against NIST's, relative", off(errors, eckerle.deviations()), 5e-7);

    Tensor fine = Tensor.linspace(434, 469, 401);
    Tensor j = jacobian((Line l) -> l.at(fine), fit.point()).toDense();
    Tensor band = j.matmul(fit.covariance()).mul(j).sum(1).sqrt().mul(2);
    Tensor curve = fit.point().at(fine);
    XYChart chart =
        out.chart("A spectral line and its band of confidence", "wavelength", "transmittance");
    Output.curve(chart, "fit", fine, curve);
    Output.faint(Output.curve(chart, "two standard errors above", fine, curve.add(band)), 1);
    Output.faint(Output.curve(chart, "two below", fine, curve.sub(band)), 1);
    Tensor near = x.ge(fine.amin()).logicalAnd(x.le(fine.amax()));
    Output.points(chart, "data", x.maskedSelect(near), eckerle.y().maskedSelect(near));
  }

  private static void line(
      Output out, String name, Tensor value, Tensor error, Tensor from, Tensor to) {
    out.line(
        "%-8s %12.6f  %9.6f  %12.6f  %12.6f",
        name, value.item(), error.item(), from.item(), to.item());
  }

  private static double off(Line line, Tensor certified) {
    Tensor found = Tensor.stack(0, line.height(), line.width(), line.place());
    return found.sub(certified).div(certified).abs().amax().item();
  }
}
