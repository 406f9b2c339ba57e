package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.ConnectionistTemporalClassification;
import dev.leibniz.nn.ConnectionistTemporalClassification.Impossible;
import dev.leibniz.nn.Losses;
import dev.leibniz.nn.Losses.ConstantTerms;
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
    add(
        to,
        "huber_loss",
        a -> Losses.huber(input(a), target(a), a.real(3, "delta", 1), reduction(a, 2)));
    add(to, "kl_div", Objectives::divergence);
    add(
        to,
        "gaussian_nll_loss",
        a ->
            Losses.gaussianNll(
                input(a),
                target(a),
                a.tensor(2, "var"),
                a.real(4, "eps", 1e-6),
                constants(a, 3),
                reduction(a, 5)));
    add(to, "poisson_nll_loss", Objectives::ofCounts);
    add(
        to,
        "ctc_loss",
        a ->
            ConnectionistTemporalClassification.ctc(
                a.tensor(0, "log_probs"),
                a.tensor(1, "targets"),
                a.tensor(2, "input_lengths"),
                a.tensor(3, "target_lengths"),
                a.integer(4, "blank", 0),
                a.flag(6, "zero_infinity", false) ? Impossible.ZERO : Impossible.INFINITE,
                reduction(a, 5)));
  }

  private static Tensor divergence(Arguments a) {
    boolean isBatchMean = a.text(4, "reduction", "mean").equals("batchmean");
    Reduction reduction = isBatchMean ? Reduction.SUM : reduction(a, 4);
    Tensor loss =
        a.flag(5, "log_target", false)
            ? Losses.klDivergenceOfLogs(input(a), target(a), reduction)
            : Losses.klDivergence(input(a), target(a), reduction);
    return isBatchMean ? loss.div((double) input(a).shape().get(0)) : loss;
  }

  private static Tensor ofCounts(Arguments a) {
    double eps = a.real(5, "eps", 1e-8);
    return a.flag(2, "log_input", true)
        ? Losses.poissonNll(input(a), target(a), constants(a, 3), reduction(a, 7))
        : Losses.poissonNllOfRates(input(a), target(a), eps, constants(a, 3), reduction(a, 7));
  }

  private static ConstantTerms constants(Arguments a, int place) {
    return a.flag(place, "full", false) ? ConstantTerms.INCLUDED : ConstantTerms.OMITTED;
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
