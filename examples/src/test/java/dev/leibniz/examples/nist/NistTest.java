package dev.leibniz.examples.nist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.optim.solver.LevenbergMarquardt;
import dev.leibniz.optim.solver.LevenbergMarquardt.LinearSolver;
import dev.leibniz.optim.solver.Status;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NistTest {
  static Stream<Arguments> runs() {
    return Problems.all().stream()
        .flatMap(p -> Stream.of(1, 2).map(start -> Arguments.of(Named.of(p.name(), p), start)));
  }

  @ParameterizedTest(name = "{0} from start {1}")
  @MethodSource("runs")
  void theCertifiedParametersAreFoundToEightDigitsAndTheirDeviationsToSix(
      Problem problem, int start) {
    Run run = Run.of(LevenbergMarquardt.of(), problem, start);
    assertThat(run.fit().status()).isEqualTo(Status.CONVERGED);
    assertThat(run.digits()).isGreaterThan(8);
    boolean isExact = problem.name().equals("Lanczos1");
    assertThat(run.deviationDigits()).isGreaterThan(isExact ? 2 : 6);
  }

  @ParameterizedTest(name = "{0} from start {1}")
  @MethodSource("runs")
  void withoutTheJacobianTheSameIsFoundFromTheSecondStart(Problem problem, int start) {
    if (start == 1) {
      return;
    }
    for (LinearSolver solver : List.of(LinearSolver.CGLS, LinearSolver.LSMR)) {
      Run run = Run.of(LevenbergMarquardt.of().withSolver(solver), problem, start);
      assertThat(run.digits()).as("%s", solver).isGreaterThan(6);
      assertThat(run.fit().evaluations().products()).isPositive();
    }
  }
}
