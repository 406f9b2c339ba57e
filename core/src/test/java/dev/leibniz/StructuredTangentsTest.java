package dev.leibniz;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.strategy;
import static dev.leibniz.Functional.vmap;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jacobians by structure against a batch of plain directional derivatives, which has none. */
class StructuredTangentsTest {
  private static final int N = 60;

  private static Tensor uniform(long seed, DType dtype, int... dims) {
    return Key.of(seed).uniform(Shape.of(dims), dtype).add(0.25);
  }

  private static final Tensor X = uniform(1, DType.FLOAT64, N);

  /** Columns by forward mode along stacked directions, no unit vector known as one. */
  private static Tensor dense(UnaryOperator<Tensor> f, Tensor x) {
    int n = x.size();
    Tensor units = Tensor.eye(n).to(x.dtype()).reshape(x.shape().insert(0, n));
    return vmap(v -> jvp(f, x, v).tangent()).apply(units).movedim(0, -1);
  }

  private static Tensor jacfwd(UnaryOperator<Tensor> f, Tensor x, Option... options) {
    return jacobian(f, x, with(Option.Strategy.FORWARD, options));
  }

  private static Tensor jacrev(UnaryOperator<Tensor> f, Tensor x, Option... options) {
    return jacobian(f, x, with(Option.Strategy.REVERSE, options));
  }

  private static Option[] with(Option.Strategy strategy, Option... options) {
    return Stream.concat(Stream.of(strategy(strategy)), Stream.of(options)).toArray(Option[]::new);
  }

  private static void assertSame(Tensor found, Tensor expected, double tolerance) {
    Tensor e = expected.reshape(found.shape());
    assertThat(found.dtype()).isEqualTo(expected.dtype());
    double scale = e.abs().amax().item() + 1e-300;
    assertThat(found.sub(e).abs().amax().item() / scale).isLessThanOrEqualTo(tolerance);
  }

  private static void assertAllWays(UnaryOperator<Tensor> f, Tensor x) {
    double tolerance = x.dtype() == DType.FLOAT32 ? 2e-6 : 1e-14;
    Tensor expected = dense(f, x);
    assertSame(jacfwd(f, x), expected, tolerance);
    assertSame(jacrev(f, x), expected, tolerance);
    assertSame(jacfwd(f, x, chunkSize(30)), expected, tolerance);
    assertSame(jacrev(f, x, chunkSize(30)), expected, tolerance);
  }

