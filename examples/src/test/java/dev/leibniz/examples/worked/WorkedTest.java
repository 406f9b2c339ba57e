package dev.leibniz.examples.worked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.examples.tour.Check;
import dev.leibniz.examples.worked.Example.Size;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkedTest {
  static Stream<Named<Example>> examples() {
    return Catalogue.all().stream().map(e -> Named.of(e.name(), e));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theSmallFormOfAnExampleAgreesWithWhatItIsComparedWith(Example example) {
    Output out = new Output();
    example.run(out, Size.SMALL);
    assertThat(out.lines()).isNotEmpty();
    assertThat(out.chart()).isNotNull();
    assertThat(out.checks()).isNotEmpty().allMatch(Check::holds);
  }

  @Test
  void namesAreUnique() {
    assertThat(Catalogue.all().stream().map(Example::name)).doesNotHaveDuplicates();
  }
}
