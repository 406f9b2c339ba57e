package dev.leibniz.examples.minima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.examples.minima.Table.Outcome;
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

  private static void reaches(String name, Problem problem) {
    Table.Solver solver = Objects.requireNonNull(Table.solvers().get(name));
    Outcome outcome = solver.solve(problem, 1);
    assertThat(problem.minimum(outcome.value())).as("%s", outcome).isNotNegative();
  }
}
