package dev.leibniz;

import static dev.leibniz.Functional.derivative;
import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.hvp;
import static dev.leibniz.Functional.jacfwd;
import static dev.leibniz.Functional.jacobian;
import static dev.leibniz.Functional.jacrev;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.linearize;
import static dev.leibniz.Functional.nthDerivative;
import static dev.leibniz.Functional.valueAndGrad;
import static dev.leibniz.Functional.vhp;
import static dev.leibniz.Functional.vjp;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Derivatives of functions of one tensor. */
@SuppressWarnings("UnnecessaryLambda") // functions are values here
class FunctionalTest {
  private final Tensor x = Tensor.of(new double[][] {{0.3, -0.7, 1.1}, {0.2, 0.9, -0.4}});
  private final Tensor v = Tensor.of(new double[][] {{1, 2, -1}, {0.5, -2, 3}});
  private final Tensor w = Tensor.of(2, -1);

  /** Of shape [2]; its derivatives are known by heart. */
  private final TensorFunction rows = z -> z.exp().sum(1);

  private final TensorFunction cubes = z -> z.mul(z).mul(z).sum();

  private Tensor rowsJacobian() {
    Tensor e = x.exp();
    return Tensor.stack(
        0, e.mul(Tensor.of(1, 0).unsqueeze(1)), e.mul(Tensor.of(0, 1).unsqueeze(1)));
  }

  @Test
  void aJacobianHasTheOutputsShapeFollowedByTheInputs() {
    assertThatTensor(jacobian(rows, x)).isCloseTo(rowsJacobian());
    assertThatTensor(jacobian(z -> z.sum(), x)).hasShape(2, 3);
    assertThatTensor(jacobian(z -> z.mul(x), Tensor.scalar(2))).isCloseTo(x);
    assertThatTensor(jacobian(z -> z.sin(), Tensor.scalar(0.5))).hasShape().holds(Math.cos(0.5));
    assertThatTensor(jacobian(z -> z, w)).isCloseTo(Tensor.eye(2));
  }

  @Test
  void theFunctionFormsOfTheJacobianAgree() {
    assertThatTensor(jacobian(rows).apply(x)).isCloseTo(rowsJacobian());
    assertThatTensor(jacrev(rows).apply(x)).isCloseTo(rowsJacobian());
    assertThatTensor(jacfwd(rows).apply(x)).isCloseTo(rowsJacobian());
    assertThatTensor(jacfwd(jacrev(cubes)).apply(x)).isCloseTo(hessian(cubes, x));
    assertThatTensor(jacrev(jacfwd(cubes)).apply(x)).isCloseTo(hessian(cubes, x));
  }

  @Test
  void aJacobianOfNothingIsEmpty() {
    Tensor none = Tensor.zeros(0);
    assertThatTensor(jacobian(z -> z.exp(), none)).hasShape(0, 0);
    assertThatTensor(jacobian(z -> z.sum().expand(2), none)).hasShape(2, 0);
    assertThatTensor(jacobian(z -> z.narrow(0, 0, 0), w)).hasShape(0, 2);
    for (Option.Strategy s : Option.Strategy.values()) {
      assertThatTensor(jacobian(z -> z.narrow(0, 0, 0), w, s)).hasShape(0, 2);
    }
    assertThatTensor(grad(z -> z.sum(), none)).hasShape(0);
    assertThatTensor(hessian(z -> z.square().sum(), none)).hasShape(0, 0);
  }

  @Test
  void independenceGivesZerosOfTheRightShape() {
    assertThatTensor(jacobian(z -> Tensor.of(1, 2), x)).isCloseTo(Tensor.zeros(2, 2, 3));
    assertThatTensor(grad(z -> Tensor.scalar(1), x)).isCloseTo(Tensor.zeros(2, 3));
    assertThatTensor(hessian(z -> z.sum(), x)).isCloseTo(Tensor.zeros(2, 3, 2, 3));
    assertThatTensor(hessian(z -> Tensor.scalar(1), w)).isCloseTo(Tensor.zeros(2, 2));
    assertThatTensor(jvp(z -> Tensor.of(1, 2), x, v).tangent()).isCloseTo(Tensor.zeros(2));
    assertThatTensor(vjp(z -> Tensor.of(1, 2), x).apply(w)).isCloseTo(Tensor.zeros(2, 3));
    assertThatTensor(linearize(z -> Tensor.of(1, 2), x).apply(v)).isCloseTo(Tensor.zeros(2));
    assertThatTensor(hvp(z -> z.sum(), x).apply(v)).isCloseTo(Tensor.zeros(2, 3));
    assertThatTensor(vhp(z -> z.sum(), x).apply(v)).isCloseTo(Tensor.zeros(2, 3));
  }

