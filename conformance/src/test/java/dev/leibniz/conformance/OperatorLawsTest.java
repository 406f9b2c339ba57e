package dev.leibniz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every law for every operator of tier 1, with each choice of kernels. */
class OperatorLawsTest {
  /** An input says where to cut: the shape of the result would differ from example to example. */
  private static final Set<String> NEED_NUMBERS =
      Set.of(
          "ops/narrow/1.1", "ops/narrow/1.3", "ops/narrow/1.5", "ops/narrow/1.7", "ops/narrow/1.9");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-Dleibniz.count=on",
        "-Dleibniz.vector=off -Dleibniz.native=off",
        "-Dleibniz.threads=2 -Dleibniz.threshold=1"
      })
  void everyLawHoldsForEveryOperator(String flags) throws Exception {
    CommandRun run = CommandRun.inOtherJvm(OperatorLaws.class, List.of(flags.split(" ", -1)));
    List<String> lines = run.out().lines().toList();
    assertThat(of("broken", lines)).isEmpty();
    assertThat(of("refused", lines)).containsExactlyInAnyOrderElementsOf(NEED_NUMBERS);
    assertThat(of("kept", lines))
        .as("tier1-supported.txt lists every operator")
        .containsExactlyInAnyOrderElementsOf(Cases.lines("/cases/tier1-supported.txt"));
    assertThat(run.code()).as(run.out()).isZero();
  }

  private static List<String> of(String kind, List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith(kind + " "))
        .map(l -> l.substring(kind.length() + 1))
        .toList();
  }
}
