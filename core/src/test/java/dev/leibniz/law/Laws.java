package dev.leibniz.law;

import java.util.ArrayList;
import java.util.List;

/** All laws; as a program, which tries them on all samples. */
public final class Laws {
  private Laws() {}

  static List<Law> all() {
    List<Law> all = new ArrayList<>();
    all.addAll(EvaluationLaws.all());
    all.addAll(FirstOrderLaws.all());
    all.addAll(SecondOrderLaws.all());
    all.addAll(BatchLaws.all());
    all.addAll(OpLaws.all());
    return all;
  }

  /** Those that need no precision. */
  static List<Law> ofFloat32() {
    return List.of(
        EvaluationLaws.SHAPE,
        EvaluationLaws.VIEWS,
        FirstOrderLaws.TRANSPOSE,
        FirstOrderLaws.PUSH,
        BatchLaws.LOOP);
  }

  /** Prints how many checks there were, and what broke. */
  public static void main(String[] arguments) {
    int checks = check(all(), Samples.all()) + check(ofFloat32(), Samples.inFloat32());
    System.out.println(checks + " checks");
  }

  private static int check(List<Law> laws, List<Sample> samples) {
    int checks = 0;
    for (Law law : laws) {
      for (Sample sample : samples) {
        if (law.applies().test(sample)) {
          checks++;
          try {
            law.check(sample);
          } catch (AssertionError e) {
            System.out.println("broken: " + e.getMessage());
          }
        }
      }
    }
    return checks;
  }
}
