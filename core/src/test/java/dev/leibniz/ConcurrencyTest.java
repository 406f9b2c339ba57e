package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConcurrencyTest {
  private static final int THREADS = 8;

  static Stream<Supplier<ExecutorService>> executors() {
    return Stream.of(
        () -> Executors.newFixedThreadPool(THREADS), Executors::newVirtualThreadPerTaskExecutor);
  }

  /** Runs as many tasks at once, which all start together. */
  private static void together(Supplier<ExecutorService> executors, Callable<?> task)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService executor = executors.get()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(
            executor.submit(() -> {
              start.await();
              return task.call();
            }));
      }
      for (Future<?> f : all) {
        f.get();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void separateGraphsDoNotDisturbEachOther(Supplier<ExecutorService> executors) throws Exception {
    Tensor x = Key.of(5).normal(40, 5);
    TensorFunction f = z -> z.sin().matmul(z.mT()).logsumexp(0, 1);
    Tensor gradient = grad(f, x);
    Tensor product = hvp(f, x).apply(x);
    Tensor rows = vmap(grad((Tensor z) -> z.exp().sum().square())).apply(x);
    together(
        executors,
        () -> {
          for (int i = 0; i < 25; i++) {
            assertThatTensor(grad(f, x)).isExactly(gradient);
            assertThatTensor(hvp(f, x).apply(x)).isExactly(product);
            assertThatTensor(vmap(grad((Tensor z) -> z.exp().sum().square())).apply(x))
                .isExactly(rows);
            Tensor leaf = x.requiresGrad();
            f.apply(leaf).backward();
            assertThatTensor(leaf.grad()).isCloseTo(gradient, 1e-12);
          }
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aPullbackMayBeShared(Supplier<ExecutorService> executors) throws Exception {
    Tensor x = Key.of(6).normal(20, 5);
    TensorFunction f = z -> z.softmax(1).sort(0).values().cumsum(0).logsumexp(1);
    Tensor ct = Key.of(7).normal(20);
    Tensor expected = vjp(f, x).apply(ct);
    for (int round = 0; round < 10; round++) {
      var pullback = vjp(f, x);
      var hessian = hvp(z -> f.apply(z).square().sum(), x);
      Tensor product = hvp(z -> f.apply(z).square().sum(), x).apply(x);
      together(
          executors,
          () -> {
            for (int i = 0; i < 5; i++) {
              assertThatTensor(pullback.apply(ct)).isExactly(expected);
              assertThatTensor(hessian.apply(x)).isExactly(product);
            }
            return null;
          });
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void graphsThatShareALeafAddUpInIt(Supplier<ExecutorService> executors) throws Exception {
    Tensor leaf = Tensor.of(1, 2).requiresGrad();
    int rounds = 500;
    together(
        executors,
        () -> {
          for (int i = 0; i < rounds; i++) {
            leaf.square().sum().backward();
          }
          return null;
        });
    assertThatTensor(leaf.grad()).holds(2.0 * THREADS * rounds, 4.0 * THREADS * rounds);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void noGradConcernsItsOwnThreadAlone(Supplier<ExecutorService> executors) throws Exception {
    Tensor leaf = Tensor.of(1, 2).requiresGrad();
    together(
        executors,
        () -> {
          for (int i = 0; i < 500; i++) {
            assertThat(Autograd.noGrad(() -> leaf.exp()).isRequiringGrad()).isFalse();
            assertThat(leaf.exp().isRequiringGrad()).isTrue();
          }
          return null;
        });
  }
}
