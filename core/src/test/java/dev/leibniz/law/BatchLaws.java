package dev.leibniz.law;

import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vjp;

import dev.leibniz.Functional;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What vmap gives is what a loop gives. */
final class BatchLaws {
  private BatchLaws() {}

  private static final int SIZE = 3;

  static final Law LOOP =
      new Law(
          "a batch of each input, and of all, equals a loop",
          (sample, random) -> {
            for (boolean[] varies : Examples.choices(sample.domains().size())) {
              Examples examples = Examples.of(sample, SIZE, varies, random);
              Closeness.require(
                  examples.batched(sample.function(), random),
                  examples.looped(sample.function()),
                  sample.rounding(),
                  () -> "batched " + Arrays.toString(varies));
            }
          });

  static final Law NESTED =
      new Law(
          "nested batches equal nested loops",
          (sample, random) -> {
            int n = sample.domains().size();
            for (boolean[] outer : Examples.choices(n)) {
              for (boolean[] inner : Examples.choices(n)) {
                nested(sample, outer, inner, random);
              }
            }
          });

  /**
   * An input of the inner batch is a stack of two, which may differ from one outer example to the
   * next.
   */
  private static void nested(Sample sample, boolean[] outer, boolean[] inner, Random random) {
    List<Tensor[]> each = new ArrayList<>();
    for (int k = 0; k < SIZE; k++) {
      Tensor[] one = sample.inputs(random);
      Tensor[] two = sample.inputs(random);
      for (int i = 0; i < one.length; i++) {
        if (!outer[i] && k > 0) {
          one[i] = each.getFirst()[i];
        } else if (inner[i]) {
          one[i] = Tensor.stack(0, one[i], two[i]);
        }
      }
      each.add(one);
    }
    UnaryOperator<Tensor[]> batched =
        in -> {
          List<Tensor> stacks = new ArrayList<>();
          for (int i = 0; i < in.length; i++) {
            if (inner[i]) {
              stacks.add(in[i]);
            }
          }
          return new Examples(List.<Tensor[]>of(in), inner)
              .map(sample.function(), stacks)
              .toArray(Tensor[]::new);
        };
    UnaryOperator<Tensor[]> looped =
        in ->
            Examples.stacked(
                    List.of(
                        sample.function().apply(slice(in, inner, 0)),
                        sample.function().apply(slice(in, inner, 1))))
                .toArray(Tensor[]::new);
    Examples examples = new Examples(each, outer);
    Closeness.require(
        examples.batched(batched, random),
        examples.looped(looped),
        sample.rounding(),
        () -> "outer " + Arrays.toString(outer) + ", inner " + Arrays.toString(inner));
  }

  private static Tensor[] slice(Tensor[] in, boolean[] stacked, int at) {
    Tensor[] slice = in.clone();
    for (int i = 0; i < in.length; i++) {
      slice[i] = stacked[i] ? in[i].select(0, at) : in[i];
    }
    return slice;
  }

  static final Law EMPTY =
      new Law(
          "a batch of no examples gives none, of the right shape",
          (sample, random) -> {
            Tensor[] one = sample.inputs(random);
            Tensor[] y = sample.function().apply(one);
            for (boolean[] varies : Examples.choices(one.length)) {
              Examples examples = new Examples(List.<Tensor[]>of(one), varies);
              List<Tensor> none = new ArrayList<>();
              for (int i = 0; i < one.length; i++) {
                if (varies[i]) {
                  none.add(Tensor.zeros(one[i].shape().insert(0, 0), one[i].dtype()));
                }
              }
              List<Tensor> expected = new ArrayList<>();
              for (Tensor t : y) {
                expected.add(Tensor.zeros(t.shape().insert(0, 0), t.dtype()));
              }
              Closeness.require(
                  examples.map(sample.function(), none),
                  expected,
                  0,
                  () -> "none of " + Arrays.toString(varies));
            }
          });

