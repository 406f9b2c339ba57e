package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Reduction;
import java.util.function.Function;

/** Losses of {@code torch.nn.functional}. */
final class Objectives {
  private static final int IGNORED = -100;

  private Objectives() {}

  static void addTo(Operators to) {
    add(to, "mse_loss", a -> Losses.mse(input(a), target(a), reduction(a, 4)));
    add(to, "l1_loss", a -> Losses.l1(input(a), target(a), reduction(a, 4)));
    add(
        to,
        "smooth_l1_loss",
        a -> Losses.smoothL1(input(a), target(a), a.real(5, "beta", 1), reduction(a, 4)));
    add(
        to,
        "binary_cross_entropy",
        a ->
            Losses.binaryCrossEntropy(
                input(a), target(a), a.tensorOrNull(2, "weight"), reduction(a, 5)));
    add(
        to,
        "binary_cross_entropy_with_logits",
        a ->
            Losses.binaryCrossEntropyWithLogits(
                input(a),
                target(a),
                a.tensorOrNull(2, "weight"),
                a.tensorOrNull(6, "pos_weight"),
                reduction(a, 5)));
    add(
        to,
        "nll_loss",
        a ->
            Losses.nll(
                input(a),
                target(a),
                a.tensorOrNull(2, "weight"),
                a.integer(4, "ignore_index", IGNORED),
                reduction(a, 6)));
    add(
        to,
        "cross_entropy",
        a ->
            Losses.crossEntropy(
                input(a),
                target(a),
                a.tensorOrNull(2, "weight"),
                a.integer(4, "ignore_index", IGNORED),
                a.real(7, "label_smoothing", 0),
                reduction(a, 6)));
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

  private static Reduction reduction(Arguments a, int place) {
    return switch (a.text(place, "reduction", "mean")) {
      case "mean" -> Reduction.MEAN;
      case "sum" -> Reduction.SUM;
      case "none" -> Reduction.NONE;
      default -> throw a.unsupported("reduction");
    };
  }
}
