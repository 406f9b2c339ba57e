package dev.leibniz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What PyTorch says, and what the library says. */
class ConformanceTest {
  private static final String ALL_PASSED = "500 passed, 0 failed, 0 unsupported";

  @Test
  void programsPass() {
    assertAllPassed(CommandRun.here(Cases.PROGRAMS.file()));
  }

  @Test
  void programsPassInFloat32() {
    assertAllPassed(CommandRun.here("--dtype", "float32", Cases.PROGRAMS.file()));
  }

  @Test
  void programsPassOnViews() {
    assertAllPassed(CommandRun.here("--strided", Cases.PROGRAMS.file()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--no-native",
        "--no-vector",
        "--threads=2",
        "--no-native --no-vector --threads=2 --strided --dtype=float32"
      })
  void programsPassWithOtherKernels(String switches) throws Exception {
    List<Object> arguments = new ArrayList<>(List.of(switches.split(" ", -1)));
    arguments.add(Cases.PROGRAMS.file());
    assertAllPassed(CommandRun.inOtherJvm(arguments.toArray()));
  }

  private static void assertAllPassed(CommandRun run) {
    assertThat(run.lastLine()).as(run.out()).isEqualTo(ALL_PASSED);
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true"})
  void tier1PassesAsFarAsListed(boolean isFloat32, boolean isStrided) throws Exception {
    Runner runner = new Runner(new Mode(isFloat32, isStrided));
    Set<String> passing = new TreeSet<>();
    Set<String> others = new TreeSet<>();
    for (Case c : Cases.TIER_1.all()) {
      Outcome outcome = runner.run(c);
      boolean isPassed = outcome instanceof Outcome.Passed || outcome instanceof Outcome.Deliberate;
      (isPassed ? passing : others).addAll(c.operators());
    }
    passing.removeAll(others);

    assertThat(passing)
        .as("tier1-supported.txt lists the operators of which every case passes")
        .containsExactlyInAnyOrderElementsOf(Cases.lines("/cases/tier1-supported.txt"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "--dtype=float32", "--strided", "--no-native", "--no-vector", "--threads=2"})
  void tier2PassesWhole(String mode) throws Exception {
    List<Object> arguments = new ArrayList<>(mode.isEmpty() ? List.of() : List.of(mode));
    arguments.add(Cases.TIER_2.file());
    CommandRun run = CommandRun.inOtherJvm(arguments.toArray());
    assertThat(run.lastLine()).as(run.out()).isEqualTo("1095 passed, 0 failed, 0 unsupported");
    assertThat(run.code()).isZero();
  }
}
