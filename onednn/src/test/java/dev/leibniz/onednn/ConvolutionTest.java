package dev.leibniz.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.ConvolutionKind;
import dev.leibniz.spi.PreparedConvolution;
import dev.leibniz.spi.Sliding;
import dev.leibniz.spi.Transpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three convolutions against sums in double precision, at offsets of their arrays. */
class ConvolutionTest {
  private static final int OFFSET = 3;
  private static final OneDnn ONE_DNN = new OneDnn();

  private static final Sliding LINE = new Sliding(1, 1, 1, 0, 0, 1);

  private static Sliding axis(int size, int window, int stride, int padding) {
    return new Sliding(size, window, stride, padding, padding, 1);
  }

  private static Task square(int images, int groups, int inputs, int outputs, Sliding axis) {
    ConvolutionGeometry geometry = new ConvolutionGeometry(groups, axis, axis);
    return new Task(ConvolutionKind.FORWARD, geometry, images, inputs, outputs);
  }

  static List<Task> tasks() {
    List<Task> all = new ArrayList<>();
    all.add(square(2, 1, 16, 32, axis(9, 3, 1, 1)));
    all.add(square(3, 1, 3, 17, axis(15, 7, 2, 3)));
    all.add(square(2, 1, 20, 16, axis(10, 3, 2, 1)));
    all.add(square(1, 1, 16, 16, new Sliding(13, 3, 1, 2, 1, 2)));
    all.add(square(2, 1, 16, 16, new Sliding(9, 3, 2, 0, 3, 1)));
    all.add(square(2, 2, 16, 16, axis(8, 3, 1, 1)));
    all.add(square(2, 24, 1, 1, axis(11, 3, 1, 1)));
    all.add(square(2, 1, 32, 16, axis(8, 1, 2, 0)));
    Sliding wide = axis(40, 9, 2, 4);
    all.add(new Task(ConvolutionKind.FORWARD, new ConvolutionGeometry(1, LINE, wide), 2, 16, 16));
    Sliding tall = axis(12, 5, 1, 0);
    all.add(
        new Task(
            ConvolutionKind.FORWARD,
            new ConvolutionGeometry(1, tall, axis(30, 3, 1, 1)),
            2,
            16,
            24));
    return all;
  }

  private static int size(long[] sizes) {
    long n = 1;
    for (long s : sizes) {
      n *= s;
    }
    return Math.toIntExact(n);
  }

  private static float[] numbers(Random random, long[] sizes) {
    float[] out = new float[OFFSET + size(sizes)];
    for (int i = 0; i < out.length; i++) {
      out[i] = random.nextFloat(-1, 1);
    }
    return out;
  }

  /** The three sums over all triples of an image's element, a weight and a result that meet. */
  private static double[][] sums(Task t, float[] x, float[] w, float[] y) {
    Sliding v = t.geometry().vertical();
    Sliding h = t.geometry().horizontal();
    double[] forward = new double[y.length];
    double[] input = new double[x.length];
    double[] weight = new double[w.length];
    int channels = t.geometry().groups() * t.outputs();
    for (int r = 0; r < t.images() * channels * v.places() * h.places(); r++) {
      int across = r % h.places();
      int down = r / h.places() % v.places();
      int output = r / h.places() / v.places() % channels;
      int image = r / h.places() / v.places() / channels;
      for (int k = 0; k < t.inputs() * v.window() * h.window(); k++) {
        int row = v.read(down, k / h.window() % v.window());
        int column = h.read(across, k % h.window());
        if (row < 0 || row >= v.size() || column < 0 || column >= h.size()) {
          continue;
        }
        int channel = output / t.outputs() * t.inputs() + k / h.window() / v.window();
        int plane = image * t.geometry().groups() * t.inputs() + channel;
        int i = OFFSET + (plane * v.size() + row) * h.size() + column;
        int j = OFFSET + output * t.inputs() * v.window() * h.window() + k;
        forward[OFFSET + r] += (double) x[i] * w[j];
        input[i] += (double) y[OFFSET + r] * w[j];
        weight[j] += (double) x[i] * y[OFFSET + r];
      }
    }
    return new double[][] {forward, input, weight};
  }

  private static PreparedConvolution prepared(Task t, ConvolutionKind kind) {
    return ONE_DNN
        .convolution(kind, t.geometry(), t.images(), t.inputs(), t.outputs())
        .orElseThrow(() -> new AssertionError("oneDNN has no machine code for " + kind + " " + t));
  }

  private static void close(float[] got, double[] expected, float before) {
    for (int i = 0; i < OFFSET; i++) {
      assertThat(got[i]).as("in front of the result").isEqualTo(before);
    }
    for (int i = OFFSET; i < got.length; i++) {
      double size = Math.max(1, Math.abs(expected[i]));
      assertThat(Math.abs(got[i] - expected[i]) / size).as("element %s", i).isLessThan(2e-5);
    }
  }

