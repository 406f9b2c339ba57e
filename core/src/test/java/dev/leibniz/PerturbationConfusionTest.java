package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Derivatives inside derivatives: none mistakes another one's perturbation for its own. */
class PerturbationConfusionTest {
  private static final Tensor ONE = Tensor.scalar(1);
  private static final Tensor TWO = Tensor.scalar(2);

  private static Tensor slope(TensorFunction f, Tensor t) {
    return jvp(f, t, t.onesLike()).tangent();
  }

  @Test
  void anOuterVariableIsAConstantToTheInnerDerivative() {
    assertThatTensor(grad(a -> a.mul(grad(b -> a.add(b), ONE)), ONE)).holds(1);
    assertThatTensor(slope(a -> a.mul(slope(b -> a.add(b), ONE)), ONE)).holds(1);
    assertThatTensor(slope(a -> a.mul(grad(b -> a.add(b), ONE)), ONE)).holds(1);
    assertThatTensor(grad(a -> a.mul(slope(b -> a.add(b), ONE)), ONE)).holds(1);
    assertThatTensor(slope(a -> a.mul(slope(b -> a.mul(b), TWO)), Tensor.scalar(5))).holds(10);
  }

  @Test
  void theSameFunctionObjectMayBeNestedInItself() {
    TensorFunction cube = t -> t.mul(t).mul(t);
    TensorFunction[] self = new TensorFunction[1];
    self[0] = t -> t.item() > 10 ? cube.apply(t) : t.mul(slope(self[0], t.add(10)));
    assertThatTensor(slope(self[0], TWO)).holds(3 * 144 + 2 * 6 * 12);
    self[0] = t -> t.item() > 10 ? cube.apply(t) : t.mul(grad(self[0], t.add(10)));
    assertThatTensor(grad(self[0], TWO)).holds(3 * 144 + 2 * 6 * 12);
    assertThatTensor(slope(s -> slope(cube, s), TWO)).holds(12);
    assertThatTensor(grad(s -> grad(cube, s.mul(grad(cube, s))), TWO))
        .as("f'(s f'(s)), with f' = 3 s²: 27 s⁶")
        .holds(6 * 27 * 32);
  }

  @Test
  void functionsThatReturnFunctionsKeepTheirPerturbations() {
    Function<Tensor, TensorFunction> shifted = s -> t -> t.add(s).square();
    Function<TensorFunction, TensorFunction> d = f -> t -> slope(f, t);
    assertThatTensor(slope(s -> d.apply(shifted.apply(s)).apply(TWO), ONE))
        .as("d/ds of 2 (2 + s)")
        .holds(2);
    assertThatTensor(slope(s -> d.apply(d.apply(shifted.apply(s))).apply(TWO).mul(s), ONE))
        .holds(2);
    Function<TensorFunction, TensorFunction> gradient = Functional::grad;
    assertThatTensor(slope(s -> gradient.apply(d.apply(u -> u.pow(3).mul(s))).apply(TWO), ONE))
        .holds(12);
  }

  @Test
  void threeLevelsStayApart() {
    Tensor third =
        grad(
            a ->
                a.mul(
                    grad(
                        b -> a.mul(b).mul(grad(c -> a.mul(b).mul(c).mul(c), TWO)),
                        Tensor.scalar(3))),
            Tensor.scalar(5));
    assertThatTensor(third).as("d/da a · d/db (a b · 4 a b) = d/da 8 a³ b").holds(8 * 3 * 25 * 3);
    Tensor mixed =
        slope(
            a ->
                a.mul(
                    grad(
                        b -> a.mul(b).mul(slope(c -> a.mul(b).mul(c).mul(c), TWO)),
                        Tensor.scalar(3))),
            Tensor.scalar(5));
    assertThatTensor(mixed).holds(8 * 3 * 25 * 3);
  }

  @Test
  void forwardInReverseInVmap() {
    Tensor xs = Tensor.of(0.5, 1, 2);
    Tensor out =
        vmap((Tensor x) ->
                vjp((Tensor y) -> jvp(z -> z.mul(z).mul(y).mul(x), y, x).tangent(), x).apply(ONE))
            .apply(xs);
    assertThatTensor(out).as("d/dy 2 y² x · x at y = x").isCloseTo(xs.pow(3).mul(4));
    Tensor other =
        jvp(w -> vmap((Tensor x) -> grad(y -> y.mul(y).mul(x).mul(w), x)).apply(xs), TWO, ONE)
            .tangent();
    assertThatTensor(other).isCloseTo(xs.square().mul(2));
  }

  @Test
  void theHessianOfAFunctionThatTakesDerivativesItself() {
    Tensor p = Tensor.of(1, 2);
    TensorFunction inner = x -> jvp(z -> z.pow(3).mul(x).sum(), x, x).tangent();
    assertThatTensor(hessian(inner, p)).as("of 3 x⁴").holds(36, 0, 0, 144);
    assertThatTensor(hvp(inner, p).apply(p)).holds(36, 288);
    TensorFunction product = x -> hvp(z -> z.pow(3).sum(), x).apply(x).sum();
    assertThatTensor(hessian(product, p)).as("of 6 x²").holds(12, 0, 0, 12);
  }

  @Test
  void aPointMayBeAnOuterVariableOfItsOwnFunction() {
    assertThatTensor(grad(x -> grad(y -> x.mul(y).mul(y), x), TWO)).as("of 2 x²").holds(8);
    assertThatTensor(slope(x -> slope(y -> x.mul(y).mul(y), x), TWO)).holds(8);
  }

  private static double nested(double at) {
    Tensor t = Tensor.scalar(at);
    Tensor r = grad(a -> a.mul(slope(b -> a.mul(b).mul(grad(c -> a.mul(b).mul(c), b)), a)), t);
    return r.item();
  }

  @Test
  void twoThreadsDoNotDisturbEachOther() throws Exception {
    try (var pool = Executors.newFixedThreadPool(2)) {
      Callable<Void> work =
          () -> {
            for (int i = 0; i < 2000; i++) {
              double at = 1 + i % 7;
              assertThat(nested(at)).as("at %s", at).isEqualTo(2 * 4 * Math.pow(at, 3) + 0.0);
            }
            return null;
          };
      var first = pool.submit(work);
      var second = pool.submit(work);
      first.get();
      second.get();
    }
  }

  @Test
  void aFunctionMayUseAnyThread() {
    Tensor x = Tensor.linspace(0, 3, 64);
    TensorFunction f =
        z ->
            IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> z.select(0, i).sin().mul(z.select(0, (i + 1) % 64)))
                .reduce(Tensor.scalar(0), Tensor::add);
    TensorFunction sequential =
        z -> z.sin().mul(Tensor.cat(0, z.narrow(0, 1, 63), z.narrow(0, 0, 1))).sum();
    for (int i = 0; i < 20; i++) {
      assertThatTensor(grad(f, x)).isCloseTo(grad(sequential, x), 1e-12);
      assertThatTensor(jvp(f, x, x).tangent()).isCloseTo(jvp(sequential, x, x).tangent(), 1e-12);
      assertThatTensor(hvp(f, x).apply(x)).isCloseTo(hvp(sequential, x).apply(x), 1e-12);
    }
  }
}
