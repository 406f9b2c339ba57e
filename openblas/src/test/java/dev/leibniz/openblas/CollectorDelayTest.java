package dev.leibniz.openblas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long product must not keep the garbage collector waiting, as a call on Java arrays would. */
class CollectorDelayTest {
  /**
   * A call on the Java arrays takes 200 ms, and half of the collections would wait 100 for it. A
   * busy machine delays some of them too, but not most.
   */
  private static final double LIMIT = 10e6;

  private static final Pattern REACHING = Pattern.compile("Reaching safepoint: +(\\d+) ns");

  @TempDir private Path cache;

  /** Multiplies, while another thread asks for collections. */
  static final class Multiply {
    public static void main(String[] arguments) throws InterruptedException {
      Tensor x = Tensor.full(Shape.of(2048, 2048), 1, DType.FLOAT32);
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
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
    List<Double> delays = new ArrayList<>();
    while (matcher.find()) {
      delays.add(Double.parseDouble(matcher.group(1)));
    }
    Collections.sort(delays);
    assertThat(delays).hasSizeGreaterThan(5);
    assertThat(delays.get(delays.size() / 2)).as("nanoseconds, median").isLessThan(LIMIT);
  }
}
