package dev.leibniz;

import static dev.leibniz.Autograd.detectAnomaly;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnnecessaryLambda") // functions are values here
class AnomalyTest {
  private final Tensor zero = Tensor.of(0, 0);
  private final Tensor x = Tensor.of(-1, 4);

  private static int line() {
    return StackWalker.getInstance().walk(f -> f.skip(1).findFirst().orElseThrow()).getLineNumber();
  }

  private static void requireFound(Supplier<?> body, String what, int line) {
    var e = catchThrowableOfType(NumericalException.class, () -> detectAnomaly(body::get));
    assertThat(e)
        .hasMessageContaining("detectAnomaly: " + what)
        .hasMessageContaining("AnomalyTest.")
        .hasMessageContaining("(AnomalyTest.java:" + line + ")");
  }

  @Test
  void theFirstOperationOfTheForwardPassIsNamed() {
    requireFound(() -> x.exp().neg().log().sum().exp(), "log gave NaN", line());
    requireFound(() -> Tensor.of(1).div(Tensor.of(0)), "div gave an infinity", line());
    Tensor leaf = x.requiresGrad();
    requireFound(() -> leaf.add(1.0).sqrt().sub(3.0).log().sum(), "log gave NaN", line());
    requireFound(() -> grad((Tensor z) -> z.log().sum(), x), "log gave NaN", line());
    requireFound(() -> jvp((Tensor z) -> z.log(), x, x), "log gave NaN", line());
    requireFound(() -> vmap((Tensor z) -> z.log()).apply(x), "log gave NaN", line());
    requireFound(() -> vmap(grad((Tensor z) -> z.log())).apply(x), "log gave NaN", line());
    requireFound(() -> hessian((Tensor z) -> z.log().sum(), x), "log gave NaN", line());
  }

  @Test
  void theLineIsThatOfTheOperation() {
    int[] line = new int[1];
    requireFoundAt(
        () -> {
          Tensor y = x.requiresGrad().mul(2.0);
          line[0] = line() + 1;
          Tensor z = y.log();
          return z.sum();
        },
        line);
  }

  private static void requireFoundAt(Supplier<?> body, int[] line) {
    assertThatThrownBy(() -> detectAnomaly(body::get))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("(AnomalyTest.java:" + line[0] + ")");
  }

  @Test
  void aBackwardPassNamesTheOperationWhoseDerivativeItIs() {
    String what = "the derivative of sqrt gave an infinity";
    Tensor leaf = zero.requiresGrad();
    requireFound(() -> run(() -> leaf.add(0.0).sqrt().sum().backward()), what, line());
    requireFound(() -> Autograd.grad(leaf.sqrt().sum(), leaf), what, line());
    requireFound(() -> grad((Tensor z) -> z.sqrt().sum(), zero), what, line());
    requireFound(() -> vjp((Tensor z) -> z.sqrt(), zero).apply(x), what, line());
    requireFound(
        () -> jacobian((Tensor z) -> z.sqrt(), zero), "the derivative of sqrt gave NaN", line());
    requireFound(() -> vmap(grad((Tensor z) -> z.sqrt())).apply(zero), what, line());
    requireFound(() -> linearize((Tensor z) -> z.sqrt(), zero).apply(x), what, line());
    requireFound(
        () -> jvp((Tensor z) -> z.sqrt(), zero, x), "the tangent of sqrt gave an infinity", line());
    assertThat(leaf.grad()).isNull();
  }

  private static @Nullable Object run(Runnable body) {
    body.run();
    return null;
  }

  @Test
  void secondDerivativesAreLookedAtToo() {
    TensorFunction f = z -> z.pow(1.5).sum();
    assertThatTensor(detectAnomaly(() -> grad(f, zero))).holds(0, 0);
    assertThatThrownBy(() -> detectAnomaly(() -> hvp(f, zero).apply(x)))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("AnomalyTest.java");
    Tensor leaf = zero.requiresGrad();
    assertThatThrownBy(() ->
            detectAnomaly(() ->
                Autograd.grad(
                        Autograd.grad(f.apply(leaf), leaf, Functional.createGraph()).sum(), leaf)
                    .sum()))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("AnomalyTest.java");
  }

  @Test
  void aGraphFromOutsideIsSaidToBeFromThere() {
    Tensor leaf = zero.requiresGrad();
    Tensor y = leaf.sqrt().sum();
    assertThatThrownBy(() -> detectAnomaly(() -> Autograd.grad(y, leaf)))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("the derivative of sqrt")
        .hasMessageContaining("outside of detectAnomaly");
  }

  @Test
  void whatTheDataBringAlongIsNoAnomaly() {
    Tensor masked = Tensor.of(1, Double.NEGATIVE_INFINITY);
    assertThatTensor(detectAnomaly(() -> masked.softmax(0))).holds(1, 0);
    assertThatTensor(detectAnomaly(() -> Tensor.of(Double.NaN).mul(2.0).exp())).holds(Double.NaN);
    assertThatTensor(detectAnomaly(() -> grad((Tensor z) -> z.mul(masked).sum(), x)))
        .holds(1, Double.NEGATIVE_INFINITY);
  }

  @Test
  void whatIsFiniteGivesTheSameInsideAndOutside() {
    Tensor p = Key.of(1).normal(4, 3);
    for (TensorFunction f :
        List.<TensorFunction>of(
            z -> grad((Tensor t) -> t.softmax(1).square().sum(), z),
            z -> hessian((Tensor t) -> t.logsumexp(0, 1), z),
            z -> vmap(grad((Tensor t) -> t.norm())).apply(z),
            z -> {
              Tensor leaf = z.requiresGrad();
              leaf.sort(1).values().tanh().norm().backward();
              return java.util.Objects.requireNonNull(leaf.grad());
            })) {
      assertThatTensor(detectAnomaly(() -> f.apply(p))).isExactly(f.apply(p));
    }
    assertThatTensor(detectAnomaly(() -> grad((Tensor z) -> z.norm(), zero))).holds(0, 0);
  }

  @Test
  void nothingIsDetectedOutsideOrInAnotherThread() throws Exception {
    assertThatThrownBy(() -> detectAnomaly(() -> x.log())).isInstanceOf(NumericalException.class);
    assertThatTensor(grad((Tensor z) -> z.sqrt().sum(), zero))
        .holds(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    AtomicReference<@Nullable Tensor> other = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    detectAnomaly(() -> {
      Thread.ofPlatform()
          .start(() -> {
            other.set(grad((Tensor z) -> z.sqrt().sum(), zero));
            done.countDown();
          });
      try {
        assertThat(done.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    assertThatTensor(other.get()).holds(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  @Test
  void checkpointsAreSeenThrough() {
    requireFound(
        () -> grad((Tensor z) -> Functional.checkpoint((Tensor t) -> t.sqrt(), z).sum(), zero),
        "the derivative of sqrt gave an infinity",
        line() - 2);
  }
}