  static final Law PULLBACKS =
      Law.ofDerivatives(
          "a batch of derivatives equals a loop",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<List<Tensor>> xs = times(() -> f.otherPoint(random));
              List<List<Tensor>> cts = times(() -> f.cotangent(random));
              List<List<Tensor>> vs = times(() -> f.direction(random));
              agree(sample, f, "vjp", xs, cts, p -> vjp(f, p.x()).apply(p.v()));
              agree(sample, f, "jvp", xs, vs, p -> jvp(f, p.x(), p.v()).tangent());
              agree(sample, f, "linearize", xs, vs, p -> linearize(f, p.x()).apply(p.v()));
            }
          });

  static final Law CAPTURED =
      Law.ofDerivatives(
          "a linear map made outside a batch equals a loop inside",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<List<Tensor>> xs = times(() -> f.otherPoint(random));
              List<List<Tensor>> cts = times(() -> f.cotangent(random));
              List<List<Tensor>> vs = times(() -> f.direction(random));
              var pullback = vjp(f, f.point());
              var pushforward = linearize(f, f.point());
              agree(sample, f, "pull", xs, cts, p -> pullback.apply(p.v()));
              agree(sample, f, "push", xs, vs, p -> pushforward.apply(p.v()));
            }
          });

  static final Law THROUGH =
      Law.ofDerivatives(
          "the derivative of a batch is the batch of derivatives",
          (sample, random) -> {
            for (Restriction f : Restriction.all(sample, random)) {
              List<List<Tensor>> xs = times(() -> f.otherPoint(random));
              List<List<Tensor>> cts = times(() -> f.cotangent(random));
              List<List<Tensor>> vs = times(() -> f.direction(random));
              Function<List<Tensor>, List<Tensor>> batched =
                  Functional.<List<Tensor>, List<Tensor>>vmap(List.class, f);
              List<List<Tensor>> back = new ArrayList<>();
              List<List<Tensor>> forth = new ArrayList<>();
              for (int k = 0; k < SIZE; k++) {
                back.add(vjp(f, xs.get(k)).apply(cts.get(k)));
                forth.add(jvp(f, xs.get(k), vs.get(k)).tangent());
              }
              List<Tensor> x = stacked(xs);
              Closeness.require(
                  vjp(batched, x).apply(stacked(cts)),
                  stacked(back),
                  sample.rounding(),
                  () -> "vjp of vmap, " + f);
              Closeness.require(
                  jvp(batched, x, stacked(vs)).tangent(),
                  stacked(forth),
                  sample.rounding(),
                  () -> "jvp of vmap, " + f);
            }
          });

  /** A point and a direction or cotangent. */
  record At(List<Tensor> x, List<Tensor> v) {}

  private static void agree(
      Sample sample,
      Restriction f,
      String what,
      List<List<Tensor>> xs,
      List<List<Tensor>> vs,
      Function<At, List<Tensor>> map) {
    List<List<Tensor>> loop = new ArrayList<>();
    for (int k = 0; k < SIZE; k++) {
      loop.add(map.apply(new At(xs.get(k), vs.get(k))));
    }
    List<Tensor> batch =
        Functional.<At, List<Tensor>>vmap(At.class, map).apply(new At(stacked(xs), stacked(vs)));
    Closeness.require(batch, stacked(loop), sample.rounding(), () -> what + ", " + f);
  }

  private static List<List<Tensor>> times(java.util.function.Supplier<List<Tensor>> draw) {
    List<List<Tensor>> all = new ArrayList<>();
    for (int k = 0; k < SIZE; k++) {
      all.add(draw.get());
    }
    return all;
  }

  private static List<Tensor> stacked(List<List<Tensor>> results) {
    return Examples.stacked(results.stream().map(r -> r.toArray(Tensor[]::new)).toList());
  }

  static List<Law> all() {
    return List.of(LOOP, NESTED, EMPTY, PULLBACKS, CAPTURED, THROUGH);
  }
}
