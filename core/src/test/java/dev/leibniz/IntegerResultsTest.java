package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.vjp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Integers and truths never pretend to have a derivative. */
class IntegerResultsTest {
  private static final Tensor X = Tensor.of(0.3, -1.2, 2.5);

  /** Every way from floating numbers to others. */
  static List<UnaryOperator<Tensor>> waysOut() {
    return List.of(
        x -> x.to(DType.INT64),
        x -> x.to(DType.INT32),
        x -> x.to(DType.BOOL),
        x -> x.gt(0),
        x -> x.le(x.neg()),
        x -> x.eq(x),
        x -> x.ne(0.5),
        x -> x.isnan(),
        x -> x.isfinite(),
        x -> x.logicalNot(),
        x -> x.logicalAnd(x.gt(0)),
        x -> x.argmax(0),
        x -> x.argmin(0),
        x -> x.max(0).indices(),
        x -> x.min(0).indices(),
        x -> x.sort(0).indices(),
        x -> x.any(),
        x -> x.all());
  }

  @ParameterizedTest
  @MethodSource("waysOut")
  void theClassicalGraphEndsThere(UnaryOperator<Tensor> out) {
    Tensor y = out.apply(X.requiresGrad());
    assertThat(y.dtype().isFloating()).isFalse();
    assertThat(y.isRequiringGrad()).isFalse();
    assertThatThrownBy(y::requiresGrad)
        .isInstanceOf(DTypeException.class)
        .hasMessageContaining(y.dtype().toString());
    assertThatThrownBy(() -> y.to(DType.INT64).sum().backward())
        .isInstanceOf(LeibnizException.class);
  }

  @ParameterizedTest
  @MethodSource("waysOut")
  void aDerivativeOfThemIsRefused(UnaryOperator<Tensor> out) {
    assertThatThrownBy(() -> grad((Tensor x) -> out.apply(x).sum(), X))
        .isInstanceOf(LeibnizException.class);
    assertThatThrownBy(() -> hvp((Tensor x) -> out.apply(x).sum(), X))
        .isInstanceOf(LeibnizException.class);
  }

  @ParameterizedTest
  @MethodSource("waysOut")
  void whatIsMadeOfThemIsAConstant(UnaryOperator<Tensor> out) {
    TensorFunction f = x -> out.apply(x).to(DType.FLOAT64).sum();
    assertThat(grad(f, X).toArray()).containsExactly(0, 0, 0);
    assertThat(jvp(f, X, X).tangent().item()).isZero();
    Tensor j = jacobian(f, X, Option.Strategy.FORWARD);
    assertThat(j.toArray()).containsExactly(0, 0, 0);
    assertThatThrownBy(() -> grad(f, X, strict())).isInstanceOf(GraphException.class);
    assertThatThrownBy(() -> jvp(f, X, X, strict())).isInstanceOf(GraphException.class);
    TensorFunction product = x -> x.mul(out.apply(x).to(DType.FLOAT64)).sum();
    assertThat(grad(product, X).toArray())
        .isEqualTo(out.apply(X).to(DType.FLOAT64).expand(3).toArray());
  }

  @Test
  void besideFloatingResultsTheyRideAlong() {
    var both = vjp((Tensor x) -> Tuple.of(x.square(), x.argmax(0)), X);
    assertThat(both.value().get(1).itemAsLong()).isEqualTo(2);
    assertThat(both.apply(Tuple.of(Tensor.of(1, 1, 1))).toArray()).containsExactly(0.6, -2.4, 5);
    Jacobian<Tuple, Tuple> j =
        jacobian((Tuple t) -> Tuple.of(t.get(0).square(), t.get(0).gt(0)), Tuple.of(X));
    assertThat(j.toDense().shape()).isEqualTo(Shape.of(3, 3));
  }

  @Test
  void integerPointsHaveNoDerivative() {
    assertThatThrownBy(() -> grad((Tensor x) -> x.sum(), Tensor.longs(1, 2)))
        .isInstanceOf(DTypeException.class);
    assertThatThrownBy(() -> jvp((Tensor x) -> x.sum(), Tensor.bools(true), Tensor.of(1)))
        .isInstanceOf(DTypeException.class);
    Tuple g = grad((Tuple t) -> t.get(0).mul(t.get(1)).sum(), Tuple.of(X, Tensor.longs(1, 2, 3)));
    assertThat(g.get(0).toArray()).containsExactly(1, 2, 3);
    assertThat(g.get(1).dtype()).as("rides along").isEqualTo(DType.INT64);
  }
}
