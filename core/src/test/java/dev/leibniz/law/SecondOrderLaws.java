package dev.leibniz.law;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vhp;

import dev.leibniz.Autograd;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What holds for the derivative of a derivative, in all combinations of modes. */
final class SecondOrderLaws {
  private SecondOrderLaws() {}

  private static Tensor dot(List<Tensor> x, List<Tensor> y) {
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < x.size(); i++) {
      sum = sum.add(x.get(i).mul(y.get(i)).sum());
    }
    return sum;
  }

  static final Law COMBINATIONS =
      Law.ofDerivatives(
          "the combinations of modes agree at second order",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              Function<List<Tensor>, Tensor> g = f.curved(random);
              List<Tensor> x = f.point();
              List<Tensor> v = f.direction(random);
              double near = 100 * sample.rounding();
              List<Tensor> expected = hvp(g, x).apply(v);
              Closeness.require(vhp(g, x).apply(v), expected, near, () -> "vhp, " + f);
              Closeness.require(
                  jvp((List<Tensor> z) -> grad(g, z), x, v).tangent(),
                  expected,
                  near,
                  () -> "jvp of grad, " + f);
              Closeness.require(
                  grad((List<Tensor> z) -> dot(grad(g, z), v), x),
                  expected,
                  near,
                  () -> "grad of grad, " + f);
              Closeness.require(
                  grad((List<Tensor> z) -> jvp(g, z, v).tangent(), x),
                  expected,
                  near,
                  () -> "grad of jvp, " + f);
              Closeness.require(
                  grad((List<Tensor> z) -> linearize(g, z).apply(v), x),
                  expected,
                  near,
                  () -> "grad of linearize, " + f);
              double quadratic = Closeness.dot(expected, v);
              Tensor forward = jvp((List<Tensor> z) -> jvp(g, z, v).tangent(), x, v).tangent();
              Closeness.require(
                  forward,
                  Tensor.scalar(quadratic, forward.dtype()),
                  near * (1 + Closeness.dot(v, v)),
                  () -> "jvp of jvp, " + f);
            }
          });

  static final Law CLASSICAL =
      Law.ofDerivatives(
          "createGraph at level 0 gives what hvp gives",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              Function<List<Tensor>, Tensor> g = f.curved(random);
              List<Tensor> v = f.direction(random);
              List<Tensor> expected = hvp(g, f.point()).apply(v);
              List<Tensor> leaves = FirstOrderLaws.leaves(f.point());
              Tensor y = g.apply(leaves);
              Autograd.grad(List.of(y), leaves, Autograd.retainGraph());
              List<Tensor> first =
                  zeroFilled(Autograd.grad(List.of(y), leaves, createGraph()), leaves);
              Tensor directional = dot(first, v);
              List<Tensor> second =
                  directional.isRequiringGrad()
                      ? zeroFilled(
                          Autograd.grad(List.of(directional), leaves, Autograd.allowUnused()),
                          leaves)
                      : leaves.stream().map(x -> x.detach().zerosLike()).toList();
              Closeness.require(second, expected, 100 * sample.rounding(), () -> f);
            }
          });

  private static List<Tensor> zeroFilled(List<@Nullable Tensor> gradients, List<Tensor> leaves) {
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < leaves.size(); i++) {
      Tensor g = gradients.get(i);
      all.add(Objects.requireNonNullElse(g, leaves.get(i).detach().zerosLike()));
    }
    return all;
  }

  static final Law DIFFERENCES =
      new Law(
          "the second derivative agrees with central differences of the gradient",
          s -> !s.isCoarse() && s.isDifferentiable(),
          (sample, random) -> {
            double h = 1e-5;
            for (Restriction f : Restriction.all(sample, random)) {
              Function<List<Tensor>, Tensor> g = f.curved(random);
              List<Tensor> x = f.point();
              List<Tensor> v = f.direction(random);
              List<Tensor> forth = grad(g, Closeness.moved(x, h, v));
              List<Tensor> back = grad(g, Closeness.moved(x, -h, v));
              Closeness.require(hvp(g, x).apply(v), Closeness.slope(forth, back, h), 1e-6, () -> f);
            }
          });

  static List<Law> all() {
    return List.of(COMBINATIONS, CLASSICAL, DIFFERENCES);
  }
}
