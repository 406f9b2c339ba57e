package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.KeepDim.KEEPDIM;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reduction that keeps its axes is the one that drops them, reshaped. */
class KeepDimTest {
  /** Both forms of one reduction. */
  record Reduction(String name, Dropping dropping, Keeping keeping) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Dropping {
    Tensor apply(Tensor x, int... axes);
  }

  interface Keeping {
    Tensor apply(Tensor x, KeepDim keepdim, int... axes);
  }

  static List<Reduction> reductions() {
    return List.of(
        new Reduction("sum", Tensor::sum, Tensor::sum),
        new Reduction("mean", Tensor::mean, Tensor::mean),
        new Reduction("amax", Tensor::amax, Tensor::amax),
        new Reduction("amin", Tensor::amin, Tensor::amin),
        new Reduction("logsumexp", Tensor::logsumexp, Tensor::logsumexp),
        new Reduction("prod", Tensor::prod, Tensor::prod),
        new Reduction("var", Tensor::var, Tensor::var),
        new Reduction("varPopulation", Tensor::varPopulation, Tensor::varPopulation),
        new Reduction("std", Tensor::std, Tensor::std),
        new Reduction("stdPopulation", Tensor::stdPopulation, Tensor::stdPopulation),
        new Reduction("var, 2", (x, axes) -> x.var(2, axes), (x, k, axes) -> x.var(k, 2, axes)),
        new Reduction("std, 2", (x, axes) -> x.std(2, axes), (x, k, axes) -> x.std(k, 2, axes)),
        new Reduction("norm 2", (x, axes) -> x.norm(2, axes), (x, k, axes) -> x.norm(2, k, axes)),
        new Reduction("norm 3", (x, axes) -> x.norm(3, axes), (x, k, axes) -> x.norm(3, k, axes)),
        new Reduction("norm 0", (x, axes) -> x.norm(0, axes), (x, k, axes) -> x.norm(0, k, axes)),
        new Reduction(
            "norm ∞",
            (x, axes) -> x.norm(Double.POSITIVE_INFINITY, axes),
            (x, k, axes) -> x.norm(Double.POSITIVE_INFINITY, k, axes)));
  }

  private static final Tensor X = Key.of(3).normal(Shape.of(2, 3, 4), DType.FLOAT64);

  @ParameterizedTest
  @MethodSource("reductions")
  void valuesAreThoseOfTheFormThatDrops(Reduction r) {
    Object[][] cases = {
      {new int[] {1}, Shape.of(2, 1, 4)},
      {new int[] {-1}, Shape.of(2, 3, 1)},
      {new int[] {0, 2}, Shape.of(1, 3, 1)},
      {new int[] {-1, 0}, Shape.of(1, 3, 1)},
      {new int[0], Shape.of(1, 1, 1)}
    };
    for (Object[] c : cases) {
      int[] axes = (int[]) c[0];
      Tensor kept = r.keeping().apply(X, KEEPDIM, axes);
      assertThat(kept.shape()).isEqualTo(c[1]);
      assertThat(kept.toArray()).isEqualTo(r.dropping().apply(X, axes).toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void gradientsAreThoseOfTheFormThatDrops(Reduction r) {
    Tensor kept = grad((Tensor x) -> x.mul(r.keeping().apply(x, KEEPDIM, 1)).sum(), X);
    Tensor dropped = grad((Tensor x) -> x.mul(r.dropping().apply(x, 1).unsqueeze(1)).sum(), X);
    assertThat(kept.toArray()).isEqualTo(dropped.toArray());
  }
}
