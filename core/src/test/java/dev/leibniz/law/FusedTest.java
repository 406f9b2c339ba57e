package dev.leibniz.law;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.KeepDim.KEEPDIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An op that is one for speed equals the composition that it stands for, to third order. */
class FusedTest {
  static Stream<Arguments> fusedAndComposed() {
    return Stream.concat(
        softmaxes(),
        Stream.of(
            standardised(2),
            standardised(0),
            standardised(0, 2),
            standardised(0, 1, 2),
            Arguments.of(
                "logsumexp over 0, 2",
                (TensorFunction) x -> x.logsumexp(KEEPDIM, 0, 2),
                (TensorFunction) x -> logsumexp(x, 0, 2)),
            Arguments.of(
                "logsumexp along 1",
                (TensorFunction) x -> x.logsumexp(KEEPDIM, 1),
                (TensorFunction) x -> logsumexp(x, 1)),
            Arguments.of(
                "gelu",
                (TensorFunction) Tensor::gelu,
                (TensorFunction) x -> x.mul(0.5).mul(x.mul(-Math.sqrt(0.5)).erfc()))));
  }

  private static Stream<Arguments> softmaxes() {
    return Stream.of(0, 1, 2)
        .flatMap(axis ->
            Stream.of(
                Arguments.of(
                    "softmax along " + axis,
                    (TensorFunction) x -> x.softmax(axis),
                    (TensorFunction) x -> softmax(x, axis)),
                Arguments.of(
                    "logSoftmax along " + axis,
                    (TensorFunction) x -> x.logSoftmax(axis),
                    (TensorFunction) x -> logSoftmax(x, axis))));
  }

  private static Arguments standardised(int... axes) {
    return Arguments.of(
        "standardise over " + Arrays.toString(axes),
        (TensorFunction) x -> x.standardise(1e-3, axes),
        (TensorFunction)
            x -> {
              Tensor centred = x.sub(x.mean(KEEPDIM, axes));
              return centred.div(centred.square().mean(KEEPDIM, axes).add(1e-3).sqrt());
            });
  }

  private static Tensor logsumexp(Tensor x, int... axes) {
    Tensor m = x.detach().amax(KEEPDIM, axes);
    return x.sub(m).exp().sum(KEEPDIM, axes).log().add(m);
  }

  private static Tensor shifted(Tensor x, int axis) {
    return x.sub(x.detach().amax(KEEPDIM, axis));
  }

  private static Tensor softmax(Tensor x, int axis) {
    Tensor e = shifted(x, axis).exp();
    return e.div(e.sum(KEEPDIM, axis));
  }

  private static Tensor logSoftmax(Tensor x, int axis) {
    Tensor s = shifted(x, axis);
    return s.sub(s.exp().sum(KEEPDIM, axis).log());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("fusedAndComposed")
  void equalsItsCompositionToThirdOrder(
      String name, TensorFunction fused, TensorFunction composed) {
    Key keys = Key.of(7).split(3);
    Tensor x = keys.get(0).normal(Shape.of(3, 4, 5), DType.FLOAT64).mul(3);
    Tensor w = keys.get(1).normal(Shape.of(3, 4, 5), DType.FLOAT64);
    Tensor v = keys.get(2).normal(Shape.of(3, 4, 5), DType.FLOAT64);
    assertClose(fused.apply(x), composed.apply(x));
    TensorFunction f = t -> fused.apply(t).mul(w).square().sum();
    TensorFunction g = t -> composed.apply(t).mul(w).square().sum();
    assertClose(grad(f).apply(x), grad(g).apply(x));
    TensorFunction second = slope(grad(f), v);
    TensorFunction secondComposed = slope(grad(g), v);
    assertClose(second.apply(x), secondComposed.apply(x));
    assertClose(
        grad(t -> second.apply(t).mul(w).sum()).apply(x),
        grad(t -> secondComposed.apply(t).mul(w).sum()).apply(x));
  }

  /** Of short rows, few and more than a block holds, in every dtype. */
  @Test
  void shortRowsEqualTheirComposition() {
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      double tolerance = dtype == DType.FLOAT64 ? 1e-14 : 1e-6;
      for (int length = 1; length <= 20; length++) {
        for (int rows : new int[] {1, 15, 16, 17, 4096 / length + 3, 9000 / length}) {
          Tensor x = Key.of(length).normal(Shape.of(rows, length), dtype).mul(3);
          assertRows(x.softmax(1), softmax(x, 1), tolerance);
          assertRows(x.logSoftmax(1), logSoftmax(x, 1), 8 * tolerance);
          assertRows(x.logsumexp(1), logsumexp(x, 1).squeeze(1), 8 * tolerance);
        }
      }
    }
  }

  private static void assertRows(Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.allClose(expected, tolerance, tolerance))
        .as("%s of %s", actual.shape(), actual.dtype())
        .isTrue();
  }

  @Test
  void logsumexpOfInfinities() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor rows = Tensor.of(new double[][] {{-inf, -inf}, {inf, 0}, {inf, -inf}, {-inf, 3}});
    for (DType dtype : List.of(DType.FLOAT64, DType.FLOAT32)) {
      Tensor x = rows.to(dtype);
      Tensor expected = Tensor.of(-inf, inf, inf, 3);
      assertThat(x.logsumexp(1).toArray()).isEqualTo(expected.toArray());
      assertThat(x.mT().logsumexp(0).toArray()).isEqualTo(expected.toArray());
      assertThat(x.sub(Double.NaN).logsumexp(1).isnan().all().item()).isNotZero();
    }
  }

  private static TensorFunction slope(TensorFunction f, Tensor v) {
    return t -> jvp(f, t, v).tangent();
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.allClose(expected, 1e-11, 1e-12)).as("%s\n%s", actual, expected).isTrue();
  }
}