  private static float[] filled(int length) {
    float[] out = new float[length];
    Arrays.fill(out, 7);
    return out;
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void eachIsTheSumOverAllThatMeet(Task t) {
    Random random = new Random(11);
    float[] x = numbers(random, t.imageSizes());
    float[] w = numbers(random, t.weightSizes());
    float[] y = numbers(random, t.resultSizes());
    double[][] expected = sums(t, x, w, y);
    float[] forward = filled(y.length);
    float[] input = filled(x.length);
    float[] weight = filled(w.length);
    // Twice, since the second time finds what the first has left in memory.
    for (int i = 0; i < 2; i++) {
      prepared(t, ConvolutionKind.FORWARD).run(x, OFFSET, w, OFFSET, forward, OFFSET);
      prepared(t, ConvolutionKind.INPUT).run(y, OFFSET, w, OFFSET, input, OFFSET);
      prepared(t, ConvolutionKind.WEIGHT).run(x, OFFSET, y, OFFSET, weight, OFFSET);
      close(forward, expected[0], 7);
      close(input, expected[1], 7);
      close(weight, expected[2], 7);
    }
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void weightsArrangedOnceGiveTheSameBits(Task t) {
    Random random = new Random(13);
    float[] w = numbers(random, t.weightSizes());
    for (ConvolutionKind kind : List.of(ConvolutionKind.FORWARD, ConvolutionKind.INPUT)) {
      boolean isForward = kind == ConvolutionKind.FORWARD;
      PreparedConvolution convolution = prepared(t, kind);
      try (PreparedConvolution.WithWeights withWeights = convolution.withWeights(w, OFFSET)) {
        for (int i = 0; i < 3; i++) {
          float[] a = numbers(random, isForward ? t.imageSizes() : t.resultSizes());
          float[] c = filled(OFFSET + size(isForward ? t.resultSizes() : t.imageSizes()));
          float[] expected = c.clone();
          convolution.run(a, OFFSET, w, OFFSET, expected, OFFSET);
          withWeights.run(a, OFFSET, c, OFFSET);
          assertThat(c).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aConvolutionIsPreparedOnce() {
    Task t = tasks().getFirst();
    assertThat(prepared(t, ConvolutionKind.FORWARD))
        .isSameAs(prepared(t, ConvolutionKind.FORWARD))
        .isNotSameAs(prepared(t, ConvolutionKind.INPUT));
  }

  @Test
  void severalThreadsGetTheSameBits() throws Exception {
    Task t = square(4, 1, 32, 32, axis(20, 3, 1, 1));
    Random random = new Random(12);
    float[] x = numbers(random, t.imageSizes());
    float[] w = numbers(random, t.weightSizes());
    Callable<float[]> work =
        () -> {
          float[] y = filled(OFFSET + size(t.resultSizes()));
          for (int i = 0; i < 20; i++) {
            prepared(t, ConvolutionKind.FORWARD).run(x, OFFSET, w, OFFSET, y, OFFSET);
          }
          return y;
        };
    float[] alone = work.call();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<float[]> y : threads.invokeAll(Collections.nCopies(8, work))) {
        assertThat(y.get()).isEqualTo(alone);
      }
    }
  }

  /** Threads of OpenMP are called as the thread that started them. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void noThreadsAreStarted() throws Exception {
    Task t = square(8, 1, 32, 32, axis(40, 3, 1, 1));
    Random random = new Random(14);
    float[] x = numbers(random, t.imageSizes());
    float[] w = numbers(random, t.weightSizes());
    float[] y = filled(OFFSET + size(t.resultSizes()));
    float[] square = numbers(random, new long[] {300, 300});
    FutureTask<Long> work =
        new FutureTask<>(() -> {
          prepared(t, ConvolutionKind.FORWARD).run(x, OFFSET, w, OFFSET, y, OFFSET);
          float[] c = new float[300 * 300];
          ONE_DNN.gemm(
              Transpose.NO,
              Transpose.NO,
              300,
              300,
              300,
              1,
              square,
              0,
              300,
              square,
              0,
              300,
              0,
              c,
              0,
              300);
          return threadsCalled("only-one");
        });
    Thread.ofPlatform().name("only-one").start(work);
    assertThat(work.get()).isEqualTo(1);
  }

  private static long threadsCalled(String name) throws IOException {
    long count = 0;
    try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
      for (Path thread : all.toList()) {
        Path file = thread.resolve("comm");
        if (Files.exists(file) && Files.readString(file).strip().equals(name)) {
          count++;
        }
      }
    }
    return count;
  }

  @Test
  void whatCannotBeIsNotPrepared() {
    Sliding cut = new Sliding(9, 3, 1, -1, 0, 1);
    assertThat(
            ONE_DNN.convolution(
                ConvolutionKind.FORWARD, new ConvolutionGeometry(1, cut, cut), 1, 16, 16))
        .isEmpty();
  }
}
