package dev.leibniz.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A product has the same bits whatever the number of threads. */
class ThreadsTest {
  @TempDir private Path cache;

  /** Multiplies, and prints what the results hash to. */
  static final class Multiply {
    public static void main(String[] arguments) {
      int[][] sizes = {{600, 500, 700}, {1100, 300, 2100}, {3, 1000, 900}, {3000, 400, 1}};
      for (int[] size : sizes) {
        Tensor x = Tensor.of(random(size[0], size[1]));
        Tensor y = Tensor.of(random(size[1], size[2]));
        System.out.println("hash " + Arrays.hashCode(x.matmul(y).toFloatArray()));
      }
    }

    private static float[][] random(int rows, int columns) {
      Random random = new Random(6);
      float[][] out = new float[rows][columns];
      for (float[] row : out) {
        for (int j = 0; j < columns; j++) {
          row[j] = (float) random.nextGaussian();
        }
      }
      return out;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void manyThreadsGiveWhatOneGives(String library) throws IOException, InterruptedException {
    assertThat(run(library, 3)).hasSize(4).isEqualTo(run(library, 1));
  }

  private String[] run(String library, int threads) throws IOException, InterruptedException {
    String output =
        Child.run(
            Multiply.class,
            cache,
            true,
            "--add-modules=jdk.incubator.vector",
            "-Dleibniz.native=" + library,
            "-Dleibniz.threads=" + threads);
    return output.lines().filter(line -> line.startsWith("hash")).toArray(String[]::new);
  }
}
