package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The convolution and its transposes against sums over all windows in double precision. */
class ConvolutionsTest {
  private static final Sliding LINE = new Sliding(1, 1, 1, 0, 0, 1);

  /** One case: how many images, input and output channels of each group, and where windows lie. */
  record Case(int images, int inputs, int outputs, ConvolutionGeometry geometry) {
    Shape x() {
      int height = geometry.vertical().size();
      return Shape.of(images, geometry.groups() * inputs, height, geometry.horizontal().size());
    }

    Shape w() {
      int height = geometry.vertical().window();
      return Shape.of(geometry.groups() * outputs, inputs, height, geometry.horizontal().window());
    }

    Shape y() {
      int down = geometry.vertical().places();
      return Shape.of(images, geometry.groups() * outputs, down, geometry.horizontal().places());
    }

    /** The numbers of all triples of an image's element, a weight and a result that meet. */
    void each(Meeting meeting) {
      Sliding v = geometry.vertical();
      Sliding h = geometry.horizontal();
      int plane = v.size() * h.size();
      int window = v.window() * h.window();
      int places = v.places() * h.places();
      for (int n = 0; n < images; n++) {
        for (int g = 0; g < geometry.groups(); g++) {
          for (int o = 0; o < outputs; o++) {
            int result = ((n * geometry.groups() + g) * outputs + o) * places;
            for (int c = 0; c < inputs; c++) {
              int image = ((n * geometry.groups() + g) * inputs + c) * plane;
              int weight = ((g * outputs + o) * inputs + c) * window;
              for (int p = 0; p < places; p++) {
                for (int k = 0; k < window; k++) {
                  int row =
                      p / h.places() * v.stride() - v.before() + k / h.window() * v.dilation();
                  int column =
                      p % h.places() * h.stride() - h.before() + k % h.window() * h.dilation();
                  if (row >= 0 && row < v.size() && column >= 0 && column < h.size()) {
                    meeting.at(image + row * h.size() + column, weight + k, result + p);
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  interface Meeting {
    void at(int x, int w, int y);
  }

  private static ConvolutionGeometry square(int groups, int size, int window, int... rest) {
    Sliding s = new Sliding(size, window, rest[0], rest[1], rest[2], rest[3]);
    return new ConvolutionGeometry(groups, s, s);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    // Small ones: every stride, padding and dilation.
    for (int stride = 1; stride <= 3; stride++) {
      for (int dilation = 1; dilation <= 2; dilation++) {
        for (int[] padding : new int[][] {{0, 0}, {2, 1}, {0, 3}, {-1, 0}, {1, -2}, {5, 6}}) {
          for (int groups = 1; groups <= 2; groups++) {
            cases.add(
                new Case(
                    2,
                    3,
                    2,
                    new ConvolutionGeometry(
                        groups,
                        new Sliding(9, 3, stride, padding[0], padding[1], dilation),
                        new Sliding(8, 2, 1, padding[1], 1, dilation))));
            cases.add(
                new Case(
                    1,
                    2,
                    3,
                    new ConvolutionGeometry(
                        groups,
                        LINE,
                        new Sliding(11, 4, stride, padding[0], padding[1], dilation))));
          }
        }
      }
    }
    // Channels without neighbours, windows of one, empty ones.
    cases.add(new Case(2, 1, 1, square(5, 7, 3, 1, 1, 1, 1)));
    cases.add(new Case(2, 3, 4, square(1, 7, 1, 2, 0, 0, 1)));
    cases.add(new Case(0, 3, 4, square(1, 7, 3, 1, 1, 1, 1)));
    cases.add(new Case(2, 0, 4, square(1, 7, 3, 1, 1, 1, 1)));
    cases.add(new Case(2, 3, 0, square(1, 7, 3, 1, 1, 1, 1)));
    // Several pieces, and several images in one.
    cases.add(
        new Case(2, 8, 5, new ConvolutionGeometry(1, LINE, new Sliding(9000, 9, 1, 4, 4, 1))));
    cases.add(new Case(2, 40, 3, square(1, 30, 5, 2, 2, 2, 1)));
    cases.add(new Case(7, 20, 18, square(2, 7, 5, 1, 2, 2, 1)));
    cases.add(new Case(11, 30, 20, square(1, 9, 5, 2, 1, 2, 1)));
    // Windows of 3 × 3 in tiles: whole ones and not, several blocks, one image and many.
    for (int[] padding : new int[][] {{1, 1}, {0, 0}, {2, 0}, {-1, 3}}) {
      cases.add(new Case(1, 16, 17, square(1, 30, 3, 1, padding[0], padding[1], 1)));
      cases.add(new Case(41, 17, 16, square(1, 8, 3, 1, padding[0], padding[1], 1)));
    }
    cases.add(new Case(5, 16, 17, square(1, 16, 3, 1, 2, 2, 2)));
    cases.add(new Case(2, 17, 16, square(1, 37, 3, 1, 0, 4, 3)));
    cases.add(
        new Case(
            3,
            16,
            16,
            new ConvolutionGeometry(
                2, new Sliding(13, 3, 1, 1, 1, 1), new Sliding(27, 3, 1, 2, 5, 2))));
    cases.add(new Case(6, 20, 16, square(2, 14, 3, 1, 1, 1, 1)));
    cases.add(new Case(2, 130, 24, square(1, 41, 3, 1, 1, 1, 1)));
    return cases;
  }

  static List<Arguments> samples() {
    List<Arguments> all = new ArrayList<>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      cases().forEach(c -> all.add(Arguments.of(dtype, c)));
    }
    for (DType dtype : List.of(DType.INT64, DType.INT32)) {
      cases().stream().limit(80).forEach(c -> all.add(Arguments.of(dtype, c)));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void eachIsTheSumOverAllThatMeet(DType dtype, Case c) {
    Random random = new Random(11);
    Dense x = Layouts.random(random, dtype, c.x().dims());
    Dense w = Layouts.random(random, dtype, c.w().dims());
    Dense y = Layouts.random(random, dtype, c.y().dims());
    double[] xs = Layouts.values(x);
    double[] ws = Layouts.values(w);
    double[] ys = Layouts.values(y);
    Sums forward = new Sums(c.y().size());
    Sums input = new Sums(c.x().size());
    Sums weight = new Sums(c.w().size());
    c.each((i, j, k) -> {
      forward.add(k, xs[i] * ws[j]);
      input.add(i, ys[k] * ws[j]);
      weight.add(j, xs[i] * ys[k]);
    });
    boolean inTiles =
        WinogradConvolution.suits(c.geometry(), dtype, c.images(), c.inputs(), c.outputs());
    forward.check("forward", inTiles, Convolutions.forward(x, w, c.y(), c.geometry()));
    input.check("input", inTiles, Convolutions.input(y, w, c.x(), c.geometry()));
    weight.check("weight", inTiles, Convolutions.weight(x, y, c.w(), c.geometry()));
  }

  @Test
  void thirteenCasesAtLeastGoInTiles() {
    assertThat(
            cases().stream()
                .filter(c ->
                    WinogradConvolution.suits(
                        c.geometry(), DType.FLOAT32, c.images(), c.inputs(), c.outputs())))
        .hasSizeGreaterThanOrEqualTo(13);
  }

  @Test
  void moreWeightsThanAnArrayHoldsInTilesGoInColumns() {
    ConvolutionGeometry g = square(1, 30, 3, 1, 1, 1, 1);
    assertThat(WinogradConvolution.suits(g, DType.FLOAT32, 1, 1024, 1024)).isTrue();
    assertThat(WinogradConvolution.suits(g, DType.FLOAT32, 1, 8192, 8192)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void viewsGiveWhatTheirCopiesGive(Dense x) {
    Random random = new Random(5);
    ConvolutionGeometry g = square(1, 6, 3, 1, 1, 1, 1);
    Dense w = Layouts.random(random, DType.FLOAT32, 4, 3, 3, 3);
    for (Dense v : Layouts.all(random, DType.FLOAT32, 4, 3, 3, 3)) {
      Dense copy = Copies.contiguous(v);
      Shape out = Shape.of(2, 3, 6, 6);
      Dense y = Layouts.random(random, DType.FLOAT32, 2, 4, 6, 6);
      assertThat(Layouts.values(Convolutions.input(y, v, out, g)))
          .isEqualTo(Layouts.values(Convolutions.input(y, copy, out, g)));
    }
    Shape out = Shape.of(2, 4, 6, 6);
    assertThat(Layouts.values(Convolutions.forward(x, w, out, g)))
        .isEqualTo(Layouts.values(Convolutions.forward(Copies.contiguous(x), w, out, g)));
  }

  static List<Dense> layouts() {
    return Layouts.all(new Random(4), DType.FLOAT32, 2, 3, 6, 6);
  }

  /** Sums, what their terms come to without signs, and how many there are: errors go by them. */
  private static final class Sums {
    private final double[] sums;
    private final double[] sizes;
    private final int[] terms;
    private double largest;

    Sums(int n) {
      sums = new double[n];
      sizes = new double[n];
      terms = new int[n];
    }

    void add(int at, double term) {
      sums[at] += term;
      sizes[at] += Math.abs(term);
      terms[at]++;
      largest = Math.max(largest, sizes[at]);
    }

    /**
     * A sum's error is bounded by its own terms. Tiles mix neighbours: there the largest sum bounds
     * it, sixteen roundings of which are four times what was seen.
     */
    void check(String name, boolean inTiles, Dense got) {
      double[] values = Layouts.values(got);
      double epsilon =
          got.dtype() == DType.FLOAT32 ? 0x1p-24 : got.dtype() == DType.FLOAT64 ? 0x1p-53 : 0;
      assertThat(values).hasSize(sums.length);
      for (int i = 0; i < values.length; i++) {
        double allowed = inTiles ? 16 * largest : 2 * (terms[i] + 2) * sizes[i];
        assertThat(Math.abs(values[i] - sums[i]))
            .as("%s, element %s: %s, should be %s", name, i, values[i], sums[i])
            .isLessThanOrEqualTo(epsilon * allowed);
      }
    }
  }
}
