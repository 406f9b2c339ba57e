package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Activations;
import dev.leibniz.nn.Lookups;
import dev.leibniz.nn.Normalisations;
import java.util.function.Function;

/** Layers of {@code torch.nn.functional}: activations, products, look-ups, normalisations. */
final class Networks {
  private static final double EPS = 1e-5;

  private Networks() {}

  static void addTo(Operators to) {
    add(to, "relu", a -> input(a).relu());
    add(to, "logsigmoid", a -> input(a).logSigmoid());
    add(to, "silu", a -> Activations.silu(input(a)));
    add(to, "gelu", Networks::gelu);
    add(
        to,
        "softplus",
        a -> Activations.softplus(input(a), a.real(1, "beta", 1), a.real(2, "threshold", 20)));
    add(to, "elu", a -> Activations.elu(input(a), a.real(1, "alpha", 1)));
    add(to, "leaky_relu", a -> Activations.leakyRelu(input(a), a.real(1, "negative_slope", 0.01)));
    add(
        to,
        "hardtanh",
        a -> Activations.hardtanh(input(a), a.real(1, "min_val", -1), a.real(2, "max_val", 1)));
    add(to, "linear", Networks::linear);
    add(
        to,
        "embedding",
        a ->
            a.isGiven(2, "padding_idx")
                ? Lookups.embedding(input(a), a.tensor(1, "weight"), a.integer(2, "padding_idx"))
                : Lookups.embedding(input(a), a.tensor(1, "weight")));
    add(to, "batch_norm", Networks::batchNorm);
    add(
        to,
        "layer_norm",
        a ->
            Normalisations.layerNorm(
                input(a),
                a.integers(1, "normalized_shape").length,
                a.tensorOrNull(2, "weight"),
                a.tensorOrNull(3, "bias"),
                a.real(4, "eps", EPS)));
    add(
        to,
        "group_norm",
        a ->
            Normalisations.groupNorm(
                input(a),
                a.integer(1, "num_groups"),
                a.tensorOrNull(2, "weight"),
                a.tensorOrNull(3, "bias"),
                a.real(4, "eps", EPS)));
  }

  private static void add(Operators to, String name, Function<Arguments, Tensor> operator) {
    to.add("nn.functional." + name, operator);
  }

  private static Tensor input(Arguments a) {
    return a.tensor(0, "input");
  }

  private static Tensor gelu(Arguments a) {
    return switch (a.text(Arguments.KEYWORD, "approximate", "none")) {
      case "none" -> Activations.gelu(input(a));
      case "tanh" -> Activations.geluTanh(input(a));
      default -> throw a.unsupported("approximate");
    };
  }

  private static Tensor linear(Arguments a) {
    Tensor weight = a.tensor(1, "weight");
    Tensor product = input(a).matmul(weight.rank() == 1 ? weight : weight.mT());
    Tensor bias = a.tensorOrNull(2, "bias");
    return bias == null ? product : product.add(bias);
  }

  private static Tensor batchNorm(Arguments a) {
    Tensor mean = a.tensorOrNull(1, "running_mean");
    Tensor variance = a.tensorOrNull(2, "running_var");
    Tensor weight = a.tensorOrNull(3, "weight");
    Tensor bias = a.tensorOrNull(4, "bias");
    a.number(6, "momentum", 0.1); // is for what the running statistics become
    double eps = a.real(7, "eps", EPS);
    if (a.flag(5, "training", false)) {
      return Normalisations.batchNormTraining(input(a), weight, bias, eps);
    }
    if (mean == null || variance == null) {
      throw a.unsupported("neither training nor running statistics");
    }
    return Normalisations.batchNorm(input(a), mean, variance, weight, bias, eps);
  }
}
