package dev.leibniz;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * A scalar function's gradient, recorded as a function of the point: tangents pushed through it are
 * products with the Hessian. The value is found on the way.
 */
final class SecondOrder<P> {
  private static final Options ATTACHED =
      Options.of("", Options.FIRST_ORDER, new Option[] {new Option.CreateGraph()});

  private final Recording<P, P> gradient;
  private final Tensor value;

  SecondOrder(String operation, Function<? super P, ? extends Tensor> f, P point, Options options) {
    AtomicReference<Tensor> traced = new AtomicReference<>();
    gradient =
        new Recording<P, P>(
            operation,
            p -> {
              var inner = new Recording<P, Tensor>(operation, f, p, ATTACHED);
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
