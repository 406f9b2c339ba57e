package dev.leibniz.conformance.operators;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.nn.Activations;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Activations of {@code torch.nn.functional}, with what they take besides a tensor. */
final class Nonlinearities {
  private Nonlinearities() {}

  static void addTo(Operators to) {
    each(to, "relu", Tensor::relu);
    each(to, "logsigmoid", Tensor::logSigmoid);
    each(to, "silu", Activations::silu);
    each(to, "selu", Activations::selu);
    each(to, "mish", Activations::mish);
    each(to, "hardsigmoid", Activations::hardsigmoid);
    each(to, "hardswish", Activations::hardswish);
    each(to, "relu6", Activations::relu6);
    each(to, "softsign", Activations::softsign);
    each(to, "tanhshrink", Activations::tanhshrink);
    add(to, "gelu", Nonlinearities::gelu);
    add(
        to,
        "softplus",
        a -> Activations.softplus(input(a), a.real(1, "beta", 1), a.real(2, "threshold", 20)));
    add(to, "elu", a -> Activations.elu(input(a), a.real(1, "alpha", 1)));
    add(to, "celu", a -> Activations.celu(input(a), a.real(1, "alpha", 1)));
    add(to, "leaky_relu", a -> Activations.leakyRelu(input(a), a.real(1, "negative_slope", 0.01)));
    add(to, "prelu", a -> Activations.prelu(input(a), a.tensor(1, "weight")));
    add(
        to,
        "hardtanh",
        a -> Activations.hardtanh(input(a), a.real(1, "min_val", -1), a.real(2, "max_val", 1)));
    add(to, "hardshrink", a -> Activations.hardshrink(input(a), a.real(1, "lambd", 0.5)));
    add(to, "softshrink", a -> Activations.softshrink(input(a), a.real(1, "lambd", 0.5)));
    add(
        to,
        "threshold",
        a -> Activations.threshold(input(a), a.real(1, "threshold", 0), a.real(2, "value", 0)));
    add(to, "glu", a -> Activations.glu(input(a), a.integer(1, "dim", -1)));
    add(to, "softmin", Nonlinearities::softmin);
  }

  private static void each(Operators to, String name, UnaryOperator<Tensor> function) {
    add(to, name, a -> function.apply(input(a)));
  }

  private static void add(Operators to, String name, Function<Arguments, Tensor> operator) {
    to.add("nn.functional." + name, operator);
  }

  private static Tensor input(Arguments a) {
    return a.tensor(0, "input");
  }

  private static Tensor gelu(Arguments a) {
    return switch (a.text(Arguments.KEYWORD, "approximate", "none")) {
      case "none" -> input(a).gelu();
      case "tanh" -> Activations.geluTanh(input(a));
      default -> throw a.unsupported("approximate");
    };
  }

  private static Tensor softmin(Arguments a) {
    Tensor x = input(a);
    DType dtype = a.dtype(Arguments.KEYWORD, "dtype", x.dtype());
    return Activations.softmin(x.to(dtype), a.integer(1, "dim"));
  }
}
