package dev.leibniz.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long product must not keep the garbage collector waiting, as a call on Java arrays would. */
class CollectorDelayTest {
  /** A call on the Java arrays takes 200 ms here; a busy machine delays a thread by some itself. */
  private static final double LIMIT = 40e6;

  private static final Pattern REACHING = Pattern.compile("Reaching safepoint: +(\\d+) ns");

  @TempDir private Path cache;

  /** Multiplies, while another thread asks for collections. */
  static final class Multiply {
    public static void main(String[] arguments) throws InterruptedException {
      Tensor x = Tensor.full(Shape.of(2048, 2048), 1, DType.FLOAT32);
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                while (true) {
                  System.gc();
                }
              });
      float sum = 0;
      for (int i = 0; i < 6; i++) {
        sum += x.matmul(x).toFloatArray()[i];
      }
      System.out.println("sum " + sum);
    }
  }

  @Test
  void collectionsAreNotHeldUp() throws IOException, InterruptedException {
    String output = Child.run(Multiply.class, cache, true, "-Xlog:safepoint");
    assertThat(output).contains("sum 12288.0");
    Matcher matcher = REACHING.matcher(output);
    double longest = 0;
    int count = 0;
    while (matcher.find()) {
      longest = Math.max(longest, Double.parseDouble(matcher.group(1)));
      count++;
    }
    assertThat(count).isGreaterThan(5);
    assertThat(longest).as("nanoseconds").isLessThan(LIMIT);
  }
}
