package dev.leibniz.transform;

import static dev.leibniz.Functional.chunkSize;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.HessianProduct;
import dev.leibniz.Option.Strategy;
import dev.leibniz.Tensor;
import dev.leibniz.TensorFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a derivative costs, in kernels that run; needs {@code -Dleibniz.count=on}. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class CostTest {
  private static final int DEPTH = 20;

  private final Tensor x = Tensor.linspace(0.1, 0.9, 12).reshape(3, 4);

  /** Three kernels each time round, and a last one. */
  private final TensorFunction f =
      z -> {
        Tensor y = z;
        for (int i = 0; i < DEPTH; i++) {
          y = y.sin().mul(y).add(z);
        }
        return y.sum();
      };

  private final TensorFunction tall = z -> z.exp().mul(z.sum()).unsqueeze(0).expand(9, 3, 4).sin();

  private static long kernels(Supplier<Object> body) {
    return OpCount.during(() -> assertThat(body.get()).isNotNull());
  }

  private long value() {
    return kernels(() -> f.apply(x));
  }

  @Test
  void theCountIsOfKernels() {
    assertThat(value()).isEqualTo(3 * DEPTH + 1);
  }

  @Test
  void aGradientCostsASmallMultipleOfTheValue() {
    assertThat(kernels(() -> grad(f, x))).isLessThanOrEqualTo(4 * value());
  }

  @Test
  void forwardModeCostsAtMostThreeTimesTheValue() {
    assertThat(kernels(() -> jvp(f, x, x))).isLessThanOrEqualTo(3 * value() + 3);
  }

  @Test
  void aHessianProductCostsASmallMultipleOfTheValue() {
    assertThat(kernels(() -> hvp(f, x).apply(x))).isLessThanOrEqualTo(10 * value());
  }

  @Test
  void whatIsPreparedIsNotPreparedAgain() {
    HessianProduct<Tensor> product = hvp(f, x);
    long first = kernels(() -> product.apply(x));
    long again = kernels(() -> product.apply(x));
    assertThat(again).isEqualTo(first);
    assertThat(kernels(() -> hvp(f, x).apply(x))).isGreaterThan(again + value());
    var pullback = vjp(f, x);
    assertThat(kernels(() -> pullback.apply(Tensor.scalar(1)))).isLessThanOrEqualTo(3 * value());
    var linear = linearize(f, x);
    assertThat(kernels(() -> linear.apply(x))).isLessThanOrEqualTo(2 * value() + 3);
  }

  @Test
  void vmapCostsTheSameForAnyNumberOfExamples() {
    for (TensorFunction g :
        java.util.List.<TensorFunction>of(
            f,
            grad(f),
            z -> jvp(f, z, z).tangent(),
            z -> hvp(f, z).apply(z),
            hessian(z -> z.logsumexp(0, 1)),
            vmap((Tensor row) -> row.softmax(0))::apply)) {
      long few = kernels(() -> vmap(g).apply(Tensor.ones(2, 3, 4)));
      long many = kernels(() -> vmap(g).apply(Tensor.ones(50, 3, 4)));
      assertThat(many).isEqualTo(few);
    }
  }

  @Test
  void vmapOfAnElementwiseFunctionCostsWhatTheFunctionDoes() {
    assertThat(kernels(() -> vmap(f).apply(Tensor.ones(50, 3, 4)))).isEqualTo(value());
  }

  @Test
  void aJacobianCostsTheSameForAnyNumberOfRows() {
    for (Strategy s : Strategy.values()) {
      long small = kernels(() -> jacobian(z -> z.exp().mul(z.sum()), Tensor.ones(3), s));
      long large = kernels(() -> jacobian(z -> z.exp().mul(z.sum()), Tensor.ones(99), s));
      assertThat(large).as("%s", s).isEqualTo(small);
    }
  }

  @Test
  void theAutomaticStrategyCostsWhatTheBetterOneDoes() {
    for (TensorFunction g : java.util.List.of(f, tall)) {
      long forward = kernels(() -> jacobian(g, x, Strategy.FORWARD));
      long reverse = kernels(() -> jacobian(g, x, Strategy.REVERSE));
      boolean isTall = g.apply(x).size() > x.size();
      assertThat(kernels(() -> jacobian(g, x))).isEqualTo(isTall ? forward : reverse);
      assertThat(kernels(() -> jacobian(g, x, Strategy.AUTO)))
          .isEqualTo(isTall ? forward : reverse);
      assertThat(forward).isNotEqualTo(reverse);
    }
  }

  @Test
  void chunksRunTheSweepAndNotTheFunctionAgain() {
    long whole = kernels(() -> jacobian(tall, x, chunkSize(12)));
    long thirds = kernels(() -> jacobian(tall, x, chunkSize(4)));
    long value = kernels(() -> tall.apply(x));
    assertThat(thirds).isLessThanOrEqualTo(3 * (whole - value) + value + 1);
  }

  @Test
  void aSymbolicTangentRunsNoKernel() {
    TensorFunction g = z -> z.logsumexp(1);
    Tensor ct = Tensor.ones(3);
    var pullback = vjp(g, x);
    long first = kernels(() -> pullback.apply(ct));
    long later = kernels(() -> pullback.apply(ct));
    assertThat(later).isLessThanOrEqualTo(first);
    Symbolic symbolic = Symbolic.tangents();
    Tensor shadow = symbolic.shadow(x.shape(), x.dtype());
    assertThat(kernels(() -> shadow.exp().mul(shadow).sum(1).softmax(0).cumsum(0))).isZero();
  }

  @Test
  void viewsAreMadeButNothingIsComputedTwice() {
    assertThat(kernels(() -> x.reshape(3, 4))).isZero();
    assertThat(kernels(() -> x.expand(3, 4))).isZero();
    assertThat(kernels(() -> x.to(x.dtype()))).isZero();
    assertThat(kernels(() -> grad(z -> z, Tensor.scalar(2)))).isZero();
  }

  @Test
  void withoutADerivativeNothingIsAdded() {
    assertThat(kernels(() -> grad(z -> z.detach().exp().sum(), x)))
        .isEqualTo(kernels(() -> x.exp().sum()));
    long alone = kernels(() -> grad(z -> z.exp().sum(), x));
    assertThat(kernels(() -> grad(z -> z.exp().sum().add(x.sin().cos().sum()), x)))
        .as("what does not lead to the point is not walked")
        .isEqualTo(alone + 4);
  }
}
