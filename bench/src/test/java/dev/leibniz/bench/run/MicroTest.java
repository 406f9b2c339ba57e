package dev.leibniz.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.Main;
import picocli.CommandLine;

/** With something in JMH's place that answers at once. */
class MicroTest {
  private static final String WHERE = "leibniz.microbench";

  @TempDir private Path folder;

  private final StringWriter said = new StringWriter();

  @BeforeEach
  void putSomethingInPlaceOfJmh() throws URISyntaxException {
    File classes = new File(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Where tests are patched into the module, the code source is the module's.
    File tests = new File(classes.getParentFile(), "test-classes");
    System.setProperty(
        WHERE, tests.isDirectory() ? classes + File.pathSeparator + tests : classes.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty(WHERE);
  }

  private int run(Path output, String... more) {
    CommandLine line =
        new CommandLine(new RunCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said));
    List<String> arguments = new ArrayList<>(List.of("--output", output.toString()));
    arguments.addAll(List.of(more));
    return line.execute(arguments.toArray(String[]::new));
  }

  @Test
  void whatJmhFindsBecomesResults() {
    Path file = folder.resolve("m.json");
    assertThat(run(file, "--micro", "Chains", "--seconds=0.25", "--forks=2", "--threads=3"))
        .isZero();
    List<Result> found = ResultFile.read(file).results();
    assertThat(found)
        .extracting(r -> r.subject().workload())
        .containsExactly("Chains.forward", "Chains.backward");
    Result first = found.getFirst();
    assertThat(first.subject().size()).isEqualTo("8");
    assertThat(first.runs()).hasSize(2);
    assertThat(first.runs().getFirst()).containsExactly(100, 110);
    assertThat(Objects.requireNonNull(first.memory()).allocatedBytes()).isEqualTo(48);
    assertThat(first.flags())
        .containsExactly("-prof gc -jvmArgsAppend -Dleibniz.threads=3 -r 250ms -f 2");
  }

  @Test
  void whatIsThereIsNotMeasuredAgainAndAFailureIsReported() {
    Path file = folder.resolve("m.json");
    assertThat(run(file, "--micro", "forward")).isZero();
    Result before = ResultFile.read(file).results().getFirst();
    assertThat(run(file, "--micro", "--resume")).isEqualTo(1);
    List<Result> all = ResultFile.read(file).results();
    assertThat(all).hasSize(3);
    assertThat(all.getFirst()).usingRecursiveComparison().isEqualTo(before);
    assertThat(all.getLast().failure()).contains("it broke");
    assertThat(said.toString()).contains("2 measured, 1 failed");
  }

  @Test
  void aNameThatMatchesNothingIsRefused() {
    assertThat(run(folder.resolve("m.json"), "--micro", "Nobody")).isNotZero();
    assertThat(said.toString()).contains("no benchmark matches Nobody");
  }
}
