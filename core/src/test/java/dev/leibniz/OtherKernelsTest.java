package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.law.Laws;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the kernels of this JVM holds for the others: a JVM chooses once. */
class OtherKernelsTest {
  private static final String SCALAR = "-Dleibniz.vector=off";
  private static final String PARALLEL = "-Dleibniz.threads=2 -Dleibniz.threshold=1";

  @ParameterizedTest
  @ValueSource(strings = {SCALAR, PARALLEL, SCALAR + " " + PARALLEL})
  void everyLawHoldsForEverySample(String flags) throws Exception {
    List<String> printed = OtherJvm.run(Laws.class, List.of(flags.split(" ", -1))).lines().toList();
    assertThat(printed.stream().filter(l -> l.startsWith("broken"))).isEmpty();
    assertThat(printed.getLast()).matches("\\d{5} checks");
  }

  @ParameterizedTest
  @ValueSource(strings = {SCALAR, PARALLEL, SCALAR + " " + PARALLEL})
  void aMillionNumbersAddUp(String flags) throws Exception {
    String printed = OtherJvm.run(MillionNumbers.class, List.of(flags.split(" ", -1)));
    assertThat(Double.parseDouble(printed.strip())).isLessThanOrEqualTo(SumsTest.ALLOWED);
  }
}
