package dev.leibniz;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;

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

  /** v ↦ H v. */
  static <P> HessianProduct<P> hvp(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    SecondOrder<P> second = products("hvp", f, point, options);
    return second.product("hvp", point, second.gradient::push);
  }

  /** v ↦ vᵀ H. */
  static <P> HessianProduct<P> vhp(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    SecondOrder<P> second = products("vhp", f, point, options);
    return second.product("vhp", point, second.gradient::pull);
  }

  /** H v, where v is looked at before f is run. */
  static <P> Functional.Hvp<P> hvp(
      Function<? super P, ? extends Tensor> f, P point, P v, Option... options) {
    Structure.requireVector("hvp", "vector v", v, point);
    SecondOrder<P> second = products("hvp", f, point, options);
    return new Functional.Hvp<>(second.value, second.gradient.push(v));
  }

  /** vᵀ H, likewise. */
  static <P> Functional.Hvp<P> vhp(
      Function<? super P, ? extends Tensor> f, P point, P v, Option... options) {
    Structure.requireVector("vhp", "vector v", v, point);
    SecondOrder<P> second = products("vhp", f, point, options);
    return new Functional.Hvp<>(second.value, second.gradient.lastPull(v));
  }

  private static <P> SecondOrder<P> products(
      String operation, Function<? super P, ? extends Tensor> f, P point, Option[] options) {
    return new SecondOrder<>(
        operation, f, point, Options.of(operation, Options.FIRST_ORDER, options));
  }

  private HessianProduct<P> product(String operation, P point, UnaryOperator<P> map) {
    return new HessianProduct<>(
        value, gradient.out(), map, () -> Structure.one(operation, "vector", point));
  }
}
