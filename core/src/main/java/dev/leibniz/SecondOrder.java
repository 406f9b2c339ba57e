package dev.leibniz;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A scalar function's gradient, recorded as a function of the point: tangents pushed through it are
 * products with the Hessian. The value is found on the way.
 */
final class SecondOrder<P> {
  private final Recording<P, P> gradient;
  private final Tensor value;

  SecondOrder(String operation, Function<? super P, ? extends Tensor> f, P point, Options options) {
    AtomicReference<Tensor> traced = new AtomicReference<>();
    gradient =
        Recording.ofGradient(
            operation,
            p -> {
              Recording<P, Tensor> inner = Recording.inner(operation, f, p, options);
              traced.set(inner.out());
              return inner.gradient();
            },
            point,
            options);
    value = gradient.lower(Objects.requireNonNull(traced.get()));
  }

  Recording<P, P> gradient() {
    return gradient;
  }

  Tensor value() {
    return value;
  }
}
