package dev.leibniz.microbench;

import dev.leibniz.DType;
import dev.leibniz.Key;
import dev.leibniz.Shape;
import dev.leibniz.kernel.Convolutions;
import dev.leibniz.kernel.Dense;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A convolution and its two transposes, FLOAT32, over layers of residual networks and of speech.
 */
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ConvolutionKernels extends Measured {
  /**
   * Images, channels in and out, height, width, height and width of the window, stride; padded by
   * half a window.
   */
  @Param({
    "32-64-64-56-56-3-3-1",
    "32-128-128-28-28-3-3-1",
    "32-256-256-14-14-3-3-1",
    "32-512-512-7-7-3-3-1",
    "32-64-128-56-56-3-3-2",
    "32-64-128-56-56-1-1-2",
    "8-3-64-224-224-7-7-2",
    "8-250-250-1-700-1-7-1"
  })
  public String layer = "32-64-64-56-56-3-3-1";

  private ConvolutionGeometry geometry = geometry(1, 1, 1, 1, 1);
  private Dense x = normal(0, 1, 1, 1, 1);
  private Dense weight = x;
  private Dense y = x;

  private static Dense normal(long seed, int... dims) {
    return (Dense) Key.of(seed).normal(Shape.of(dims), DType.FLOAT32);
  }

  private static ConvolutionGeometry geometry(int h, int w, int high, int wide, int stride) {
    return new ConvolutionGeometry(1, sliding(h, high, stride), sliding(w, wide, stride));
  }

  private static Sliding sliding(int size, int window, int stride) {
    int padding = window / 2;
    return new Sliding(size, window, window == 1 && size == 1 ? 1 : stride, padding, padding, 1);
  }

  /** Makes images and weights. */
  @Setup
  public void fill() {
    int[] s = Stream.of(layer.split("-")).mapToInt(Integer::parseInt).toArray();
    geometry = geometry(s[3], s[4], s[5], s[6], s[7]);
    x = normal(1, s[0], s[1], s[3], s[4]);
    weight = normal(2, s[2], s[1], s[5], s[6]);
    y = normal(3, s[0], s[2], geometry.vertical().places(), geometry.horizontal().places());
  }

  @Benchmark
  public Dense forward() {
    return Convolutions.forward(x, weight, y.shape(), geometry);
  }

  @Benchmark
  public Dense byInput() {
    return Convolutions.input(y, weight, x.shape(), geometry);
  }

  @Benchmark
  public Dense byWeight() {
    return Convolutions.weight(x, y, weight.shape(), geometry);
  }
}
