package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;
import dev.leibniz.nn.Lookups;
import dev.leibniz.nn.Normalisations;
import dev.leibniz.nn.Similarities;
import java.util.function.Function;

/** Layers of {@code torch.nn.functional}: products, look-ups, normalisations. */
final class Networks {
  private static final double EPS = 1e-5;

  private Networks() {}

  static void addTo(Operators to) {
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
    add(to, "instance_norm", Networks::instanceNorm);
    add(
        to,
        "local_response_norm",
        a ->
            Normalisations.localResponseNorm(
                input(a),
                a.integer(1, "size"),
                a.real(2, "alpha", 1e-4),
                a.real(3, "beta", 0.75),
                a.real(4, "k", 1)));
    add(
        to,
        "normalize",
        a ->
            Normalisations.normalize(
                input(a), a.real(1, "p", 2), a.integer(2, "dim", 1), a.real(3, "eps", 1e-12)));
    to.add(
        "renorm",
        a ->
            Normalisations.renorm(
                input(a), a.real(1, "p", 2), a.integer(2, "dim"), a.real(3, "maxnorm", 0)));
    add(
        to,
        "cosine_similarity",
        a ->
            Similarities.cosineSimilarity(
                a.tensor(0, "x1"),
                a.tensor(1, "x2"),
                a.integer(2, "dim", 1),
                a.real(3, "eps", 1e-8)));
    add(to, "pairwise_distance", Networks::pairwiseDistance);
  }

  private static Tensor pairwiseDistance(Arguments a) {
    Tensor distance =
        Similarities.pairwiseDistance(
            a.tensor(0, "x1"), a.tensor(1, "x2"), a.real(2, "p", 2), a.real(3, "eps", 1e-6));
    return a.flag(4, "keepdim", false) ? distance.unsqueeze(-1) : distance;
  }

  private static Tensor instanceNorm(Arguments a) {
    Tensor mean = a.tensorOrNull(1, "running_mean");
    Tensor variance = a.tensorOrNull(2, "running_var");
    Tensor weight = a.tensorOrNull(3, "weight");
    Tensor bias = a.tensorOrNull(4, "bias");
    a.number(6, "momentum", 0.1); // is for what the running statistics become
    double eps = a.real(7, "eps", EPS);
    if (a.flag(5, "use_input_stats", true)) {
      return Normalisations.instanceNorm(input(a), weight, bias, eps);
    }
    if (mean == null || variance == null) {
      throw a.unsupported("neither statistics of the input nor running ones");
    }
    return Normalisations.batchNorm(input(a), mean, variance, weight, bias, eps);
  }

  private static void add(Operators to, String name, Function<Arguments, Tensor> operator) {
    to.add("nn.functional." + name, operator);
  }

  private static Tensor input(Arguments a) {
    return a.tensor(0, "input");
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
