package dev.leibniz.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
    assertThat(run(true)).contains("by OpenBLAS", "(org.bytedeco:openblas for ");
    assertThat(folders()).hasSize(1);
    Path folder = folders().getFirst();
    Path library = folder.resolve(Platform.current().files().getFirst());
    Object before = Files.getLastModifiedTime(library);
    assertThat(run(true)).contains("(org.bytedeco:openblas for ");
    assertThat(Files.getLastModifiedTime(library)).isEqualTo(before);
    Files.write(library, new byte[] {1, 2, 3});
    assertThat(run(true)).contains("(org.bytedeco:openblas for ");
    assertThat(folders()).containsExactly(folder);
  }

  @Test
  void aLibraryThatCannotBeOpenedIsPassedOver() throws IOException, InterruptedException {
    assertThat(run(true)).contains("(org.bytedeco:openblas for ");
    Path library = folders().getFirst().resolve(Platform.current().files().getFirst());
    Files.write(library, new byte[(int) Files.size(library)]);
    assertThat(run(true))
        .containsAnyOf("by OpenBLAS", "not by no OpenBLAS found")
        .doesNotContain("(org.bytedeco:openblas for ");
  }

  @Test
  void aWrongPathIsReported() throws IOException, InterruptedException {
    Path wrong = Files.writeString(cache.resolve("libwrong.so"), "no library");
    assertThat(run(true, "-Dleibniz.openblas.path=" + wrong))
        .contains("WARNING", wrong.toString(), "(org.bytedeco:openblas for ");
  }

  @Test
  void withoutAnyLibraryEverythingRunsInJava() throws IOException, InterruptedException {
    assertThat(run(false)).containsAnyOf("by OpenBLAS", "no such jar");
    assertThat(run(true, "-Dleibniz.native=off")).contains("sum");
  }
}
