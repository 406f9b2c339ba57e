package dev.leibniz;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The error of a sum does not grow with the number of its terms. */
class SumsTest {
  static final double ALLOWED = 1e-6;

  @ParameterizedTest
  @EnumSource
  void sumAndMeanOverAllAxes(MillionNumbers.Kind kind) {
    assertThat(new MillionNumbers(kind).overAllAxes()).isLessThanOrEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @EnumSource
  void sumAndMeanAlongTheInnerAndTheOuterAxis(MillionNumbers.Kind kind) {
    assertThat(new MillionNumbers(kind).alongTheInnerAndTheOuterAxis())
        .isLessThanOrEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @EnumSource
  void sumAndMeanOverTwoOfThreeAxes(MillionNumbers.Kind kind) {
    assertThat(new MillionNumbers(kind).overTwoOfThreeAxes()).isLessThanOrEqualTo(ALLOWED);
  }

  @ParameterizedTest
  @EnumSource
  void sumInABatchAndInAGradient(MillionNumbers.Kind kind) {
    assertThat(new MillionNumbers(kind).inABatchAndInAGradient()).isLessThanOrEqualTo(ALLOWED);
  }
}
