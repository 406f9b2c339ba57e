package dev.leibniz;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.createGraph;
import static dev.leibniz.Functional.derivative;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.strict;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vectorize;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Option.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A function is evaluated exactly once in every call, however often the result is applied. */
class EvaluationCountTest {
  private final AtomicInteger runs = new AtomicInteger();
  private final Tensor x = Tensor.of(0.5, -1, 2);

  private Tensor vector(Tensor z) {
    runs.incrementAndGet();
    return z.sin().mul(z.sum());
  }

  private Tensor scalar(Tensor z) {
    return vector(z).sum();
  }

  private Tensor tall(Tensor z) {
    return vector(z).expand(4, 3);
  }

  @TestFactory
  Stream<DynamicTest> oneEvaluationServesAll() {
    Map<String, Callable<Object>> calls = new LinkedHashMap<>();
    calls.put("jacobian", () -> jacobian(this::vector, x));
    calls.put("jacobian of a tall function", () -> jacobian(this::tall, x));
    calls.put("jacobian of a wide function", () -> jacobian(this::scalar, x));
    calls.put("jacobian, forward", () -> jacobian(this::vector, x, Strategy.FORWARD));
    calls.put("jacobian, reverse", () -> jacobian(this::vector, x, Strategy.REVERSE));
    calls.put("jacobian, chunked", () -> jacobian(this::vector, x, chunkSize(1)));
    calls.put(
        "jacobian, forward, chunked",
        () -> jacobian(this::tall, x, chunkSize(1), Strategy.FORWARD));
    calls.put("jacobian, vectorize", () -> jacobian(this::vector, x, vectorize()));
    calls.put("jacobian, strict", () -> jacobian(this::vector, x, strict()));
    calls.put("jacobian, createGraph", () -> jacobian(this::vector, x, createGraph()));
    calls.put(
        "jacobian of a tree", () -> jacobian((Tuple t) -> vector(t.get(0)), Tuple.of(x)).toDense());
    calls.put("hessian", () -> hessian(this::scalar, x));
    calls.put("hessian, reverse", () -> hessian(this::scalar, x, Strategy.REVERSE));
    calls.put("hessian, chunked", () -> hessian(this::scalar, x, chunkSize(1)));
    calls.put("grad", () -> grad(this::scalar, x));
    calls.put("valueAndGrad", () -> valueAndGrad(this::scalar, x));
    calls.put("vjp", () -> applied(vjp(this::vector, x)));
    calls.put("linearize", () -> applied(linearize(this::vector, x)));
    calls.put("jvp", () -> jvp(this::vector, x, x));
    calls.put("hvp", () -> applied(hvp(this::scalar, x)));
    calls.put("vhp", () -> applied(vhp(this::scalar, x)));
    calls.put("derivative", () -> derivative(this::scalar).applyAsDouble(2));
    calls.put("vmap", () -> vmap(this::scalar).apply(Tensor.ones(5, 3)));
    calls.put("vmap of grad", () -> vmap(grad(this::scalar)).apply(Tensor.ones(5, 3)));
    calls.put("grad of grad", () -> grad(z -> grad(this::scalar, z).sum(), x));
    return calls.entrySet().stream()
        .map(call ->
            DynamicTest.dynamicTest(
                call.getKey(),
                () -> {
                  runs.set(0);
                  assertThat(call.getValue().call()).isNotNull();
                  assertThat(runs).hasValue(1);
                }));
  }

  private Tensor applied(Function<Tensor, Tensor> map) {
    Tensor twice = map.apply(map.apply(x));
    return twice.add(vmap((Tensor v) -> map.apply(v)).apply(Tensor.ones(2, 3)).sum(0));
  }
}
