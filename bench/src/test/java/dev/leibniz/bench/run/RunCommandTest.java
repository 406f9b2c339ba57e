package dev.leibniz.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.Main;
import dev.leibniz.bench.fork.Paths;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

  /** As a user's terminal does it: a signal to the process, between two results. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interruptedItKeepsWhatIsDoneAndCanBeResumed() throws IOException, InterruptedException {
    Path file = folder.resolve("r.json");
    List<String> arguments =
        List.of(
            "run",
            "--size=tiny",
            "--models=ppl_simple_reg",
            "--tasks=forward,backward,vjp,jvp",
            "--heap=256m",
            "--seconds=1",
            "--warm-up=0.5",
            "--output=" + file);
    Process process = bench(arguments);
    Instant limit = Instant.now().plusSeconds(60);
    while (!Files.exists(file) && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
    List<ProcessHandle> workers = process.descendants().toList();
    boolean isTerminal = !ignoresInterrupts();
    String signal = isTerminal ? "-INT" : "-TERM";
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor())
        .isZero();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(isTerminal ? 130 : 143);
    for (ProcessHandle worker : workers) {
      worker.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
    List<Result> kept = ResultFile.read(file).results();
    assertThat(kept).hasSizeBetween(1, 3).allMatch(Result::isMeasured);

    List<String> again = new ArrayList<>(arguments);
    again.add("--resume");
    int code = bench(again).waitFor();
    assertThat(code).as(this::log).isZero();
    List<Result> all = ResultFile.read(file).results();
    assertThat(all).hasSize(4).allMatch(Result::isMeasured);
    assertThat(all.subList(0, kept.size())).usingRecursiveComparison().isEqualTo(kept);
  }

  /**
   * Whether interrupts are ignored here and so in every process started from here: a shell without
   * job control does that to what it puts into the background.
   */
  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(l -> l.startsWith("SigIgn:"))
        .mapToLong(l -> Long.parseUnsignedLong(l.substring(7).strip(), 16))
        .anyMatch(mask -> (mask & 1L << (2 - 1)) != 0);
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** {@code ./leibniz bench} with the classes of this JVM. */
  private Process bench(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector,dev.leibniz");
    Paths paths = Paths.own();
    if (!paths.modules().isEmpty()) {
      command.addAll(List.of("--module-path", String.join(File.pathSeparator, paths.modules())));
    }
    if (!paths.classes().isEmpty()) {
      command.addAll(List.of("--class-path", String.join(File.pathSeparator, paths.classes())));
    }
    Module module = RunCommand.class.getModule();
    String main = Main.class.getName();
    command.addAll(
        module.isNamed() ? List.of("--module", module.getName() + "/" + main) : List.of(main));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }
}
