package dev.leibniz.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java in README.md compiles, and prints what the comments behind it say. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\\n(.*?)^```$");
  private static final Pattern PRINTED =
      Pattern.compile("(?m)^ *System\\.out\\.print.*?; *// (.*)$");

  @TempDir Path folder = Path.of("");

  private static List<String> blocks() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    return BLOCK.matcher(readme).results().map(r -> r.group(1)).toList();
  }

  private static String imports() throws IOException {
    return blocks().getFirst();
  }

  static Stream<String> examples() throws IOException {
    return blocks().stream().skip(1);
  }

  private static List<String> expected(String code) {
    return PRINTED.matcher(code).results().map((MatchResult r) -> r.group(1)).toList();
  }

  private static Path library() throws URISyntaxException {
    return Path.of(Tensor.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  @Test
  void importsComeFirstAndThenFiveExamples() throws IOException {
    assertThat(imports().lines()).isNotEmpty().allMatch(line -> line.startsWith("import "));
    assertThat(examples()).hasSize(5).allMatch(code -> !expected(code).isEmpty());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("examples")
  void anExamplePrintsWhatItSays(String code) throws Exception {
    Path source = folder.resolve("Example.java");
    String head = imports() + "\npublic class Example {\n  public static void run() {\n";
    Files.writeString(source, head + code + "  }\n}\n");
    compile(source);

    PrintStream before = System.out;
    var printed = new ByteArrayOutputStream();
    URL[] classes = {folder.toUri().toURL()};
    try (var loader = new URLClassLoader(classes, Tensor.class.getClassLoader())) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass("Example").getMethod("run").invoke(null);
    } finally {
      System.setOut(before);
    }
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyElementsOf(expected(code));
  }

  private void compile(Path source) throws URISyntaxException {
    var messages = new StringWriter();
    var writer = new PrintWriter(messages);
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                writer,
                writer,
                "--module-path",
                library().toString(),
                "--add-modules",
                "dev.leibniz",
                "-d",
                folder.toString(),
                source.toString());
    assertThat(status).as(messages.toString()).isZero();
  }

  @Test
  void theShellTakesTheExamplesAsTheyStand() throws Exception {
    String input = examples().collect(Collectors.joining());
    Process shell =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
                "--class-path",
                library().toString(),
                "--startup",
                "DEFAULT",
                "--startup",
                ROOT.resolve("scripts").resolve("shell.jsh").toString(),
                "-R-Dleibniz.vector=off",
                "-s",
                "-")
            .redirectError(Redirect.DISCARD)
            .start();
    try (var stdin = shell.outputWriter(StandardCharsets.UTF_8)) {
      stdin.write(input);
    }
    List<String> lines = shell.inputReader(StandardCharsets.UTF_8).readAllLines();
    assertThat(shell.waitFor()).isZero();
    assertThat(lines).containsExactlyElementsOf(expected(input));
  }
}
