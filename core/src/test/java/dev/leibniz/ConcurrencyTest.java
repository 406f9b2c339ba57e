package dev.leibniz;

import static dev.leibniz.Autograd.retainGraph;
import static dev.leibniz.Functional.checkpoint;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
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

  @ParameterizedTest
  @MethodSource("executors")
  void everyPreparedFunctionMayBeShared(Supplier<ExecutorService> executors) throws Exception {
    Tensor x = Key.of(8).normal(6, 5);
    Tensor v = Key.of(9).normal(6, 5);
    TensorFunction f = z -> z.softmax(1).sort(0).values().cumsum(0).matmul(z.mT()).tanh();
    TensorFunction loss = z -> checkpoint((Tensor t) -> f.apply(t).logsumexp(0, 1), z);
    var push = linearize(f, x);
    var hessian = hvp(loss, x);
    var transposed = vhp(loss, x);
    Function<Tensor, Tensor> map = vmap(grad(loss));
    Tensor pushed = jvp(f, x, v).tangent();
    Tensor product = hvp(loss, x).apply(v);
    Tensor stack = Tensor.stack(0, x, v);
    Tensor mapped = map.apply(stack);
    together(
        executors,
        () -> {
          for (int i = 0; i < 5; i++) {
            assertThatTensor(push.apply(v)).isCloseTo(pushed, 1e-12);
            assertThatTensor(hessian.apply(v)).isExactly(product);
            assertThatTensor(transposed.apply(v)).isCloseTo(product, 1e-10);
            assertThatTensor(map.apply(stack)).isExactly(mapped);
            assertThatTensor(vmap(push).apply(Tensor.stack(0, v, v)).select(0, 1))
                .isCloseTo(pushed, 1e-12);
          }
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("executors")
  void oneRetainedGraphMayBeWalkedByAll(Supplier<ExecutorService> executors) throws Exception {
    Tensor leaf = Key.of(10).normal(4, 3).requiresGrad();
    Tensor h = leaf.softmax(1).retainGrad();
    Tensor y = checkpoint((Tensor z) -> z.sort(0).values().square(), h).logsumexp(0, 1);
    Tensor once = Autograd.grad(y, leaf, retainGraph());
    Tensor onceInside = Objects.requireNonNull(h.grad());
    h.zeroGrad();
    int rounds = 50;
    together(
        executors,
        () -> {
          for (int i = 0; i < rounds; i++) {
            y.backward(retainGraph());
            assertThatTensor(Autograd.grad(y, leaf, createGraph())).isCloseTo(once, 1e-12);
          }
          return null;
        });
    assertThatTensor(leaf.grad()).isCloseTo(once.mul((double) THREADS * rounds));
    assertThatTensor(h.grad()).isCloseTo(onceInside.mul(2.0 * THREADS * rounds));
  }

  @ParameterizedTest
  @MethodSource("executors")
  void aGraphThatIsFreedIsRightOrRefused(Supplier<ExecutorService> executors) throws Exception {
    for (int round = 0; round < 100; round++) {
      Tensor leaf = Tensor.of(0.5, 2).requiresGrad();
      Tensor y = leaf;
      for (int i = 0; i < 50; i++) {
        y = y.mul(leaf).tanh().exp();
      }
      Tensor out = y.add(y.sort(0).values()).sum();
      Tensor once = Autograd.grad(out, leaf, retainGraph());
      AtomicInteger done = new AtomicInteger();
      together(
          executors,
          () -> {
            try {
              out.backward();
              done.incrementAndGet();
            } catch (GraphException e) {
              assertThat(e).hasMessageContaining("freed").hasMessageContaining("retainGraph()");
            }
            return null;
          });
      assertThat(done.get()).isPositive();
      assertThatTensor(leaf.grad())
          .as("a refused pass adds nothing")
          .isCloseTo(once.mul((double) done.get()), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("executors")
  void hooksMayComeAndGo(Supplier<ExecutorService> executors) throws Exception {
    Tensor leaf = Tensor.of(1, 2).requiresGrad();
    LongAdder calls = new LongAdder();
    together(
        executors,
        () -> {
          for (int i = 0; i < 200; i++) {
            Runnable remove =
                leaf.registerHook(g -> {
                  calls.increment();
                  return null;
                });
            leaf.sum().backward();
            remove.run();
          }
          return null;
        });
    assertThat(calls.sum())
        .as("each saw its own pass at least")
        .isGreaterThanOrEqualTo(200L * THREADS);
    assertThatTensor(leaf.grad()).holds(200.0 * THREADS, 200.0 * THREADS);
    long before = calls.sum();
    leaf.sum().backward();
    assertThat(calls.sum()).as("all are gone").isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("executors")
  void anomaliesAreDetectedForOneThreadAlone(Supplier<ExecutorService> executors) throws Exception {
    Tensor zero = Tensor.of(0, 0);
    together(
        executors,
        () -> {
          for (int i = 0; i < 20; i++) {
            assertThatThrownBy(
                    () -> Autograd.detectAnomaly(() -> grad((Tensor z) -> z.sqrt().sum(), zero)))
                .isInstanceOf(NumericalException.class);
            assertThatTensor(grad((Tensor z) -> z.sqrt().sum(), zero))
                .holds(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
            List<Tensor> escaped = new ArrayList<>();
            grad(
                z -> {
                  escaped.add(z);
                  return z.exp().sum();
                },
                zero);
            assertThatThrownBy(() -> escaped.getFirst().exp()).isInstanceOf(GraphException.class);
          }
          return null;
        });
  }
}
