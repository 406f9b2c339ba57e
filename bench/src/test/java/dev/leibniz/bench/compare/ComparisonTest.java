package dev.leibniz.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.compare.Comparison.Verdict;
import dev.leibniz.bench.result.Environment;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ComparisonTest {
  private static final List<String> TASKS = List.of("forward", "backward", "vjp", "hvp", "hessian");
  private static final Environment HERE =
      new Environment("f", "processor", 2, 1L << 34, "os", "25", "vm", "abc", false);

  @TempDir private Path folder;

  /** What two runs of the same build give: times with the noise of samples, 3 %. */
  private static ResultFile measured(long seed, String changed, double factor) {
    RandomGenerator random = new SplittableRandom(seed);
    ResultFile file = ResultFile.of("2026-01-01T00:00:00Z", HERE);
    for (String workload : List.of("mlp", "transformer", "resnet18")) {
      for (String task : TASKS) {
        double by = (workload + " " + task).equals(changed) ? factor : 1;
        double[] times = new double[100];
        Arrays.setAll(times, i -> 1e6 * by * Math.exp(0.03 * random.nextGaussian()));
        file = file.with(result(new Subject("leibniz", "", workload, task, "tiny", 1), times));
      }
    }
    return file;
  }

  private static Result result(Subject subject, double[] times) {
    List<double[]> runs = List.of(times);
    return new Result(
        subject,
        null,
        "float32",
        List.of(),
        null,
        null,
        List.of(),
        runs,
        Bootstrap.median(runs),
        0,
        null,
        null,
        0,
        null);
  }

  private static List<String> titles(List<Comparison> found, Verdict v) {
    return found.stream().filter(c -> c.verdict() == v).map(c -> c.subject().title()).toList();
  }

  @Test
  void aNumberRaisedByAFifthIsFoundAndNothingElse() {
    ResultFile before = measured(1, "", 1);
    ResultFile after = measured(1, "transformer hvp", 1.2);
    List<Comparison> found = Comparison.of(before, after, 0.05);
    assertThat(titles(found, Verdict.REGRESSED)).containsExactly("transformer hvp");
    assertThat(titles(found, Verdict.IMPROVED)).isEmpty();
  }

  @Test
  void soItIsInAnotherRunWithItsOwnNoise() {
    List<Comparison> found =
        Comparison.of(measured(1, "", 1), measured(2, "transformer hvp", 1.2), 0.05);
    assertThat(titles(found, Verdict.REGRESSED)).containsExactly("transformer hvp");
    assertThat(titles(found, Verdict.IMPROVED)).isEmpty();
  }

  @Test
  void aNumberLoweredByAFifthIsAnImprovement() {
    List<Comparison> found = Comparison.of(measured(1, "", 1), measured(2, "mlp vjp", 0.8), 0.05);
    assertThat(titles(found, Verdict.IMPROVED)).containsExactly("mlp vjp");
    assertThat(titles(found, Verdict.REGRESSED)).isEmpty();
  }

  @Test
  void aCertainChangeBelowTheThresholdIsNone() {
    List<Comparison> found = Comparison.of(measured(1, "", 1), measured(1, "mlp vjp", 1.03), 0.05);
    assertThat(titles(found, Verdict.REGRESSED)).isEmpty();
  }

  @Test
  void theCommandSaysSoByItsExitCode() {
    Path before = folder.resolve("before.json");
    Path after = folder.resolve("after.json");
    measured(1, "", 1).write(before);
    measured(2, "resnet18 hessian", 1.2).write(after);
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(new CompareCommand()).setOut(new PrintWriter(said));
    assertThat(line.execute(before.toString(), before.toString())).isZero();
    assertThat(line.execute("--markdown", before.toString(), after.toString())).isEqualTo(1);
    assertThat(said.toString()).contains("| resnet18 hessian tiny | 998 µs | 1.20 ms |");
  }
}
