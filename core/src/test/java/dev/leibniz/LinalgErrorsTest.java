package dev.leibniz;

import static dev.leibniz.Functional.grad;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What linear algebra says of matrices that it refuses: the public operation, which matrix of the
 * batch, and a remedy; or the limit that it gives instead.
 */
class LinalgErrorsTest {
  private static final Tensor GOOD = Tensor.of(new double[][] {{4, 2}, {2, 3}});
  private static final String SECOND = ": matrix [1] of the batch of shape [2, 2, 2] ";

  private static final Map<String, TensorFunction> OPERATIONS = operations();

  private static Map<String, TensorFunction> operations() {
    Map<String, TensorFunction> all = new TreeMap<>();
    all.put("cholesky", Linalg::cholesky);
    all.put("solve", x -> Linalg.solve(x, x));
    all.put("solveTriangular", x -> Linalg.solveTriangular(x, x, Triangle.LOWER));
    all.put("choleskySolve", x -> Linalg.choleskySolve(x, x));
    all.put("choleskyInverse", Linalg::choleskyInverse);
    all.put("inv", Linalg::inv);
    all.put("matrixPower", x -> Linalg.matrixPower(x, -3));
    all.put("slogdet", x -> Linalg.slogdet(x).logabsdet());
    all.put("logdet", Linalg::logdet);
    all.put("det", Linalg::det);
    all.put("eigh", x -> Linalg.eigh(x).eigenvalues());
    all.put("eigvalsh", Linalg::eigvalsh);
    all.put("svd", x -> Linalg.svd(x).s());
    all.put("svdFull", x -> Linalg.svdFull(x).s());
    all.put("svdvals", Linalg::svdvals);
    all.put("nuclearNorm", Linalg::nuclearNorm);
    all.put("matrixNorm", x -> Linalg.matrixNorm(x, 2));
    all.put("pinv", Linalg::pinv);
    all.put("lstsq", x -> Linalg.lstsq(x, x));
    all.put("qr", x -> Linalg.qr(x).r());
    all.put("qrComplete", x -> Linalg.qrComplete(x).r());
    all.put("lu", x -> Linalg.lu(x).u());
    all.put("matrixExp", Linalg::matrixExp);
    all.put("trace", Linalg::trace);
    return all;
  }

  private static TensorFunction operation(String name) {
    return java.util.Objects.requireNonNull(OPERATIONS.get(name), name);
  }

  static Stream<String> all() {
    return OPERATIONS.keySet().stream();
  }

  static Stream<String> iterations() {
    return Stream.of(
        "eigh",
        "eigvalsh",
        "svd",
        "svdFull",
        "svdvals",
        "nuclearNorm",
        "matrixNorm",
        "pinv",
        "lstsq");
  }

  static Stream<String> inverses() {
    return Stream.of(
        "solve", "inv", "matrixPower", "solveTriangular", "choleskySolve", "choleskyInverse");
  }

  static Stream<String> squares() {
    return Stream.concat(
        inverses(),
        Stream.of(
            "cholesky", "slogdet", "logdet", "det", "eigh", "eigvalsh", "matrixExp", "trace"));
  }

  private static Tensor behindGood(double... bad) {
    return Tensor.stack(0, GOOD, Tensor.of(bad).reshape(2, 2));
  }

  @ParameterizedTest
  @MethodSource("iterations")
  void whatIteratesRefusesNanAndInfinitiesUnderItsOwnName(String name) {
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> operation(name).apply(behindGood(1, 0, bad, 1)))
          .isInstanceOf(NumericalException.class)
          .hasMessageStartingWith(name + SECOND + "holds NaN or an infinity; look for");
    }
  }

  @Test
  void choleskyTellsNanFromMatricesThatAreNotPositiveDefinite() {
    assertThatThrownBy(() -> Linalg.cholesky(behindGood(1, 0, Double.NaN, 1)))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith("cholesky" + SECOND + "holds NaN");
    assertThatThrownBy(() -> Linalg.cholesky(behindGood(1, 2, 2, 1)))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith(
            "cholesky" + SECOND + "is not positive definite: its leading minor of order 2");
    assertThat(Linalg.cholesky(behindGood(1, Double.NaN, 0, 1)).select(0, 1).toArray())
        .as("what lies above the diagonal is not read")
        .containsExactly(1, 0, 0, 1);
  }

  @ParameterizedTest
  @MethodSource("inverses")
  void whatInvertsRefusesSingularMatricesUnderItsOwnName(String name) {
    assertThatThrownBy(() -> operation(name).apply(behindGood(0, 0, 0, 0)))
        .isInstanceOf(NumericalException.class)
        .hasMessageStartingWith(name + SECOND + "is singular")
        .hasMessageMatching("(?s).*(add a|take).*");
  }

  @ParameterizedTest
  @MethodSource("squares")
  void matricesThatAreNotSquareAreRefusedUnderTheOperationsName(String name) {
    for (Tensor bad : new Tensor[] {Tensor.ones(2, 3), Tensor.ones(2), Tensor.scalar(1)}) {
      assertThatThrownBy(() -> operation(name).apply(bad))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              name
                  + ": needs square matrices in the last two axes, not a tensor of shape "
                  + bad.shape());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void emptyMatricesAndBatchesHaveAResultAndADerivative(String name) {
    for (Shape shape : new Shape[] {Shape.of(0, 0), Shape.of(2, 0, 0), Shape.of(0, 3, 3)}) {
      TensorFunction loss = x -> operation(name).apply(x).sum();
      assertThat(grad(loss, Tensor.zeros(shape, DType.FLOAT64)).shape()).as(name).isEqualTo(shape);
    }
  }

  @Test
  void normsOfMatricesWithoutElementsAreZero() {
    for (double order : new double[] {1, -1, 2, -2, 1 / 0.0, -1 / 0.0}) {
      assertThat(Linalg.matrixNorm(Tensor.zeros(3, 0), order).item()).isZero();
      assertThat(Linalg.matrixNorm(Tensor.zeros(2, 0, 3), order).toArray()).containsExactly(0, 0);
      assertThat(Linalg.matrixNorm(Tensor.zeros(0, 3, 2), order).shape()).isEqualTo(Shape.of(0));
    }
  }

  @Test
  void derivativesThatDoNotExistSayOfWhatTheyAre() {
    Map<String, String> reasons =
        Map.of(
            "qr", "the derivative of qr",
            "lu", "the derivative of lu",
            "slogdet", "the derivative of slogdet",
            "logdet", "the derivative of logdet");
    reasons.forEach((name, message) ->
        assertThatThrownBy(
                () -> grad((Tensor x) -> operation(name).apply(x).sum(), behindGood(1, 1, 1, 1)))
            .isInstanceOf(NumericalException.class)
            .hasMessageStartingWith(message)
            .hasMessageContaining("matrix [1] of the batch")
            .hasMessageContaining("singular"));
  }

  @Test
  void nanGoesThroughWhatDoesNotIterate() {
    Tensor nan = behindGood(Double.NaN, 0, 0, Double.NaN);
    for (String name : new String[] {"inv", "det", "slogdet", "qr", "lu", "matrixExp", "trace"}) {
      Tensor y = operation(name).apply(nan);
      assertThat(y.select(0, 0).isnan().any().item()).as(name).isZero();
      assertThat(y.select(0, 1).isnan().any().item()).as(name).isEqualTo(1);
    }
  }
}
