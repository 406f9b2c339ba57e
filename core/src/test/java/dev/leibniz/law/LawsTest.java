package dev.leibniz.law;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every law for every sample of every op. */
class LawsTest {
  static List<Law> laws() {
    List<Law> all = new ArrayList<>();
    all.addAll(EvaluationLaws.all());
    all.addAll(FirstOrderLaws.all());
    all.addAll(SecondOrderLaws.all());
    all.addAll(BatchLaws.all());
    all.addAll(OpLaws.all());
    return all;
  }

  /** Those that need no precision. */
  static List<Law> lawsOfFloat32() {
    return List.of(
        EvaluationLaws.SHAPE,
        EvaluationLaws.VIEWS,
        FirstOrderLaws.TRANSPOSE,
        FirstOrderLaws.PUSH,
        BatchLaws.LOOP);
  }

  @TestFactory
  Stream<DynamicTest> everyLawHoldsForEverySample() {
    return tests(laws(), Samples.all());
  }

  @TestFactory
  Stream<DynamicTest> theRoughOnesHoldInFloat32() {
    return tests(lawsOfFloat32(), Samples.inFloat32());
  }

  private static Stream<DynamicTest> tests(List<Law> laws, List<Sample> samples) {
    return laws.stream()
        .flatMap(law -> samples.stream().filter(law.applies()).map(sample -> test(law, sample)));
  }

  private static DynamicTest test(Law law, Sample sample) {
    return DynamicTest.dynamicTest(law.name() + ": " + sample, () -> law.check(sample));
  }
}
