package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.Tensor.where;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The idiom that the documentation of {@link Tensor#where} tells of, and what it is against. */
class DoubleWhereTest {
  private static final Tensor X = Tensor.of(-1, 0, 4);

  /** A function whose partial is not finite at and below zero, and its value there. */
  private static List<TensorFunction> functions() {
    return List.of(
        x -> x.log(), x -> x.sqrt(), x -> x.pow(-0.5), x -> x.reciprocal(), x -> x.rsqrt());
  }

  private static TensorFunction guarded(TensorFunction f) {
    return x -> where(x.gt(0), f.apply(where(x.gt(0), x, 1)), 0);
  }

  private static TensorFunction unguarded(TensorFunction f) {
    return x -> where(x.gt(0), f.apply(x), 0);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void withBothGuardsNoDerivativeLeaksFromTheBranchNotTaken(TensorFunction f) {
    TensorFunction sum = x -> guarded(f).apply(x).sum();
    Tensor slope = grad((Tensor x) -> f.apply(x).sum(), X.narrow(0, 2, 1));
    Tensor curvature = hessian((Tensor x) -> f.apply(x).sum(), X.narrow(0, 2, 1));
    assertThat(grad(sum, X).toArray()).containsExactly(0, 0, slope.item());
    assertThat(jvp(guarded(f), X, X.onesLike()).tangent().toArray())
        .containsExactly(0, 0, slope.item());
    Tensor h = hessian(sum, X);
    assertThat(h.add(0.0).toArray()) // −0 + 0 is 0
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, curvature.item());
    assertThat(grad((Tensor x) -> grad(sum, x).sum(), X).add(0.0).toArray())
        .containsExactly(0, 0, curvature.item());
    assertThat(vmap((Tensor x) -> grad(sum, x)).apply(X).toArray())
        .containsExactly(0, 0, slope.item());
    Tensor leaf = X.requiresGrad();
    sum.apply(leaf).backward();
    assertThat(Objects.requireNonNull(leaf.grad()).toArray()).containsExactly(0, 0, slope.item());
  }

  @Test
  void withOneGuardOnlyTheInfinitePartialLeaks() {
    TensorFunction sum = x -> unguarded(Tensor::sqrt).apply(x).sum();
    assertThat(grad(sum, X).toArray()[1]).as("0 · ∞").isNaN();
    TensorFunction finite = x -> unguarded(Tensor::exp).apply(x).sum();
    assertThat(grad(finite, X).toArray()).containsExactly(0, 0, Math.exp(4));
  }

  @Test
  void theBranchNotTakenMayBeNaNItself() {
    Tensor y = unguarded(Tensor::log).apply(X);
    assertThat(y.toArray()).containsExactly(0, 0, Math.log(4));
  }
}
