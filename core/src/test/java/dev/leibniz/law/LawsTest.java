package dev.leibniz.law;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every law for every sample of every op. */
class LawsTest {
  @TestFactory
  Stream<DynamicTest> everyLawHoldsForEverySample() {
    return tests(Laws.all(), Samples.all());
  }

  @TestFactory
  Stream<DynamicTest> theRoughOnesHoldInFloat32() {
    return tests(Laws.ofFloat32(), Samples.inFloat32());
  }

  private static Stream<DynamicTest> tests(List<Law> laws, List<Sample> samples) {
    return laws.stream()
        .flatMap(law -> samples.stream().filter(law.applies()).map(sample -> test(law, sample)));
  }

  private static DynamicTest test(Law law, Sample sample) {
    return DynamicTest.dynamicTest(law.name() + ": " + sample, () -> law.check(sample));
  }
}
