package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import java.util.function.Function;

/** {@code torch.nn.functional}. */
final class Networks {
  private static final double ROOT_TWO = Math.sqrt(2);

  private Networks() {}

  static void addTo(Operators to) {
    add(to, "relu", a -> input(a).relu());
    add(to, "logsigmoid", a -> input(a).logSigmoid());
    add(to, "silu", a -> input(a).mul(input(a).sigmoid()));
    add(to, "gelu", Networks::gelu);
    add(to, "softplus", Networks::softplus);
    add(
        to,
        "elu",
        a -> {
          Tensor x = input(a);
          Tensor below = Operand.scaled(x.minimum(0).expm1(), a.number(1, "alpha", 1L));
          return Tensor.where(x.gt(0), x, below);
        });
    add(
        to,
        "leaky_relu",
        a ->
            Tensor.where(
                input(a).gt(0),
                input(a),
                Operand.scaled(input(a), a.number(1, "negative_slope", 0.01))));
    add(
        to,
        "hardtanh",
        a ->
            input(a)
                .maximum(a.number(1, "min_val", -1L).doubleValue())
                .minimum(a.number(2, "max_val", 1L).doubleValue()));
    add(
        to,
        "linear",
        a -> {
          Tensor weight = a.tensor(1, "weight");
          Tensor product = input(a).matmul(weight.rank() == 1 ? weight : weight.mT());
          Tensor bias = a.tensorOrNull(2, "bias");
          return bias == null ? product : product.add(bias);
        });
    add(to, "embedding", a -> a.tensor(1, "weight").get(input(a)));
    add(to, "mse_loss", a -> reduced(a, input(a).sub(target(a)).square()));
    add(to, "l1_loss", a -> reduced(a, input(a).sub(target(a)).abs()));
    add(to, "smooth_l1_loss", Networks::smoothLoss);
  }

  private static void add(Operators to, String name, Function<Arguments, Tensor> operator) {
    to.add("nn.functional." + name, operator);
  }

  private static Tensor input(Arguments a) {
    return a.tensor(0, "input");
  }

  private static Tensor target(Arguments a) {
    return a.tensor(1, "target");
  }

  private static Tensor reduced(Arguments a, Tensor losses) {
    return switch (a.text(Arguments.KEYWORD, "reduction", "mean")) {
      case "mean" -> losses.mean();
      case "sum" -> losses.sum();
      case "none" -> losses;
      default -> throw a.unsupported("reduction");
    };
  }

  private static Tensor smoothLoss(Arguments a) {
    Tensor d = input(a).sub(target(a)).abs();
    double beta = a.number(Arguments.KEYWORD, "beta", 1L).doubleValue();
    return reduced(
        a, beta == 0 ? d : Tensor.where(d.lt(beta), d.square().mul(0.5 / beta), d.sub(0.5 * beta)));
  }

  private static Tensor gelu(Arguments a) {
    Tensor x = input(a);
    Tensor twice =
        switch (a.text(Arguments.KEYWORD, "approximate", "none")) {
          case "none" -> x.div(ROOT_TWO).erf().add(1);
          case "tanh" -> x.pow(3).mul(0.044715).add(x).mul(Math.sqrt(2 / Math.PI)).tanh().add(1);
          default -> throw a.unsupported("approximate");
        };
    return x.mul(twice).mul(0.5);
  }

  private static Tensor softplus(Arguments a) {
    Tensor x = input(a);
    double beta = a.number(1, "beta", 1L).doubleValue();
    Tensor steep = x.mul(beta);
    double threshold = a.number(2, "threshold", 20L).doubleValue();
    return Tensor.where(steep.gt(threshold), x, steep.softplus().div(beta));
  }
}
