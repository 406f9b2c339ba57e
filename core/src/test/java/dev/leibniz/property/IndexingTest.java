package dev.leibniz.property;

import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vjp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.DType;
import dev.leibniz.Functional;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Reading, setting and adding at random indices, against an oracle that goes place by place. */
class IndexingTest {
  private static final long SEED = Long.getLong("leibniz.seed", 1);
  private static final int TRIALS = 800;

  private static Tensor random(Shape shape, Random random) {
    double[] a = new double[shape.size()];
    for (int i = 0; i < a.length; i++) {
      a[i] = random.nextGaussian();
    }
    return Tensor.of(a).reshape(shape);
  }

  /** One index, the tensor, a value that fits the place, and what the index means. */
  private record Trial(
      RandomIndex index, PlacesOracle oracle, Tensor x, Tensor value, Random random) {

    Tensor get(Tensor t) {
      return t.get(index.parts());
    }

    Tensor set(Tensor t, Tensor v) {
      return t.at(index.parts()).set(v);
    }

    Tensor add(Tensor t, Tensor v) {
      return t.at(index.parts()).add(v);
    }
  }

  private static void each(int trials, Consumer<Trial> check) {
    for (int i = 0; i < trials; i++) {
      Random random = new Random(SEED * 1_000_003 + i);
      RandomIndex index = RandomIndex.of(random);
      try {
        PlacesOracle oracle = new PlacesOracle(index.shape(), index.parts());
        Tensor x = random(index.shape(), random);
        check.accept(
            new Trial(index, oracle, x, random(spread(oracle.result(), random), random), random));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + SEED + ", trial " + i + ": " + index + ": " + e.getMessage(), e);
      }
    }
  }

  /** A shape that broadcasts to this one. */
  private static Shape spread(Shape to, Random random) {
    Shape s = to.range(random.nextInt(3) == 0 ? random.nextInt(to.rank() + 1) : 0, to.rank());
    for (int a = 0; a < s.rank(); a++) {
      s = random.nextInt(5) == 0 ? s.with(a, 1) : s;
    }
    return s;
  }

  @Test
  void readingGivesThePlacesThatTheOracleNames() {
    each(
        TRIALS,
        t -> {
          Tensor y = t.get(t.x());
          assertThat(y.shape()).isEqualTo(t.oracle().result());
          double[] x = t.x().toArray();
          double[] expected = new double[y.size()];
          for (int k = 0; k < expected.length; k++) {
            expected[k] = x[t.oracle().places()[k]];
          }
          assertThat(y.toArray()).containsExactly(expected);
          assertThat(t.x().at(t.index().parts()).get().toArray()).containsExactly(expected);
        });
  }

  @Test
  void settingChangesThosePlacesAndTheLastOneCounts() {
    each(
        TRIALS,
        t -> {
          double[] expected = t.x().toArray();
          double[] value = t.value().expand(t.oracle().result()).toArray();
          for (int k = 0; k < value.length; k++) {
            expected[t.oracle().places()[k]] = value[k];
          }
          Tensor y = t.set(t.x(), t.value());
          assertThat(y.shape()).isEqualTo(t.x().shape());
          assertThat(y.toArray()).containsExactly(expected);
        });
  }

  @Test
  void addingAddsAtThosePlacesAsOftenAsTheyAreNamed() {
    each(
        TRIALS,
        t -> {
          double[] expected = t.x().toArray();
          double[] value = t.value().expand(t.oracle().result()).toArray();
          for (int k = 0; k < value.length; k++) {
            expected[t.oracle().places()[k]] += value[k];
          }
          Tensor y = t.add(t.x(), t.value());
          assertThat(y.shape()).isEqualTo(t.x().shape());
          assertThat(y.toArray()).containsExactly(expected, within(1e-12));
        });
  }

  @Test
  void integersAndBooleansAreSelectedLikeNumbers() {
    each(
        TRIALS / 5,
        t -> {
          Tensor whole = t.x().mul(10).round().add(0);
          Tensor value = t.value().mul(10).round().add(0);
          for (DType dtype : List.of(DType.INT64, DType.INT32, DType.FLOAT32)) {
            Tensor x = whole.to(dtype);
            assertThat(t.get(x).toArray()).containsExactly(t.get(whole).toArray());
            assertThat(t.set(x, value.to(dtype)).toArray())
                .containsExactly(t.set(whole, value).toArray());
            assertThat(t.add(x, value.to(dtype)).toArray())
                .containsExactly(t.add(whole, value).toArray());
          }
          Tensor flags = t.x().gt(0);
          assertThat(t.get(flags).toArray()).containsExactly(t.get(t.x()).gt(0).toArray());
          assertThat(t.set(flags, t.value().gt(0)).toArray())
              .containsExactly(t.set(t.x(), t.value()).gt(0).toArray());
        });
  }

  /** All three are linear in all their tensors, so that differences are exact at any distance. */
  @Test
  void derivativesAgreeWithDifferences() {
    each(
        TRIALS / 3,
        t -> {
          linear(t.x(), t.random(), t::get);
          linear(t.x(), t.random(), x -> t.set(x, t.value()));
          linear(t.value(), t.random(), v -> t.set(t.x(), v));
          linear(t.x(), t.random(), x -> t.add(x, t.value()));
          linear(t.value(), t.random(), v -> t.add(t.x(), v));
        });
  }

  private static void linear(Tensor x, Random random, Function<Tensor, Tensor> f) {
    Tensor v = random(x.shape(), random);
    Tensor difference = f.apply(x.add(v)).sub(f.apply(x.sub(v))).mul(0.5);
    Tensor tangent = jvp(f, x, v).tangent();
    assertThat(tangent.shape()).isEqualTo(difference.shape());
    assertThat(tangent.toArray()).containsExactly(difference.toArray(), within(1e-12));
    Tensor ct = random(tangent.shape(), random);
    Tensor cotangent = vjp(f, x).apply(ct);
    assertThat(cotangent.shape()).isEqualTo(x.shape());
    assertThat(cotangent.mul(v).sum().item())
        .isCloseTo(tangent.mul(ct).sum().item(), within(1e-10));
  }

  @Test
  void batchesOfTensorsAndIndicesEqualLoops() {
    each(
        TRIALS / 3,
        t -> {
          batch(t, true, true, List.of());
          List<Tensor> tensors = t.index().indexTensors();
          if (!tensors.isEmpty()) {
            batch(t, true, true, tensors);
            batch(t, false, true, tensors);
            batch(t, true, false, tensors);
            batch(t, false, false, tensors);
          }
        });
  }

  /** The tensor, the value, and the integer tensors of the index, of which each may be batched. */
  private record Example(Tensor x, Tensor value, List<Tensor> indices) {}

  private static void batch(Trial t, boolean batchX, boolean batchValue, List<Tensor> tensors) {
    List<Example> examples = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      examples.add(
          new Example(
              batchX ? random(t.x().shape(), t.random()) : t.x(),
              batchValue ? random(t.value().shape(), t.random()) : t.value(),
              k == 0 ? tensors : tensors.stream().map(i -> rotated(i)).toList()));
    }
    compare(examples, batchX, batchValue, e -> e.x().get(parts(t, e)));
    compare(examples, batchX, batchValue, e -> e.x().at(parts(t, e)).set(e.value()));
    compare(examples, batchX, batchValue, e -> e.x().at(parts(t, e)).add(e.value()));
  }

  private static @Nullable Object[] parts(Trial t, Example e) {
    return e.indices().isEmpty() ? t.index().parts() : t.index().with(e.indices());
  }

  /** Another index with the same bounds: the same entries in reverse order, first axis first. */
  private static Tensor rotated(Tensor index) {
    return index.rank() == 0 ? index : index.flip(0);
  }

  private static void compare(
      List<Example> examples, boolean batchX, boolean batchValue, Function<Example, Tensor> f) {
    Example first = examples.getFirst();
    List<Tensor> stacked = new ArrayList<>();
    if (batchX) {
      stacked.add(stack(examples, Example::x));
    }
    if (batchValue) {
      stacked.add(stack(examples, Example::value));
    }
    for (int i = 0; i < first.indices().size(); i++) {
      int at = i;
      stacked.add(stack(examples, e -> e.indices().get(at)));
    }
    Tensor batched =
        Functional.<List<Tensor>, Tensor>vmap(
                List.class,
                slices -> {
                  int k = 0;
                  Tensor x = batchX ? slices.get(k++) : first.x();
                  Tensor value = batchValue ? slices.get(k++) : first.value();
                  return f.apply(new Example(x, value, slices.subList(k, slices.size())));
                })
            .apply(stacked);
    Tensor looped = stack(examples, f);
    assertThat(batched.shape()).isEqualTo(looped.shape());
    assertThat(batched.toArray()).containsExactly(looped.toArray(), within(1e-12));
  }

  private static Tensor stack(List<Example> examples, Function<Example, Tensor> f) {
    return Tensor.stack(0, examples.stream().map(f).toArray(Tensor[]::new));
  }
}
