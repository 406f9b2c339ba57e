package dev.leibniz.hipparchus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.Fit;
import dev.leibniz.optim.solver.LevenbergMarquardt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposer;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.SimpleVectorValueChecker;
import org.hipparchus.optim.nonlinear.vector.leastsquares.GaussNewtonOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresFactory;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.SequentialGaussNewtonOptimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTest {
  private static final Offset<Double> EXACT = within(1e-13);

  /** Misra1a of NIST's StRD: b₁ (1 − exp(−b₂ x)). */
  private static final Tensor X =
      Tensor.of(
          77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1,
          760);

  private static final double[] Y = {
    10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.40, 75.47, 81.78
  };

  record Misra(Tensor b1, Tensor b2) {
    Tensor at(Tensor x) {
      return b1.mul(b2.mul(x).neg().exp().neg().add(1));
    }
  }

  private static final Misra START = new Misra(Tensor.scalar(250), Tensor.scalar(0.0005));

  static Stream<LeastSquaresOptimizer> optimizers() {
    return Stream.of(
        new LevenbergMarquardtOptimizer(),
        new GaussNewtonOptimizer(new QRDecomposer(1e-14), false),
        new SequentialGaussNewtonOptimizer(new QRDecomposer(1e-14), false, null));
  }

  private static LeastSquaresBuilder problem(Model<Misra> model) {
    return new LeastSquaresBuilder()
        .model(model)
        .start(model.start())
        .target(Y)
        .checker(LeastSquaresFactory.evaluationChecker(new SimpleVectorValueChecker(1e-11, 1e-11)))
        .maxEvaluations(1000)
        .maxIterations(1000);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void leastSquaresSolversReachNistsCertifiedValues(LeastSquaresOptimizer optimizer) {
    Model<Misra> model = Model.of(m -> m.at(X), START);
    for (boolean lazy : new boolean[] {false, true}) {
      var optimum =
          optimizer.optimize(
              problem(model).lazyEvaluation(lazy).parameterValidator(p -> p).build());
      Misra found = model.point(optimum.getPoint());
      assertThat(found.b1().item()).isCloseTo(2.3894212918e2, within(1e-6));
      assertThat(found.b2().item()).isCloseTo(5.5015643181e-4, within(1e-12));
    }
  }

  @Test
  void theCovarianceIsThatOfOurOwnFit() {
    Model<Misra> model = Model.of(m -> m.at(X), START);
    var optimum = new LevenbergMarquardtOptimizer().optimize(problem(model).build());
    Fit<Misra> fit = LevenbergMarquardt.of().fit(m -> m.at(X).sub(Tensor.of(Y)), START);
    double s = fit.residualStandardDeviation();
    double[] sigma = optimum.getSigma(1e-14).mapMultiply(s).toArray();
    assertThat(fit.standardErrors().b1().item()).isCloseTo(sigma[0], within(1e-6 * sigma[0]));
    assertThat(fit.standardErrors().b2().item()).isCloseTo(sigma[1], within(1e-6 * sigma[1]));
    // NIST's certified standard deviations
    assertThat(sigma[0]).isCloseTo(2.7070075241, within(1e-6));
    assertThat(sigma[1]).isCloseTo(7.2668688436e-6, within(1e-11));
  }

  @Test
  void oneRunGivesValuesAndJacobian() {
    AtomicInteger runs = new AtomicInteger();
    Model<Tensor> model =
        Model.of(
            v -> {
              runs.incrementAndGet();
              return Tensor.stack(0, v.prod(), v.square().sum(), v.get(0).exp()).reshape(3, 1);
            },
            Tensor.of(0.5, 2));
    RealVector at = new ArrayRealVector(new double[] {0.5, 2});
    var both = model.value(at);
    assertThat(runs.get()).isEqualTo(1);
    double e = Math.exp(0.5);
    assertThat(both.getFirst().toArray()).containsExactly(new double[] {1, 4.25, e}, EXACT);
    double[][] jacobian = both.getSecond().getData();
    assertThat(jacobian[0]).containsExactly(new double[] {2, 0.5}, EXACT);
    assertThat(jacobian[1]).containsExactly(new double[] {1, 4}, EXACT);
    assertThat(jacobian[2]).containsExactly(new double[] {e, 0}, EXACT);
    assertThat(model.computeValue(at.toArray())).isEqualTo(both.getFirst());
    assertThat(model.computeJacobian(at.toArray())).isEqualTo(both.getSecond());
  }
}