  @Test
  void aGradientHasTheShapeAndDtypeOfThePoint() {
    assertThatTensor(grad(cubes, x)).isCloseTo(x.square().mul(3));
    assertThatTensor(grad(cubes).apply(x)).isCloseTo(x.square().mul(3));
    assertThatTensor(grad(cubes, x.to(DType.FLOAT32)))
        .isCloseTo(x.square().mul(3).to(DType.FLOAT32), 1e-6);
    assertThatTensor(grad(z -> z.sum().to(DType.FLOAT64), x.to(DType.FLOAT32)))
        .isCloseTo(Tensor.ones(Shape.of(2, 3), DType.FLOAT32));
    assertThatTensor(grad(z -> z.sum().reshape(1, 1, 1), x)).isCloseTo(Tensor.ones(2, 3));
  }

  @Test
  void aGradientByTheFirstOfTwoArgumentsTakesTheSecondForAConstant() {
    TensorFunction2 slope = grad((Tensor a, Tensor b) -> a.square().mul(b).sum());
    assertThatTensor(slope.apply(Tensor.of(1, 2), Tensor.of(5, 7))).holds(10, 28);
  }

  @Test
  void oneTensorGivenTwiceHasADerivativeAtEachPlace() {
    Tuple g = grad(t -> t.get(0).square().mul(t.get(1)).sum(), Tuple.of(w, w));
    assertThatTensor(g.get(0)).holds(8, 2);
    assertThatTensor(g.get(1)).holds(4, 1);
  }

  @Test
  void aCapturedPointIsAConstant() {
    assertThatTensor(grad(z -> z.mul(w).sum(), w)).isCloseTo(w);
  }

  @Test
  void aValueComesWithItsGradient() {
    var both = valueAndGrad(cubes, x);
    assertThatTensor(both.value()).isCloseTo(cubes.apply(x));
    assertThatTensor(both.grad()).isCloseTo(x.square().mul(3));
  }

  @Test
  void aPullbackAndALinearisationApplyTheJacobianAsOftenAsOneLikes() {
    var pullback = vjp(rows, x);
    var linear = linearize(rows, x);
    Tensor jacobian = rowsJacobian().reshape(2, 6);
    assertThatTensor(pullback.value()).isCloseTo(rows.apply(x));
    assertThatTensor(linear.value()).isCloseTo(rows.apply(x));
    for (int i = 0; i < 3; i++) {
      Tensor ct = w.mul(i);
      Tensor t = v.mul(i);
      assertThatTensor(pullback.apply(ct)).isCloseTo(ct.matmul(jacobian).reshape(2, 3));
      assertThatTensor(linear.apply(t)).isCloseTo(jacobian.matmul(t.flatten()));
    }
  }

  @Test
  void aPullbackWorksInsideATransformThatCameLater() {
    var pullback = vjp(rows, x);
    Tensor cts = Tensor.of(new double[][] {{1, 0}, {0, 1}});
    assertThatTensor(Functional.<Tensor>vmap(c -> pullback.apply(c)).apply(cts))
        .isCloseTo(rowsJacobian());
    assertThatTensor(grad(c -> pullback.apply(c).mul(v).sum(), w))
        .isCloseTo(jvp(rows, x, v).tangent());
  }

  @Test
  void forwardModeGivesValueAndTangent() {
    var both = jvp(rows, x, v);
    assertThatTensor(both.value()).isCloseTo(rows.apply(x));
    assertThatTensor(both.tangent()).isCloseTo(x.exp().mul(v).sum(1));
  }

  @Test
  void aVectorOfAnotherDtypeIsConverted() {
    Tensor expected = x.exp().mul(v).sum(1);
    assertThatTensor(jvp(rows, x, v.to(DType.FLOAT32)).tangent()).isCloseTo(expected, 1e-6);
    assertThatTensor(linearize(rows, x).apply(v.to(DType.FLOAT32))).isCloseTo(expected, 1e-6);
    assertThatTensor(vjp(rows, x).apply(w.to(DType.FLOAT32))).isCloseTo(vjp(rows, x).apply(w));
  }

