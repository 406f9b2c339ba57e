package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.grad;

import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.BFGS;
import dev.leibniz.optim.solver.Implicit;
import dev.leibniz.optim.solver.Minimum;
import dev.leibniz.optim.solver.NewtonCG;
import dev.leibniz.optim.solver.Stopping;
import java.util.function.Function;
import org.knowm.xchart.XYChart;

/**
 * The best penalty of a logistic regression by the gradient of the loss on held-out data: weights
 * are a function of the penalty's logarithm, defined by a minimum, and have a derivative by the
 * implicit function theorem. No step of the training is differentiated.
 */
final class HyperparameterGradient implements Example {
  private static final int TRAINING = 60;

  @Override
  public String name() {
    return "hyperparameter";
  }

  @Override
  public String title() {
    return "A hyper-parameter's gradient by implicit differentiation";
  }

  private static Tensor loss(Tumours data, Tensor w, Tensor logarithm) {
    return data.losses(w).sum().add(w.square().sum().div(2).mul(logarithm.exp()));
  }

  @Override
  public void run(Output out, Size size) {
    Tumours all = Tumours.of(size == Size.FULL ? 30 : 8);
    Tumours seen = all.range(0, TRAINING);
    Tumours held = all.range(TRAINING, all.size());
    Tensor zeros = Tensor.zeros(all.rows().shape().get(1));
    Function<Tensor, Tensor> trained =
        Implicit.argmin(
            l ->
                NewtonCG.of()
                    .withStopping(new Stopping(200, 1e-13))
                    .minimize(w -> loss(seen, w, l), zeros)
                    .point(),
            (w, l) -> loss(seen, w, l));
    Function<Tensor, Tensor> validation = l -> held.losses(trained.apply(l)).mean();
    Tensor start = Tensor.scalar(Math.log(0.01));
    double slope = grad(validation, start).item();
    double h = 1e-3;
    double difference =
        (validation.apply(start.add(h)).item() - validation.apply(start.sub(h)).item()) / (2 * h);
    Minimum<Tensor> best =
        BFGS.of().withStopping(new Stopping(100, 1e-7)).minimize(validation, start);
    out.line("penalty %.4f: held-out loss %.5f", 0.01, validation.apply(start).item());
    out.line(
        "penalty %.4f: held-out loss %.5f, after %d steps",
        Math.exp(best.point().item()), best.value(), best.iterations());
    out.agreement(
        "the gradient against training twice, relative",
        Math.abs(slope - difference) / Math.abs(slope),
        1e-5);
    out.agreement("the gradient at the best penalty against 0", best.gradientNorm(), 1e-6);
    Tensor logarithms = Tensor.linspace(-8, 6, 57);
    double[] losses = new double[logarithms.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < losses.length; i++) {
      losses[i] = validation.apply(logarithms.get(i)).item();
      least = Math.min(least, losses[i]);
    }
    out.agreement("the best loss against that of a grid", Math.max(0, best.value() - least), 1e-6);
    XYChart chart =
        out.chart("The best penalty", "logarithm of the penalty", "loss on held-out data");
    Output.curve(chart, "training for each of a grid", logarithms, Tensor.of(losses));
    Output.points(
        chart, "found by its gradient", Tensor.of(best.point().item()), Tensor.of(best.value()));
  }
}
