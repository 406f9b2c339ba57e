package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;

import dev.leibniz.HessianProduct;
import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.ConjugateGradients;
import dev.leibniz.optim.solver.NewtonCG;
import dev.leibniz.optim.solver.Stopping;
import org.knowm.xchart.XYChart;

/**
 * What each training example does to the loss on others, without training again (P. Koh and P.
 * Liang, "Understanding black-box predictions via influence functions", 2017): one solution with
 * the Hessian by conjugate gradients, then one jvp for all examples. An influence is a derivative
 * by the example's weight, and is compared with training again with a little less of it; beside it
 * stands what leaving the example out in earnest does, which is no small change.
 */
final class InfluenceFunctions implements Example {
  private static final int TRAINING = 400;
  private static final double SLIGHT = 1e-3;

  @Override
  public String name() {
    return "influence";
  }

  @Override
  public String title() {
    return "Influence functions, against training again";
  }

  private static Tensor loss(Tumours data, Tensor weights, Tensor w) {
    return data.losses(w).mul(weights).sum().add(w.square().sum().div(2));
  }

  private static Tensor trained(Tumours data, Tensor weights, Tensor start) {
    return NewtonCG.of()
        .withStopping(new Stopping(100, 1e-13))
        .minimize(w -> loss(data, weights, w), start)
        .point();
  }

  /** What the loss on others becomes with some weight less for an example. */
  private static double change(Tumours seen, Tumours unseen, Tensor w, int i, double less) {
    double[] weights = Tensor.ones(TRAINING).toArray();
    weights[i] -= less;
    Tensor changed = trained(seen, Tensor.of(weights), w);
    return unseen.losses(changed).mean().item() - unseen.losses(w).mean().item();
  }

  @Override
  public void run(Output out, Size size) {
    Tumours all = Tumours.of(size == Size.FULL ? 30 : 8);
    Tumours seen = all.range(0, TRAINING);
    Tumours unseen = all.range(TRAINING, all.size());
    Tensor ones = Tensor.ones(TRAINING);
    Tensor w = trained(seen, ones, Tensor.zeros(all.rows().shape().get(1)));
    HessianProduct<Tensor> h = hvp(v -> loss(seen, ones, v), w);
    Tensor wanted = grad(v -> unseen.losses(v).mean(), w);
    var solved = ConjugateGradients.of().solve(v -> h.apply(v), wanted);
    // less weight for example i moves w by H⁻¹ ∇ℓᵢ
    Tensor influence = jvp(v -> seen.losses(v), w, solved.point()).tangent();
    out.line("%d products with the Hessian, %s", solved.iterations(), solved.status());
    out.line("example   predicted change    true change of the loss, if it is left out");
    Tensor order = influence.abs().neg().sort(0).indices();
    int count = size == Size.FULL ? 40 : 8;
    double[] predicted = new double[count];
    double[] actual = new double[count];
    double worst = 0;
    for (int k = 0; k < count; k++) {
      int i = (int) order.get(k).itemAsLong();
      predicted[k] = influence.get(i).item();
      actual[k] = change(seen, unseen, w, i, 1);
      double slight = change(seen, unseen, w, i, SLIGHT) - change(seen, unseen, w, i, -SLIGHT);
      worst = Math.max(worst, Math.abs(slight / (2 * SLIGHT) - predicted[k]));
      if (k < 8) {
        out.line("%5d     %12.3e       %12.3e", i, predicted[k], actual[k]);
      }
    }
    Tensor a = Tensor.of(predicted);
    Tensor b = Tensor.of(actual);
    double correlation =
        a.sub(a.mean())
            .mul(b.sub(b.mean()))
            .mean()
            .div(a.stdPopulation().mul(b.stdPopulation()))
            .item();
    out.line("correlation of the %d most influential: %.4f", count, correlation);
    out.agreement(
        "influences against training again with a little less weight, relative",
        worst / influence.abs().amax().item(),
        1e-5);
    XYChart chart =
        out.chart(
            "Leaving one example out: the change of the loss on others",
            "predicted by influence",
            "found by training again");
    Output.points(chart, "the " + count + " most influential examples", a, b);
    Tensor ends = Tensor.stack(0, a.amin(), a.amax());
    Output.faint(Output.curve(chart, "equal", ends, ends), 2);
  }
}
