package dev.leibniz.parity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Functional.Hvp;
import dev.leibniz.GraphException;
import dev.leibniz.LeibnizException;
import dev.leibniz.Option;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of several sections share. */
final class Calls {
  private Calls() {}

  /** hvp or vhp. */
  interface Product {
    Hvp<Tensor> of(Function<Tensor, Tensor> f, Tensor x, Tensor v, Option... options);
  }

  /** Numbers without a pattern, the same in every run. */
  static Tensor numbers(int... dims) {
    Tensor n = Tensor.arange(0.0, Shape.of(dims).size(), 1);
    return n.mul(2.3).add(0.7).sin().add(1.5).reshape(dims);
  }

  static void refused(ThrowingCallable call, String... parts) {
    var thrown = assertThatThrownBy(call).isInstanceOf(LeibnizException.class);
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
  }

  static void notStrict(ThrowingCallable call, String... parts) {
    var thrown =
        assertThatThrownBy(call).isInstanceOf(GraphException.class).hasMessageContaining("strict");
    for (String part : parts) {
      thrown.hasMessageContaining(part);
    }
  }
}
