package dev.leibniz.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole way: JVMs are started, and measure for a tenth of a second. */
class RunCommandTest {
  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();

  private int run(Path output, String... more) {
    CommandLine line =
        new CommandLine(new RunCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(said));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "--size", "tiny", "--seconds", "0.1", "--warm-up=0.1", "--output", output.toString()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  @Test
  void resultsAreMeasuredKeptAndResumed() {
    Path file = folder.resolve("r.json");
    assertThat(run(file, "--heap=256m", "--models", "ppl_simple_reg", "--tasks", "hvp")).isZero();
    Result first = ResultFile.read(file).results().getFirst();
    assertThat(first.isMeasured()).isTrue();
    assertThat(first.checks()).hasSize(2);
    assertThat(first.runs().getFirst()).hasSizeGreaterThanOrEqualTo(5);
    Result.Memory memory = Objects.requireNonNull(first.memory());
    assertThat(memory.allocatedBytes()).isPositive();
    assertThat(memory.peakLiveBytes()).isBetween(1L << 18, 256L << 20);

    assertThat(
            run(
                file,
                "--heap=256m",
                "--models",
                "ppl_simple_reg",
                "--tasks",
                "hvp,forward",
                "--resume"))
        .isZero();
    List<Result> resumed = ResultFile.read(file).results();
    assertThat(resumed).hasSize(2);
    assertThat(resumed.stream().filter(r -> r.subject().task().equals("hvp")).findFirst())
        .get()
        .usingRecursiveComparison()
        .isEqualTo(first);
  }

  @Test
  void aFailureIsReportedAndTheRestGoesOn() {
    Path file = folder.resolve("r.json");
    assertThat(run(file, "--models", "ppl_simple_reg", "--tasks", "forward,vjp", "--heap=1m"))
        .isEqualTo(1);
    assertThat(ResultFile.read(file).results()).hasSize(2).noneMatch(Result::isMeasured);
    assertThat(said.toString()).contains("FAILED").contains("0 measured, 2 failed");
  }
}
