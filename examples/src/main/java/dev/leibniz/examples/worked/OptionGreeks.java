package dev.leibniz.examples.worked;

import static dev.leibniz.Functional.valueAndHessian;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Tensor;
import org.knowm.xchart.XYChart;

/**
 * A call option's price and its derivatives to second order, once from the formula of Black and
 * Scholes and once from simulated payoffs. The payoff has a kink, which a second derivative cannot
 * see; it is rounded off over a tenth of a unit of price.
 */
final class OptionGreeks implements Example {
  private static final double STRIKE = 105;
  private static final double ROUNDED = 0.1;

  @Override
  public String name() {
    return "greeks";
  }

  @Override
  public String title() {
    return "Option Greeks to second order, by formula and by Monte Carlo";
  }

  /** Of price, volatility, rate and time. */
  private static Tensor formula(Tensor market) {
    Tensor s = market.get(0);
    Tensor sigma = market.get(1);
    Tensor r = market.get(2);
    Tensor t = market.get(3);
    Tensor width = sigma.mul(t.sqrt());
    Tensor d1 = s.div(STRIKE).log().add(r.mul(t)).div(width).add(width.div(2));
    Tensor paid = r.mul(t).neg().exp().mul(STRIKE);
    return s.mul(normal(d1)).sub(paid.mul(normal(d1.sub(width))));
  }

  private static Tensor normal(Tensor x) {
    return x.div(Math.sqrt(2)).neg().erfc().div(2);
  }

  /** With the shocks drawn one from each of as many equally likely strata. */
  private static Tensor simulated(Tensor market, Tensor shocks) {
    Tensor sigma = market.get(1);
    Tensor r = market.get(2);
    Tensor t = market.get(3);
    Tensor drift = r.sub(sigma.square().div(2)).mul(t);
    Tensor end = market.get(0).mul(drift.add(sigma.mul(t.sqrt()).mul(shocks)).exp());
    Tensor payoff = end.sub(STRIKE).div(ROUNDED).softplus().mul(ROUNDED);
    return payoff.mean().mul(r.mul(t).neg().exp());
  }

  @Override
  public void run(Output out, Size size) {
    int n = size == Size.FULL ? 400_000 : 200_000;
    Tensor strata = Tensor.arange((long) n).to(DType.FLOAT64);
    Tensor uniform = strata.add(Key.of(6).uniform(n)).div(n);
    Tensor shocks = uniform.mul(2).sub(1).erfinv().mul(Math.sqrt(2));
    Tensor market = Tensor.of(100, 0.2, 0.03, 0.75);
    var exact = valueAndHessian(OptionGreeks::formula, market);
    var sampled = valueAndHessian(m -> simulated(m, shocks), market);
    double[] textbook = textbook(100, 0.2, 0.03, 0.75);
    String[] names = {"price", "delta", "vega", "rho", "theta", "gamma", "vanna", "volga"};
    double[] a = greeks(exact.value(), exact.grad(), exact.hessian());
    double[] b = greeks(sampled.value(), sampled.grad(), sampled.hessian());
    out.line("         textbook      derivatives   simulated");
    double worst = 0;
    double far = 0;
    for (int i = 0; i < names.length; i++) {
      out.line("%-6s %12.6f  %12.6f  %12.6f", names[i], textbook[i], a[i], b[i]);
      worst = Math.max(worst, Math.abs(a[i] - textbook[i]) / Math.abs(textbook[i]));
      far = Math.max(far, Math.abs(b[i] - textbook[i]) / Math.abs(textbook[i]));
    }
    out.agreement("derivatives of the formula against the textbook, relative", worst, 1e-12);
    out.agreement("derivatives of the simulation against it, relative", far, 0.02);
    Tensor prices = Tensor.linspace(60, 150, 60);
    double[] gammas = new double[prices.size()];
    double[] samples = new double[prices.size()];
    for (int i = 0; i < gammas.length; i++) {
      Tensor at = Tensor.cat(0, prices.narrow(0, i, 1), market.narrow(0, 1, 3));
      gammas[i] = valueAndHessian(OptionGreeks::formula, at).hessian().get(0, 0).item();
      Tensor few = shocks.get(Key.of(7).integers(0, n, 2000));
      samples[i] = valueAndHessian(m -> simulated(m, few), at).hessian().get(0, 0).item();
    }
    XYChart chart = out.chart("Gamma of a call option", "price today", "gamma");
    Output.curve(chart, "formula", prices, Tensor.of(gammas));
    Output.points(chart, "2000 paths, not stratified", prices, Tensor.of(samples));
  }

  private static double[] greeks(Tensor value, Tensor g, Tensor h) {
    return new double[] {
      value.item(),
      g.get(0).item(),
      g.get(1).item(),
      g.get(2).item(),
      -g.get(3).item(),
      h.get(0, 0).item(),
      h.get(0, 1).item(),
      h.get(1, 1).item()
    };
  }

  /** From the closed forms that books print. */
  private static double[] textbook(double s, double sigma, double r, double t) {
    double width = sigma * Math.sqrt(t);
    double d1 = (Math.log(s / STRIKE) + r * t) / width + width / 2;
    double d2 = d1 - width;
    double n1 = normal(Tensor.scalar(d1)).item();
    double n2 = normal(Tensor.scalar(d2)).item();
    double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
    double paid = STRIKE * Math.exp(-r * t);
    double vega = s * density * Math.sqrt(t);
    return new double[] {
      s * n1 - paid * n2,
      n1,
      vega,
      paid * t * n2,
      -s * density * sigma / (2 * Math.sqrt(t)) - r * paid * n2,
      density / (s * width),
      -density * d2 / sigma,
      vega * d1 * d2 / sigma
    };
  }
}
