package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jvp;
import static dev.leibniz.Functional.vmap;
import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LinalgTest {
  private static final long SEED = Long.getLong("leibniz.seed", 11);

  private final Key[] keys = Key.of(SEED).split2();

  /** Well conditioned and not symmetric. */
  private final Tensor a = keys[0].normal(3, 3).add(Tensor.eye(3).mul(4.0));

  private final Tensor b = keys[1].normal(3, 2);
  private final Tensor positive = a.matmul(a.mT());
  private final Tensor batch = Tensor.stack(0, a, a.mT().mul(2.0), positive);

  @Test
  void aCholeskyFactorIsLowerTriangularAndMultipliesBack() {
    Tensor l = Linalg.cholesky(positive);
    assertThatTensor(l.matmul(l.mT())).isCloseTo(positive);
    assertThatTensor(l.triu(1)).isCloseTo(Tensor.zeros(3, 3));
    assertThatTensor(Linalg.cholesky(Tensor.of(new double[][] {{4, 0}, {2, 10}})))
        .holds(2, 0, 1, 3);
    assertThatTensor(Linalg.cholesky(Tensor.of(new double[][] {{4, 99}, {2, 10}})))
        .as("only the lower triangle is read")
        .holds(2, 0, 1, 3);
  }

  @Test
  void solutionsSatisfyTheirEquations() {
    assertThatTensor(a.matmul(Linalg.solve(a, b))).isCloseTo(b);
    assertThatTensor(a.matmul(Linalg.solve(a, b.select(1, 0)))).isCloseTo(b.select(1, 0));
    assertThatTensor(Linalg.inv(a).matmul(a)).isCloseTo(Tensor.eye(3));
    for (Triangle t : Triangle.values()) {
      Tensor x = Linalg.solveTriangular(a, b, t);
      boolean isLower = t.name().contains("LOWER");
      Tensor part = isLower ? a.tril() : a.triu();
      if (t.name().contains("UNIT")) {
        part = part.sub(part.mul(Tensor.eye(3))).add(Tensor.eye(3));
      }
      assertThatTensor(part.matmul(x)).as("%s", t).isCloseTo(b);
    }
  }

  @Test
  void determinantsHaveSignAndLogarithm() {
    var d = Linalg.slogdet(Tensor.of(new double[][] {{0, 2}, {3, 0}}));
    assertThatTensor(d.sign()).hasShape().holds(-1);
    assertThatTensor(d.logabsdet()).holds(Math.log(6));
    var singular = Linalg.slogdet(Tensor.ones(2, 2));
    assertThatTensor(singular.sign()).holds(0);
    assertThatTensor(singular.logabsdet()).holds(Double.NEGATIVE_INFINITY);
    var huge = Linalg.slogdet(Tensor.eye(200).mul(1e5));
    assertThatTensor(huge.logabsdet()).holds(200 * Math.log(1e5));
  }

  @Test
  void aTraceIsTheSumOfTheDiagonal() {
    Tensor m = Tensor.arange(0.0, 9, 1).reshape(3, 3);
    assertThatTensor(Linalg.trace(m)).hasShape().holds(12);
    assertThatTensor(Linalg.trace(Tensor.longs(1, 2, 3, 4).reshape(2, 2)))
        .isExactly(Tensor.scalar(5, DType.INT64));
    assertThatTensor(grad(z -> Linalg.trace(z.matmul(z)), m)).isCloseTo(m.mT().mul(2.0));
  }

  /** Scalars of a matrix in which every operation takes part. */
  private Map<String, TensorFunction> functions() {
    Map<String, TensorFunction> all = new LinkedHashMap<>();
    Tensor weights = keys[1].uniform(3, 3);
    all.put("cholesky", z -> Linalg.cholesky(z.matmul(z.mT())).mul(weights).sin().sum());
    all.put("solve, by the matrix", z -> Linalg.solve(z, b).square().sum());
    all.put("solve, by the right side", z -> Linalg.solve(a, z).mul(weights).square().sum());
    all.put("solve for a vector", z -> Linalg.solve(z, b.select(1, 0)).square().sum());
    all.put("inv", z -> Linalg.inv(z).mul(weights).sum());
    all.put("slogdet", z -> Linalg.slogdet(z).logabsdet().square());
    all.put("trace", z -> Linalg.trace(z.matmul(z).matmul(z)));
    for (Triangle t : Triangle.values()) {
      all.put("solveTriangular " + t, z -> Linalg.solveTriangular(z, b, t).square().sum());
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> derivativesAgreeWithDifferences() {
    return functions().entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey() + ", seed " + SEED,
                () -> {
                  TensorFunction f = e.getValue();
                  Tensor gradient = grad(f, a);
                  assertThatTensor(gradient).isCloseTo(differences(f, a), 1e-6);
                  assertThatTensor(hessian(f, a)).isCloseTo(differences(grad(f), a), 1e-6);
                  assertThatTensor(jvp(f, a, b.matmul(b.mT())).tangent())
                      .isCloseTo(gradient.mul(b.matmul(b.mT())).sum());
                }));
  }

  /** Central differences, of the output's shape followed by the input's. */
  private static Tensor differences(TensorFunction f, Tensor x) {
    double h = 1e-5;
    Tensor[] columns = new Tensor[x.size()];
    for (int i = 0; i < columns.length; i++) {
      Tensor step = Tensor.arange(x.size()).eq(i).to(DType.FLOAT64).mul(h).reshape(x.shape());
      columns[i] = f.apply(x.add(step)).sub(f.apply(x.sub(step))).mul(0.5 / h);
    }
    Tensor last = Tensor.stack(columns[0].rank(), columns);
    return last.reshape(columns[0].shape().join(x.shape()));
  }

  @TestFactory
  Stream<DynamicTest> aBatchIsALoop() {
    return functions().entrySet().stream()
        .map(e ->
            DynamicTest.dynamicTest(
                e.getKey() + ", seed " + SEED,
                () -> {
                  for (TensorFunction f : java.util.List.of(e.getValue(), grad(e.getValue()))) {
                    Tensor[] each = new Tensor[3];
                    for (int i = 0; i < 3; i++) {
                      each[i] = f.apply(batch.select(0, i));
                    }
                    assertThatTensor(vmap(f).apply(batch)).isCloseTo(Tensor.stack(0, each));
                  }
                }));
  }

  @Test
  void axesInFrontAreABatch() {
    Tensor inverses = Linalg.inv(batch);
    Tensor logarithms = Linalg.slogdet(batch).logabsdet();
    Tensor solutions = Linalg.solve(batch, b);
    Tensor traces = Linalg.trace(batch);
    assertThatTensor(solutions).hasShape(3, 3, 2);
    for (int i = 0; i < 3; i++) {
      Tensor m = batch.select(0, i);
      assertThatTensor(inverses.select(0, i)).isCloseTo(Linalg.inv(m));
      assertThatTensor(logarithms.select(0, i)).isCloseTo(Linalg.slogdet(m).logabsdet());
      assertThatTensor(solutions.select(0, i)).isCloseTo(Linalg.solve(m, b));
      assertThatTensor(traces.select(0, i)).isCloseTo(Linalg.trace(m));
    }
  }

  @Test
  void integersBecomeFloats() {
    assertThat(Linalg.inv(Tensor.longs(2, 0, 0, 4).reshape(2, 2)).dtype()).isEqualTo(DType.FLOAT32);
    assertThatTensor(Linalg.solve(Tensor.longs(2, 0, 0, 4).reshape(2, 2), Tensor.of(2, 2)))
        .isCloseTo(Tensor.of(1, 0.5));
  }

  @Test
  void matricesWithoutAnAnswerAreRefused() {
    Tensor singular = Tensor.ones(3, 3);
    assertThatThrownBy(() -> Linalg.cholesky(Tensor.eye(3).neg()))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("cholesky");
    assertThatThrownBy(() -> Linalg.solve(singular, b))
        .isInstanceOf(NumericalException.class)
        .hasMessageContaining("solve");
    assertThatThrownBy(() -> Linalg.inv(singular)).isInstanceOf(NumericalException.class);
    assertThatThrownBy(() -> Linalg.inv(Tensor.stack(0, a, singular)))
        .isInstanceOf(NumericalException.class);
    assertThatThrownBy(() -> Linalg.solveTriangular(Tensor.zeros(3, 3), b, Triangle.LOWER))
        .isInstanceOf(NumericalException.class);
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    Tensor wide = Tensor.ones(2, 3);
    assertThatThrownBy(() -> Linalg.cholesky(wide))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[2, 3]");
    assertThatThrownBy(() -> Linalg.inv(wide)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.inv(Tensor.ones(3))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.slogdet(wide)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.trace(wide)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.trace(Tensor.ones(3))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.solve(a, Tensor.ones(2, 2))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.solve(a, Tensor.ones(2))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.solve(a, Tensor.scalar(2))).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.solve(Tensor.scalar(1), b)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Linalg.cholesky(Tensor.scalar(1))).isInstanceOf(ShapeException.class);
  }
}
