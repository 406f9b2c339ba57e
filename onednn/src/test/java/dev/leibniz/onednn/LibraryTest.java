package dev.leibniz.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
  @TempDir private Path cache;

  /** Multiplies, and tells by what. */
  static final class Multiply {
    public static void main(String[] arguments) {
      Tensor x = Tensor.full(Shape.of(200, 200), 2, DType.FLOAT32);
      System.out.println("sum " + x.matmul(x).sum().item());
      try {
        System.out.println("by " + new OneDnn().name());
      } catch (UnsupportedOperationException e) {
        System.out.println("not by " + e.getMessage());
      }
    }
  }

  private String run(boolean withJar, String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", path(withJar), Multiply.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertThat(output).contains("sum 3.2E7");
    return output;
  }

  private static String path(boolean withJar) {
    Path tests = Path.of("target", "test-classes").toAbsolutePath();
    Stream<String> rest =
        Stream.of("java.class.path", "jdk.module.path")
            .flatMap(p -> Arrays.stream(System.getProperty(p, "").split(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty() && (withJar || !entry.contains("bytedeco")));
    return String.join(
        File.pathSeparator, Stream.concat(Stream.of(tests.toString()), rest).distinct().toList());
  }

  @Test
  void theJarsLibraryIsFoundAndAWrongPathReported() throws IOException, InterruptedException {
    assertThat(run(true))
        .contains("by oneDNN 3.", "(org.bytedeco:dnnl for ")
        .doesNotContain("leibniz-onednn:");
    Path wrong = Files.writeString(cache.resolve("libwrong.so"), "no library");
    assertThat(run(true, "-Dleibniz.onednn.path=" + wrong))
        .contains("WARNING", wrong.toString(), "by oneDNN 3.", "(org.bytedeco:dnnl for ");
  }

  @Test
  void withoutALibraryEverythingRunsInJavaAndTheRemedyIsNamed()
      throws IOException, InterruptedException {
    assertThat(run(false)).containsAnyOf("by oneDNN", "put org.bytedeco:dnnl for this platform on");
    assertThat(run(true, "-Dleibniz.native=off")).contains("by oneDNN 3.");
  }
}
