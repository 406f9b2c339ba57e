package dev.leibniz.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LibraryTest {
  @TempDir private Path cache;

  /** Multiplies, and tells by what. */
  static final class Multiply {
    public static void main(String[] arguments) {
      Tensor x = Tensor.full(Shape.of(100, 100), 2, DType.FLOAT32);
      System.out.println("sum " + x.matmul(x).sum().item());
      try {
        System.out.println("by " + new OpenBlas().name());
      } catch (UnsupportedOperationException e) {
        System.out.println("not by " + e.getMessage());
      }
    }
  }

  private String runByJar(String... options) throws IOException, InterruptedException {
    return run(
        true,
        Stream.concat(Stream.of("-Dleibniz.openblas=jar"), Stream.of(options))
            .toArray(String[]::new));
  }

  private String run(boolean withJar, String... options) throws IOException, InterruptedException {
    String output = Child.run(Multiply.class, cache, withJar, options);
    assertThat(output).contains("sum 4000000.0");
    return output;
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> folders = Files.list(cache.resolve("leibniz"))) {
      return folders.toList();
    }
  }

  @Test
  void librariesAreUnpackedOnceAndRepaired() throws IOException, InterruptedException {
    assertThat(runByJar()).contains("by OpenBLAS", "(org.bytedeco:openblas for ");
    assertThat(folders()).hasSize(1);
    Path folder = folders().getFirst();
    Path library = folder.resolve(Platform.current().files().getFirst());
    Object before = Files.getLastModifiedTime(library);
    assertThat(runByJar()).contains("(org.bytedeco:openblas for ");
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(before);
    Files.write(library, new byte[] {1, 2, 3});
    assertThat(runByJar()).contains("(org.bytedeco:openblas for ");
    assertThat(folders()).containsExactly(folder);
  }

  @Test
  void aLibraryThatCannotBeOpenedIsPassedOver() throws IOException, InterruptedException {
    assertThat(runByJar()).contains("(org.bytedeco:openblas for ");
    Path library = folders().getFirst().resolve(Platform.current().files().getFirst());
    Files.write(library, new byte[(int) Files.size(library)]);
    assertThat(runByJar())
        .containsAnyOf("by OpenBLAS", "not by no OpenBLAS found")
        .doesNotContain("(org.bytedeco:openblas for ");
  }

  @Test
  void aWrongPathIsReported() throws IOException, InterruptedException {
    Path wrong = Files.writeString(cache.resolve("libwrong.so"), "no library");
    assertThat(runByJar("-Dleibniz.openblas.path=" + wrong))
        .contains("WARNING", wrong.toString(), "(org.bytedeco:openblas for ");
  }

  @Test
  void theSystemsLibraryGoesBeforeTheJarOnlyIfItIsAsGood()
      throws IOException, InterruptedException {
    String library =
        run(true).lines().filter(line -> line.startsWith("by ")).findFirst().orElseThrow();
    Matcher version = Pattern.compile("OpenBLAS 0\\.3\\.(\\d+)").matcher(library);
    assertThat(version.find()).as(library).isTrue();
    assertThat(Integer.parseInt(version.group(1))).isGreaterThanOrEqualTo(20);
    assertThat(library).doesNotContain("SINGLE_THREADED", "USE_OPENMP");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void aLibraryThatTakesTheProcessorForAnOldOneComesAfterTheJar()
      throws IOException, InterruptedException {
    Map<String, String> old = Map.of("OPENBLAS_CORETYPE", "PRESCOTT");
    assertThat(Child.run(Multiply.class, cache, true, old))
        .contains("sum 4000000.0", "by OpenBLAS", "(org.bytedeco:openblas for ")
        .contains("WARNING", "takes the processor for a Prescott", "set OPENBLAS_CORETYPE to ");
  }

  @Test
  void withoutAnyLibraryEverythingRunsInJava() throws IOException, InterruptedException {
    assertThat(run(false)).containsAnyOf("by OpenBLAS", "no such jar");
    assertThat(run(true, "-Dleibniz.native=off")).contains("sum");
  }
}
