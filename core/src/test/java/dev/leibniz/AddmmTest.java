package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Sums with products large enough to be one op; the law samples are small ones. */
class AddmmTest {
  private static final Tensor BIAS = Tensor.linspace(-1, 1, 80);
  private static final Tensor X = numbers(70, 60);
  private static final Tensor W = numbers(60, 80);
  private static final Tensor DX = X.cos();
  private static final Tensor DW = W.sin();

  private static Tensor numbers(int rows, int columns) {
    return Tensor.linspace(-2, 3, rows * columns).sin().reshape(rows, columns).div(8);
  }

  private static Tensor parts(Tensor c, Tensor x, Tensor w) {
    return c.add(x.matmul(w));
  }

  @Test
  void isTheSumOfItsParts() {
    assertThatTensor(BIAS.addmm(X, W)).isCloseTo(parts(BIAS, X, W));
    Tensor many = X.reshape(7, 10, 60);
    assertThatTensor(BIAS.addmm(many, W)).isCloseTo(parts(BIAS, many, W));
    Tensor wide = Tensor.ones(3, 1, 1);
    assertThatTensor(wide.addmm(X, W)).isCloseTo(parts(wide, X, W));
    Tensor integers = Tensor.arange(80);
    assertThatTensor(integers.addmm(X, W)).isCloseTo(parts(integers, X, W));
    assertThatTensor(Tensor.ones(2).addmm(W.narrow(0, 0, 3), W.mT().narrow(1, 0, 2)))
        .isCloseTo(parts(Tensor.ones(2), W.narrow(0, 0, 3), W.mT().narrow(1, 0, 2)));
  }

  @Test
  void hasTheTangentsOfItsParts() {
    assertThatTensor(jvp(x -> BIAS.addmm(x, W), X, DX).tangent())
        .isCloseTo(jvp(x -> parts(BIAS, x, W), X, DX).tangent());
    TensorFunction one = t -> BIAS.mul(t).addmm(X.add(DX.mul(t)), W.add(DW.mul(t)));
    TensorFunction two = t -> parts(BIAS.mul(t), X.add(DX.mul(t)), W.add(DW.mul(t)));
    Tensor t = Tensor.scalar(0.5);
    assertThatTensor(jvp(one, t, Tensor.scalar(1)).tangent())
        .isCloseTo(jvp(two, t, Tensor.scalar(1)).tangent());
    TensorFunction product = s -> X.add(DX.mul(s)).matmul(W.add(DW.mul(s)));
    assertThatTensor(jvp(product, t, Tensor.scalar(1)).tangent())
        .isCloseTo(DX.matmul(W).add(X.matmul(DW)).add(DX.matmul(DW)));
  }

  @Test
  void hasTheSecondDerivativesOfItsParts() {
    TensorFunction one = w -> BIAS.addmm(X, w.sin()).tanh().square().sum();
    TensorFunction two = w -> parts(BIAS, X, w.sin()).tanh().square().sum();
    assertThatTensor(grad(one, W)).isCloseTo(grad(two, W));
    assertThatTensor(hvp(one, W, DW).product()).isCloseTo(hvp(two, W, DW).product());
    assertThatTensor(grad(b -> b.addmm(X, W).tanh().sum(), BIAS))
        .isCloseTo(grad(b -> parts(b, X, W).tanh().sum(), BIAS));
  }

  @Test
  void canBeBatchedInAnyInput() {
    Tensor biases = numbers(3, 80);
    Tensor xs = numbers(210, 60).reshape(3, 70, 60);
    Tensor ws = numbers(180, 80).reshape(3, 60, 80);
    assertThatTensor(vmap(b -> b.addmm(X, W)).apply(biases))
        .isCloseTo(vmap(b -> parts(b, X, W)).apply(biases));
    assertThatTensor(vmap(x -> BIAS.addmm(x, W)).apply(xs))
        .isCloseTo(vmap(x -> parts(BIAS, x, W)).apply(xs));
    assertThatTensor(vmap(w -> BIAS.addmm(X, w)).apply(ws))
        .isCloseTo(vmap(w -> parts(BIAS, X, w)).apply(ws));
    assertThatTensor(vmap(w -> jvp(z -> BIAS.addmm(X, z), W, w).tangent()).apply(ws))
        .isCloseTo(vmap(w -> X.matmul(w)).apply(ws));
  }

  @Test
  void addsUpWhatAMatrixGetsBackFromBatches() {
    Tensor many = numbers(480, 70).reshape(2, 3, 80, 70);
    Tensor ct = many.cos().narrow(2, 0, 60);
    Tensor parts = ct.matmul(many.mT()).sum(0, 1);
    assertThatTensor(vjp(w -> w.matmul(many), W, ct).cotangent()).isCloseTo(parts);
    assertThatTensor(hvp(w -> w.matmul(many).square().sum(), W, DW).product())
        .isCloseTo(DW.matmul(many).matmul(many.mT()).sum(0, 1).mul(2));
  }

  @Test
  void saysWhichShapesDoNotFit() {
    assertThatThrownBy(() -> BIAS.addmm(X, W.mT()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("60")
        .hasMessageContaining("80");
    assertThatThrownBy(() -> Tensor.ones(3).addmm(X, W))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("3");
  }
}
