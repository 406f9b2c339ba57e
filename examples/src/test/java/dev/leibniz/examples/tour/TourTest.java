package dev.leibniz.examples.tour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TourTest {
  static Stream<Part> parts() {
    return Stream.of(
        new JacobianNorm(),
        new LogisticRegression(),
        new CertifiedFit(),
        new GradientPenalty(),
        new PerExampleGradients(),
        new Derivatives());
  }

  @ParameterizedTest
  @MethodSource("parts")
  void everyCheckHolds(Part part) {
    Report report = new Report();
    part.run(report);
    assertThat(report.checks())
        .isNotEmpty()
        .filteredOn(check -> !isOfTheClock(check))
        .isNotEmpty()
        .allMatch(Check::holds);
    assertThat(report.results()).isNotEmpty();
    assertThat(report.times()).isNotEmpty();
  }

  /** The tour itself demands its speed; a test must not depend on what else the machine does. */
  private static boolean isOfTheClock(Check check) {
    return check.text().startsWith("how many times faster");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void everyPartShowsItsCode(Part part) {
    List<String> code = Listing.of(part.shown());
    assertThat(code).isNotEmpty().noneMatch(line -> line.contains("@start"));
    assertThat(code).allMatch(line -> line.length() <= 94);
    assertThat(code).anyMatch(line -> !line.startsWith(" "));
  }

  @Test
  void aWrongExpectationFailsAndIsNamed() {
    NistProblem right = NistProblem.misra1a();
    Tensor parameters = right.parameters().mul(1 + 1e-8);
    var wrong =
        new NistProblem(right.x(), right.y(), right.start(), parameters, right.deviations());
    var out = new ByteArrayOutputStream();
    var page = new Page(new PrintStream(out, true, StandardCharsets.UTF_8), false);

    assertThat(page.show(List.of(new CertifiedFit(wrong)))).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("FAILED: part 1, NIST's Misra1a", "parameters against the certified ones")
        .doesNotContain("checks hold.");
    assertThat(page.show(List.of(new CertifiedFit(right)))).isTrue();
  }

  @Test
  void aPartThatThrowsFails() {
    var out = new ByteArrayOutputStream();
    var page = new Page(new PrintStream(out, true, StandardCharsets.UTF_8), false);
    Part broken =
        new Part() {
          @Override
          public String title() {
            return "Broken";
          }

          @Override
          public List<Class<?>> shown() {
            return List.of(CertifiedFit.class);
          }

          @Override
          public void run(Report report) {
            throw new IllegalStateException("no luck");
          }
        };
    assertThat(page.show(List.of(broken))).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("FAILED: part 1, Broken", "no luck");
  }

  @Test
  void aNumberThatIsNoneAgreesWithNothing() {
    assertThat(Check.agreement("NaN", Double.NaN, 1).holds()).isFalse();
    assertThat(Check.atLeast("NaN", Double.NaN, 1).holds()).isFalse();
    assertThat(Distance.between(new double[] {1, Double.NaN}, new double[] {1, 2})).isNaN();
    assertThat(Distance.between(new double[1], new double[2])).isInfinite();
  }
}