  /** Steps from one vector of length N to another; random chains of them are the functions. */
  private static List<UnaryOperator<Tensor>> steps(DType dtype) {
    Tensor w = uniform(2, dtype, N, N).div(N);
    Tensor c = uniform(3, dtype, N);
    Tensor table = uniform(4, dtype, 5, N);
    List<UnaryOperator<Tensor>> steps = new ArrayList<>();
    steps.add(x -> x.sin());
    steps.add(x -> x.neg().add(2));
    steps.add(x -> x.mul(c));
    steps.add(x -> c.mul(x));
    steps.add(x -> x.div(c));
    steps.add(x -> c.div(x.square().add(1)));
    steps.add(x -> x.mul(x.flip(0)));
    steps.add(x -> x.sub(x.roll(1, 0)));
    steps.add(x -> x.roll(2, 0).sub(x));
    steps.add(x -> x.add(x).add(x.flip(0)));
    steps.add(x -> x.narrow(0, 1, N - 1).pad(1, 0).add(x));
    steps.add(x -> x.reshape(6, 10).transpose(0, 1).reshape(N));
    steps.add(x -> x.reshape(6, 10).tril().reshape(N).add(x));
    steps.add(x -> w.matmul(x));
    steps.add(x -> x.matmul(w));
    steps.add(x -> x.relu().add(x.mul(0.5)));
    steps.add(x -> Tensor.where(c.gt(0.7), x, x.square()));
    steps.add(x -> Tensor.where(c.gt(0.7), x.mul(2), c));
    steps.add(x -> x.mul(table).sum(0));
    steps.add(x -> x.expand(5, N).mul(table).select(0, 3));
    steps.add(x -> x.unsqueeze(1).mul(c).mul(w).sum(1));
    steps.add(x -> x.mul(x.sum()).div(N));
    steps.add(x -> x.softmax(0).mul(x));
    steps.add(x -> x.to(DType.FLOAT64).mul(2).to(dtype));
    steps.add(x -> x.cumsum(0).div(N));
    steps.add(x -> Tensor.cat(0, x.narrow(0, 5, N - 5), x.narrow(0, 0, 5)));
    return steps;
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void everyStepAloneGivesWhatPlainTangentsGive(DType dtype) {
    for (UnaryOperator<Tensor> step : steps(dtype)) {
      assertAllWays(step, X.to(dtype));
      assertAllWays(x -> step.apply(x.mul(x)), X.to(dtype));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void randomChainsOfStepsGiveWhatPlainTangentsGive(long seed) {
    Random random = new Random(seed);
    List<UnaryOperator<Tensor>> steps = steps(DType.FLOAT64);
    for (int k = 0; k < 20; k++) {
      List<UnaryOperator<Tensor>> chain = new ArrayList<>();
      for (int i = 0; i < 2 + random.nextInt(4); i++) {
        chain.add(steps.get(random.nextInt(steps.size())));
      }
      UnaryOperator<Tensor> f =
          x -> {
            Tensor y = x;
            for (UnaryOperator<Tensor> step : chain) {
              y = step.apply(y).tanh();
            }
            return y;
          };
      assertAllWays(f, X);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void hessiansOfRandomChainsAreJacobiansOfTheirGradients(long seed) {
    Random random = new Random(seed);
    List<UnaryOperator<Tensor>> steps = steps(DType.FLOAT64);
    for (int k = 0; k < 10; k++) {
      UnaryOperator<Tensor> a = steps.get(random.nextInt(steps.size()));
      UnaryOperator<Tensor> b = steps.get(random.nextInt(steps.size()));
      Function<Tensor, Tensor> f = x -> b.apply(a.apply(x).sin()).square().sum();
      TensorFunction gradient = grad(f);
      Tensor expected = dense(gradient::apply, X);
      assertSame(hessian(f, X), expected, 1e-13);
      assertSame(hessian(f, X, chunkSize(30)), expected, 1e-13);
    }
  }

  @Test
  void aBatchOfJacobiansIsTheirStack() {
    Tensor w = uniform(5, DType.FLOAT64, 40, N).div(N);
    Function<Tensor, Tensor> jacobian =
        p -> jacfwd(x -> w.matmul(x.mul(p).sub(x.flip(0))).sin(), p);
    Tensor points = uniform(6, DType.FLOAT64, 3, N);
    Tensor all = vmap(jacobian).apply(points);
    for (int i = 0; i < 3; i++) {
      assertSame(all.select(0, i), jacobian.apply(points.select(0, i)), 1e-14);
    }
  }

  @Test
  void aMatrixMayBeOfTheBatchToo() {
    Tensor w = uniform(7, DType.FLOAT64, 3, 40, N);
    Tensor all = vmap(m -> jacfwd(x -> m.matmul(x).sin(), X)).apply(w);
    for (int i = 0; i < 3; i++) {
      Tensor m = w.select(0, i);
      assertSame(all.select(0, i), dense(x -> m.matmul(x).sin(), X), 1e-14);
    }
  }

  @Test
  void jacobiansAreDifferentiatedAgain() {
    Tensor w = uniform(8, DType.FLOAT64, 40, N).div(N);
    UnaryOperator<Tensor> f = x -> w.matmul(x.mul(x).sub(x.flip(0))).sin();
    UnaryOperator<Tensor> ofNumbers = x -> dense(f, x).square().sum();
    Tensor expected = grad(ofNumbers, X);
    assertSame(grad(x -> jacfwd(f, x).square().sum(), X), expected, 1e-13);
    assertSame(grad(x -> jacrev(f, x).square().sum(), X), expected, 1e-13);
    Tensor leaf = X.requiresGrad();
    jacfwd(f, leaf, createGraph()).square().sum().backward();
    assertSame(requireNonNull(leaf.grad()), expected, 1e-13);
  }

  @Test
  void selectionsAreDifferentiatedAgain() {
    UnaryOperator<Tensor> f = x -> x.mul(x.roll(1, 0)).sub(x.flip(0).square());
    Tensor expected = grad(x -> dense(f, x).pow(3).sum(), X);
    assertSame(grad(x -> jacfwd(f, x).pow(3).sum(), X), expected, 1e-13);
    assertSame(grad(x -> jacrev(f, x).pow(3).sum(), X), expected, 1e-13);
    Tensor leaf = X.requiresGrad();
    jacrev(f, leaf, createGraph()).pow(3).sum().backward();
    assertSame(requireNonNull(leaf.grad()), expected, 1e-13);
  }

  @Test
  void zerosOfTheStructureStayZerosBesideAnInfinitePartial() {
    Tensor x = X.mul(Tensor.arange(N).gt(0).to(DType.FLOAT64));
    Tensor j = jacfwd(Tensor::sqrt, x);
    assertThat(j.select(0, 0).select(0, 0).item()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(j.select(0, 0).narrow(0, 1, N - 1).abs().amax().item()).isEqualTo(0);
  }
}
