package dev.leibniz;

import dev.leibniz.transform.UserFunction;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A function of two tensors whose second is held. */
record Partial(BiFunction<? super Tensor, ? super Tensor, ? extends Tensor> user, Tensor second)
    implements Function<Tensor, Tensor>, UserFunction {
  @Override
  public Tensor apply(Tensor first) {
    return user.apply(first, second);
  }
}
