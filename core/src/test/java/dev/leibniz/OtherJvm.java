package dev.leibniz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A program run in a JVM of its own, with flags of its own. */
final class OtherJvm {
  private OtherJvm() {}

  /** What the program prints to its standard output; it must end well. */
  static String run(Class<?> program, List<String> flags, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(flags);
    command.add("-cp");
    command.add(root(Tensor.class) + java.io.File.pathSeparator + root(program));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("leibniz", ".txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue())
          .as("%s%n%s", String.join(" ", command), Files.readString(errors))
          .isZero();
      return printed;
    } finally {
      process.destroyForcibly();
      Files.delete(errors);
    }
  }

  /** The folder or jar that a class was loaded from. */
  private static Path root(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    URL url = Objects.requireNonNull(type.getResource("/" + file));
    String text = url.toString();
    String jar = text.startsWith("jar:") ? text.substring(4, text.indexOf("!/")) : "";
    try {
      return Path.of(
          jar.isEmpty() ? new URI(text.substring(0, text.length() - file.length())) : new URI(jar));
    } catch (URISyntaxException e) {
      throw new AssertionError(text, e);
    }
  }
}
