package dev.leibniz.law;

import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.vjp;

import dev.leibniz.Autograd;
import dev.leibniz.Functional.Jvp;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What holds for the derivative in both modes. */
final class FirstOrderLaws {
  private FirstOrderLaws() {}

  static final Law TANGENT =
      new Law(
          "the tangent agrees with central differences",
          s -> !s.isCoarse() && s.isDifferentiable(),
          (sample, random) -> {
            double h = 1e-5;
            for (Restriction f : Restriction.all(sample, random)) {
              List<Tensor> x = f.point();
              List<Tensor> v = f.direction(random);
              List<Tensor> tangent = jvp(f, x, v).tangent();
              List<Tensor> forth = f.apply(Closeness.moved(x, h, v));
              List<Tensor> back = f.apply(Closeness.moved(x, -h, v));
              Closeness.require(tangent, Closeness.slope(forth, back, h), 1e-7, () -> f);
            }
          });

  static final Law TRANSPOSE =
      Law.ofDerivatives(
          "the cotangent is the transpose of the tangent",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<Tensor> v = f.direction(random);
              List<Tensor> ct = f.cotangent(random);
              List<Tensor> forth = jvp(f, f.point(), v).tangent();
              List<Tensor> back = vjp(f, f.point()).apply(ct);
              requireLike(back, f.point(), f);
              double scale = 1 + Math.sqrt(Closeness.dot(forth, forth) * Closeness.dot(ct, ct));
              double gap = Closeness.dot(forth, ct) - Closeness.dot(back, v);
              if (!(Math.abs(gap) <= sample.rounding() * scale)) {
                throw new AssertionError(
                    f
                        + ": the inner products "
                        + Closeness.dot(forth, ct)
                        + " and "
                        + Closeness.dot(back, v)
                        + " should be equal");
              }
            }
          });

  /** Shape and dtype of a cotangent are those of the input. */
  private static void requireLike(List<Tensor> cotangent, List<Tensor> x, Restriction f) {
    for (int i = 0; i < x.size(); i++) {
      Tensor c = cotangent.get(i);
      if (!c.shape().equals(x.get(i).shape()) || c.dtype() != x.get(i).dtype()) {
        throw new AssertionError(
            f + ": a cotangent " + c.dtype() + c.shape() + " for " + x.get(i).shape());
      }
    }
  }

  static final Law PUSH =
      Law.ofDerivatives(
          "the recorded graph pushes exactly as forward mode does",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<Tensor> v = f.direction(random);
              Jvp<List<Tensor>> forward = jvp(f, f.point(), v);
              var recorded = linearize(f, f.point());
              Closeness.require(recorded.value(), forward.value(), 0, () -> f);
              Closeness.require(recorded.apply(v), forward.tangent(), 0, () -> f);
              Closeness.require(recorded.apply(v), forward.tangent(), 0, () -> f);
            }
          });

  static final Law REPEAT =
      Law.ofDerivatives(
          "a pullback may be used again",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              var pullback = vjp(f, f.point());
              List<Tensor> ct = f.cotangent(random);
              List<Tensor> first = pullback.apply(ct);
              pullback.apply(f.cotangent(random));
              Closeness.require(pullback.apply(ct), first, 0, () -> f);
            }
          });

  static final Law DEPENDENCE =
      Law.ofDerivatives(
          "a floating result depends on every active input, whatever the derivative",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              vjp(f, f.point(), strict());
              jvp(f, f.point(), f.direction(random), strict());
            }
          });

  static final Law CLASSICAL =
      Law.ofDerivatives(
          "level 0 gives what the transforms give",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<Tensor> ct = f.cotangent(random);
              List<Tensor> expected = vjp(f, f.point()).apply(ct);
              List<Tensor> leaves = leaves(f.point());
              List<Tensor> y = f.apply(leaves);
              Closeness.require(
                  known(Autograd.grad(y, leaves, ct, Autograd.retainGraph())),
                  expected,
                  sample.rounding(),
                  () -> f);
              Closeness.require(
                  known(Autograd.grad(y, leaves, ct, createGraph())),
                  expected,
                  sample.rounding(),
                  () -> "createGraph, " + f);
              for (int i = 0; i < y.size(); i++) {
                y.get(i).backward(ct.get(i), Autograd.retainGraph());
              }
              Closeness.require(gradients(leaves), expected, sample.rounding(), () -> f);
            }
          });

  static final Law NESTED =
      Law.ofDerivatives(
          "a pullback agrees inside another transform",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<Tensor> ct = f.cotangent(random);
              List<Tensor> expected = vjp(f, f.point()).apply(ct);
              var inside = vjp((List<Tensor> x) -> vjp(f, x).apply(ct), f.point());
              Closeness.require(inside.value(), expected, sample.rounding(), () -> f);
              List<Tensor> dual =
                  jvp((List<Tensor> x) -> vjp(f, x).apply(ct), f.point(), f.direction(random))
                      .value();
              Closeness.require(dual, expected, sample.rounding(), () -> f);
            }
          });

  static List<Tensor> leaves(List<Tensor> x) {
    return x.stream().map(Tensor::requiresGrad).toList();
  }

  private static List<Tensor> known(List<? extends Tensor> gradients) {
    List<Tensor> all = new ArrayList<>();
    gradients.forEach(g -> all.add(Objects.requireNonNull(g)));
    return all;
  }

  private static List<Tensor> gradients(List<Tensor> leaves) {
    List<Tensor> all = new ArrayList<>();
    leaves.forEach(x -> all.add(Objects.requireNonNullElse(x.grad(), x.detach().zerosLike())));
    return all;
  }

  static List<Law> all() {
    return List.of(TANGENT, TRANSPOSE, PUSH, REPEAT, DEPENDENCE, CLASSICAL, NESTED);
  }
}
