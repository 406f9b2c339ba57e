package dev.leibniz.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every law for every operator of both tiers, with each choice of kernels. */
class OperatorLawsTest {
  /**
   * What cannot be batched, since the shape of the result depends on values and would differ from
   * example to example: an input of {@code narrow} says where to cut, {@code masked_select} and
   * {@code index_put} pick as many elements as a mask is true, {@code repeat_interleave} makes as
   * many as its counts add up to. These are refused, and the refusal names {@code where} and a
   * loop. With the mask or the counts shared by all examples they are batched like the rest.
   */
  private static final Set<String> NEED_NUMBERS =
      Set.of(
          "ops/narrow/1.1",
          "ops/narrow/1.3",
          "ops/narrow/1.5",
          "ops/narrow/1.7",
          "ops/narrow/1.9",
          "ops/index_put/1.1",
          "ops/index_put/1.3",
          "ops/masked_select/1.0",
          "ops/masked_select/1.1",
          "ops/masked_select/1.2",
          "ops/masked_select/1.4",
          "ops/masked_select/1.5",
          "ops/masked_select/1.6",
          "ops/repeat_interleave/1.3");

  @ParameterizedTest
  @CsvSource({
    "TIER_1, -Dleibniz.count=on",
    "TIER_1, -Dleibniz.vector=off -Dleibniz.native=off",
    "TIER_1, -Dleibniz.threads=2 -Dleibniz.threshold=1",
    "TIER_2, -Dleibniz.count=on",
    "TIER_2, -Dleibniz.vector=off -Dleibniz.native=off -Dleibniz.threads=2 -Dleibniz.threshold=1"
  })
  void everyLawHoldsForEveryOperator(Cases tier, String flags) throws Exception {
    List<Case> cases = tier.all();
    CommandRun run =
        CommandRun.inOtherJvm(OperatorLaws.class, List.of(flags.split(" ", -1)), tier.file());
    List<String> lines = run.out().lines().toList();
    assertThat(of("broken", lines)).isEmpty();
    assertThat(of("refused", lines))
        .containsExactlyInAnyOrderElementsOf(
            cases.stream().map(Case::id).filter(NEED_NUMBERS::contains).toList());
    assertThat(of("kept", lines))
        .as("every operator of the tier")
        .containsExactlyInAnyOrderElementsOf(
            cases.stream().flatMap(c -> c.operators().stream()).collect(Collectors.toSet()));
    assertThat(run.code()).as(run.out()).isZero();
  }

  private static List<String> of(String kind, List<String> lines) {
    return lines.stream()
        .filter(l -> l.startsWith(kind + " "))
        .map(l -> l.substring(kind.length() + 1))
        .toList();
  }
}
