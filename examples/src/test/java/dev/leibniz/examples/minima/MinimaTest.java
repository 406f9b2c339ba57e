package dev.leibniz.examples.minima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.examples.minima.Table.Outcome;
import dev.leibniz.optim.solver.LevenbergMarquardt.LinearSolver;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MinimaTest {
  static Stream<Named<Problem>> problems() {
    return Problems.all().stream().map(p -> Named.of(p.name(), p));
  }

  @ParameterizedTest
  @MethodSource("problems")
  void newtonCgReachesAMinimumOfThePaper(Problem problem) {
    reaches("Newton-CG", problem);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void levenbergMarquardtReachesAMinimumOfThePaper(Problem problem) {
    reaches("Levenberg–Marquardt", problem);
  }

  @ParameterizedTest
  @MethodSource("problems")
  void withLsmrLevenbergMarquardtReachesAMinimumOfThePaper(Problem problem) {
    reaches(Table.leastSquares(LinearSolver.LSMR), problem);
  }

  private static void reaches(String name, Problem problem) {
    reaches(Objects.requireNonNull(Table.solvers().get(name)), problem);
  }

  private static void reaches(Table.Solver solver, Problem problem) {
    Outcome outcome = solver.solve(problem, 1);
    assertThat(problem.minimum(outcome.value())).as("%s", outcome).isNotNegative();
  }
}