  @Test
  void aHessianIsSymmetricWithTheShapeOfThePointTwice() {
    Tensor h = hessian(cubes, x);
    Tensor diagonal = Tensor.eye(6).mul(x.flatten().mul(6).unsqueeze(0)).reshape(2, 3, 2, 3);
    assertThatTensor(h).isCloseTo(diagonal);
    assertThatTensor(hessian(cubes).apply(x)).isCloseTo(diagonal);
    assertThatTensor(hessian(z -> z.sin(), Tensor.scalar(0.5))).hasShape().holds(-Math.sin(0.5));
    assertThatTensor(hessian(z -> z.sin().reshape(1, 1), Tensor.scalar(0.5))).hasShape();
  }

  @Test
  void aHessianProductKnowsValueAndGradient() {
    TensorFunction f = z -> z.logsumexp(0, 1).mul(z.square().sum());
    Tensor h = hessian(f, x).reshape(6, 6);
    for (HessianProduct<Tensor> product : java.util.List.of(hvp(f, x), vhp(f, x))) {
      assertThatTensor(product.value()).isCloseTo(f.apply(x)).isConstant();
      assertThatTensor(product.grad()).isCloseTo(grad(f, x)).isConstant();
      assertThatTensor(product.apply(v)).isCloseTo(h.matmul(v.flatten()).reshape(2, 3));
      assertThatTensor(product.apply(x)).isCloseTo(h.matmul(x.flatten()).reshape(2, 3));
    }
  }

  @Test
  void derivativesOfFormulasNest() {
    assertThat(derivative(t -> t.sin().mul(t)).applyAsDouble(0.5))
        .isCloseTo(Math.sin(0.5) + 0.5 * Math.cos(0.5), within(1e-12));
    double[] expected = {Math.sin(0.7), Math.cos(0.7), -Math.sin(0.7), -Math.cos(0.7)};
    for (int n = 0; n < 8; n++) {
      assertThat(nthDerivative(n, t -> t.sin()).applyAsDouble(0.7))
          .as("order %s", n)
          .isCloseTo(expected[n % 4], within(1e-9));
    }
    assertThat(nthDerivative(3, t -> Tensor.scalar(1)).applyAsDouble(2)).isZero();
  }

  @Test
  void everythingNests() {
    assertThatTensor(grad(grad(grad(t -> t.sin()))).apply(Tensor.scalar(0.7)))
        .holds(-Math.cos(0.7));
    assertThatTensor(jacobian(jacobian(jacobian(t -> t.sin()))).apply(Tensor.scalar(0.7)))
        .holds(-Math.cos(0.7));
    assertThatTensor(grad(z -> hessian(cubes, z).sum(), w)).holds(6, 6);
    assertThatTensor(grad(z -> hvp(cubes, z).apply(w).sum(), w)).holds(12, -6);
    assertThatTensor(grad(z -> vhp(cubes, z).apply(w).sum(), w)).holds(12, -6);
    assertThatTensor(hessian(z -> linearize(cubes, z).apply(w), w))
        .isCloseTo(Tensor.eye(2).mul(w).mul(6));
    assertThatTensor(jvp(z -> hessian(cubes, z), w, w).tangent()).holds(12, 0, 0, -6);
  }

  @Test
  void javaBranchesOnTheNumbersAtThePoint() {
    TensorFunction f = z -> z.sum().item() > 0 ? z.square().sum() : z.sum();
    assertThatTensor(grad(f, Tensor.of(1, 2))).holds(2, 4);
    assertThatTensor(grad(f, Tensor.of(-1, -2))).holds(1, 1);
    assertThatTensor(jvp(f, Tensor.of(1, 2), w).tangent()).holds(0);
    assertThatTensor(hessian(f, Tensor.of(1, 2))).holds(2, 0, 0, 2);
  }

  @Test
  void integersComputedFromThePointAreConstants() {
    assertThatTensor(grad(z -> z.mul(z.gt(0)).sum(), w)).holds(1, 0);
    assertThatTensor(grad(z -> z.get(z.argmax(0)), Tensor.of(1, 5, 2))).holds(0, 1, 0);
    assertThatTensor(vjp(z -> z.gt(0), w).value()).isConstant().holds(1, 0);
  }
}
