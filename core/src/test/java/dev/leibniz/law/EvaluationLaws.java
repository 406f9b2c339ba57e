package dev.leibniz.law;

import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vjp;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.transform.Symbolic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What holds for the values: shapes, dtypes, layouts. */
final class EvaluationLaws {
  private EvaluationLaws() {}

  static final Law SHAPE =
      new Law(
          "shape and dtype are known without numbers",
          (sample, random) -> {
            Tensor[] in = sample.inputs(random);
            Tensor[] out = sample.function().apply(in);
            Tensor[] shadows = sample.function().apply(Symbolic.shadows(in));
            if (out.length != shadows.length) {
              throw new AssertionError(out.length + " results, foreseen " + shadows.length);
            }
            for (int i = 0; i < out.length; i++) {
              if (!out[i].shape().equals(shadows[i].shape())
                  || out[i].dtype() != shadows[i].dtype()
                  || out[i].toArray().length != out[i].shape().size()) {
                throw new AssertionError(
                    "result "
                        + i
                        + " is "
                        + out[i].dtype()
                        + out[i].shape()
                        + ", foreseen "
                        + shadows[i].dtype()
                        + shadows[i].shape());
              }
            }
          });

  static final Law VIEWS =
      new Law(
          "views give what copies give",
          (sample, random) -> {
            for (Layout layout : Layout.values()) {
              for (boolean[] viewed : Examples.choices(sample.domains().size())) {
                Tensor[] views = views(sample, layout, viewed, random);
                Tensor[] copies = Arrays.stream(views).map(Tensor::copy).toArray(Tensor[]::new);
                Closeness.require(
                    List.of(sample.function().apply(views)),
                    List.of(sample.function().apply(copies)),
                    sample.rounding(),
                    () -> layout + " " + Arrays.toString(viewed) + " " + Arrays.toString(copies));
              }
            }
          });

  static final Law VIEWED_DERIVATIVES =
      Law.ofDerivatives(
          "derivatives at views, along views, are those of copies",
          (sample, random) -> {
            for (Layout layout : List.of(Layout.TRANSPOSED, Layout.SPACED, Layout.SPREAD)) {
              for (Restriction f : Restriction.all(sample, random)) {
                Tensor[] copies = f.inputs();
                Tensor[] views = copies.clone();
                if (layout != Layout.SPREAD) {
                  Arrays.setAll(views, i -> layout.of(copies[i]));
                }
                Restriction viewed = f.at(views);
                List<Tensor> ct = laidOut(layout, f.cotangent(random));
                List<Tensor> v = laidOut(layout, f.direction(random));
                Closeness.require(
                    vjp(viewed, viewed.point()).apply(ct),
                    vjp(f, f.point()).apply(ct.stream().map(Tensor::copy).toList()),
                    sample.rounding(),
                    () -> layout + ", vjp " + f);
                Closeness.require(
                    jvp(viewed, viewed.point(), v).tangent(),
                    jvp(f, f.point(), v.stream().map(Tensor::copy).toList()).tangent(),
                    sample.rounding(),
                    () -> layout + ", jvp " + f);
              }
            }
          });

  private static Tensor[] views(Sample sample, Layout layout, boolean[] viewed, Random random) {
    Tensor[] in = sample.inputs(random);
    for (int i = 0; i < in.length; i++) {
      if (viewed[i] && (layout != Layout.SPREAD || sample.domains().get(i).isFree())) {
        in[i] = layout.of(in[i]);
      }
    }
    return in;
  }

  private static List<Tensor> laidOut(Layout layout, List<Tensor> x) {
    return x.stream().map(layout::of).toList();
  }

  static final Law FLOAT32 =
      new Law(
          "FLOAT32 gives nearly what FLOAT64 gives, derivatives too",
          s -> !s.isCoarse() && s.domains().stream().anyMatch(Domain::isActive),
          (sample, random) -> {
            Tensor[] narrow = sample.as(DType.FLOAT32).inputs(random);
            Tensor[] wide =
                Arrays.stream(narrow)
                    .map(x -> x.dtype().isFloating() ? x.to(DType.FLOAT64) : x)
                    .toArray(Tensor[]::new);
            Closeness.require(
                widened(List.of(sample.function().apply(narrow))),
                List.of(sample.function().apply(wide)),
                1e-5,
                () -> "at " + Arrays.toString(wide));
            if (sample.isDifferentiable()) {
              derivatives(sample, narrow, wide, random);
            }
          });

  private static void derivatives(Sample sample, Tensor[] narrow, Tensor[] wide, Random random) {
    for (Restriction any : Restriction.all(sample, random)) {
      Restriction f = any.at(wide);
      Restriction g = any.at(narrow);
      List<Tensor> v = f.direction(random);
      List<Tensor> ct = f.cotangent(random);
      Closeness.require(
          widened(jvp(g, g.point(), v).tangent()),
          jvp(f, f.point(), v).tangent(),
          2e-5,
          () -> "jvp, " + f);
      Closeness.require(
          widened(vjp(g, g.point()).apply(ct)),
          vjp(f, f.point()).apply(ct),
          2e-5,
          () -> "vjp, " + f);
      long seed = random.nextLong();
      Closeness.require(
          widened(hvp(g.curved(new Random(seed)), g.point()).apply(v)),
          hvp(f.curved(new Random(seed)), f.point()).apply(v),
          5e-4,
          () -> "hvp, " + f);
    }
  }

  private static List<Tensor> widened(List<Tensor> x) {
    List<Tensor> all = new ArrayList<>();
    for (Tensor t : x) {
      all.add(t.dtype() == DType.FLOAT32 ? t.to(DType.FLOAT64) : t);
    }
    return all;
  }

  static final Law INTEGERS =
      new Law(
          "integers give what FLOAT64 gives on the same numbers",
          EvaluationLaws::isInteger,
          (sample, random) -> {
            Tensor[] in = sample.inputs(random);
            Tensor[] wide = in.clone();
            for (int i = 0; i < in.length; i++) {
              wide[i] = sample.domains().get(i).isData() ? in[i] : in[i].to(DType.FLOAT64);
            }
            Tensor[] exact = sample.function().apply(in);
            Tensor[] floating = sample.function().apply(wide);
            for (int i = 0; i < exact.length; i++) {
              Closeness.require(
                  exact[i].to(floating[i].dtype()),
                  floating[i],
                  0,
                  () -> "at " + Arrays.toString(in));
            }
          });

  private static boolean isInteger(Sample sample) {
    return sample.domains().stream()
        .anyMatch(d -> !d.isData() && (d.dtype() == DType.INT64 || d.dtype() == DType.INT32));
  }

  static List<Law> all() {
    return List.of(SHAPE, VIEWS, VIEWED_DERIVATIVES, FLOAT32, INTEGERS);
  }
}
