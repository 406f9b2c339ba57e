package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.ConvolutionKind;
import dev.leibniz.spi.NetworkKernels;
import dev.leibniz.spi.PreparedConvolution;
import dev.leibniz.spi.Sliding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions of FLOAT32 by the library for neural networks.
 *
 * <p>The library wants its own arrangement of numbers and its own memory, so operands are copied
 * there and results back. A piece is as many images as leave those copies in the cache. Pieces may
 * fall to several threads; they are the same with one. Gradients of weights are added up piece by
 * piece, in their order. Decision 0031 says what goes this way.
 */
final class LibraryConvolution {
  private static final boolean FORCED = Settings.THRESHOLD == 1;

  private static final @Nullable NetworkKernels NETWORK = NativeLibraries.network();

  /** From how many multiplications on a call is worth its copies. */
  private static final long LEAST = FORCED ? 0 : 1 << 16;

  /** Below so many places of all images the weights are most of what is copied. */
  private static final int FEWEST_PLACES = FORCED ? 0 : 128;

  /** Below so many channels oneDNN is slow to spread results over images by strides. */
  private static final int FEWEST_SPREAD = FORCED ? 0 : 8;

  /** How many numbers the images or results of a piece hold. */
  private static final int PIECE = FORCED ? 64 : 1 << 19;

  /** From how many multiplications on there are two pieces. */
  private static final long TWO = FORCED ? 0 : 1L << 26;

  /** The same where each piece has weights to arrange and to add up. */
  private static final long TWO_SUMS = FORCED ? 0 : 1L << 30;

  /** How many sums of gradients are made beside each other, with any number of threads. */
  private static final int SUMS = 4;

  private final NetworkKernels network;
  private final ConvolutionKind kind;
  private final ConvolutionGeometry geometry;
  private final int images;
  private final int inputs;
  private final int outputs;

  private LibraryConvolution(
      NetworkKernels network,
      ConvolutionKind kind,
      ConvolutionGeometry geometry,
      int images,
      int inputs,
      int outputs) {
    this.network = network;
    this.kind = kind;
    this.geometry = geometry;
    this.images = images;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /** This way for a convolution, if there is a library and it is the quickest. */
  static Optional<LibraryConvolution> find(
      ConvolutionKind kind,
      DType dtype,
      ConvolutionGeometry geometry,
      int images,
      int inputs,
      int outputs) {
    boolean isOrdinary = !cutsOff(geometry) && geometry.elements() > 0;
    if (NETWORK == null || dtype != DType.FLOAT32 || !isOrdinary) {
      return Optional.empty();
    }
    LibraryConvolution way =
        new LibraryConvolution(NETWORK, kind, geometry, images, inputs, outputs);
    return way.isQuickest() ? Optional.of(way) : Optional.empty();
  }

  /** Windows of one element are products of what lies in memory already. */
  private boolean isQuickest() {
    boolean spreads = kind == ConvolutionKind.INPUT && !geometry.hasUnitStride();
    return work() >= LEAST
        && (long) images * geometry.places() >= FEWEST_PLACES
        && (geometry.window() > 1 || FORCED)
        && !(spreads && inputs < FEWEST_SPREAD);
  }

  private static boolean cutsOff(ConvolutionGeometry geometry) {
    return cutsOff(geometry.vertical()) || cutsOff(geometry.horizontal());
  }

  private static boolean cutsOff(Sliding axis) {
    return axis.before() < 0 || axis.behind() < 0;
  }

  private long work() {
    return (long) images
        * geometry.groups()
        * outputs
        * inputs
        * geometry.places()
        * geometry.window();
  }

  private int image() {
    return geometry.groups() * inputs * geometry.elements();
  }

  private int result() {
    return geometry.groups() * outputs * geometry.places();
  }

  private int weights() {
    return geometry.groups() * outputs * inputs * geometry.window();
  }

  /**
   * How many images a piece has. Weights are arranged once for all pieces, and gradients of weights
   * once for each; where there is much to do there are two pieces at least.
   */
  private int together() {
    int image = Math.max(image(), result());
    boolean sums = kind == ConvolutionKind.WEIGHT;
    long numbers = sums ? Math.max(PIECE, weights()) : PIECE;
    int most = Math.clamp(numbers / image, 1, images);
    if (work() >= (sums ? TWO_SUMS : TWO)) {
      most = Math.min(most, Math.ceilDiv(images, 2));
    }
    // Pieces of nearly one size, of which there are two at most.
    return Math.ceilDiv(images, Math.ceilDiv(images, most));
  }

  private Optional<PreparedConvolution> prepare(int count) {
    return network.convolution(kind, geometry, count, inputs, outputs);
  }

  /**
   * Does it; c is written, as in {@link PreparedConvolution#run}.
   *
   * @return false, and nothing is written, if the library has no way
   */
  boolean run(float[] a, int aAt, float[] b, int bAt, float[] c) {
    int together = together();
    int pieces = Math.ceilDiv(images, together);
    int rest = images - (pieces - 1) * together;
    Optional<PreparedConvolution> whole = prepare(together);
    Optional<PreparedConvolution> last = rest == together ? whole : prepare(rest);
    if (whole.isEmpty() || last.isEmpty()) {
      return false;
    }
    if (kind == ConvolutionKind.WEIGHT && pieces > 1) {
      addUp(whole.get(), last.get(), together, a, aAt, b, bAt, c);
      return true;
    }
    if (pieces == 1) {
      last.get().run(a, aAt, b, bAt, c, 0);
      return true;
    }
    int from = kind == ConvolutionKind.INPUT ? result() : image();
    int to = kind == ConvolutionKind.INPUT ? image() : result();
    int same = rest == together ? pieces : pieces - 1;
    try (PreparedConvolution.WithWeights piece = whole.get().withWeights(b, bAt)) {
      Pool.parallel(
          pieces,
          1,
          (start, end) -> {
            for (int p = start; p < end; p++) {
              int first = p * together;
              if (p < same) {
                piece.run(a, aAt + first * from, c, first * to);
              } else {
                last.get().run(a, aAt + first * from, b, bAt, c, first * to);
              }
            }
          });
    }
    return true;
  }

  private void addUp(
      PreparedConvolution whole,
      PreparedConvolution last,
      int together,
      float[] x,
      int xAt,
      float[] y,
      int yAt,
      float[] w) {
    int pieces = Math.ceilDiv(images, together);
    int sums = Math.min(SUMS, pieces);
    int each = Math.ceilDiv(pieces, sums);
    int n = weights();
    float[][] held = new float[sums][];
    Pool.parallel(
        sums,
        1,
        (start, end) -> {
          for (int s = start; s < end; s++) {
            float[] sum = s == 0 ? w : new float[n];
            try (Workspace room = Workspace.of(DType.FLOAT32, n)) {
              for (int p = s * each; p < Math.min(pieces, (s + 1) * each); p++) {
                int first = p * together;
                PreparedConvolution piece = p == pieces - 1 ? last : whole;
                float[] to = p == s * each ? sum : room.floats();
                piece.run(x, xAt + first * image(), y, yAt + first * result(), to, 0);
                if (to != sum) {
                  add(to, sum, 0, n);
                }
              }
            }
            held[s] = sum;
          }
        });
    Pool.parallel(
        n,
        Settings.THRESHOLD,
        (start, end) -> {
          for (int s = 1; s < sums; s++) {
            add(held[s], w, start, end);
          }
        });
  }

  private static void add(float[] from, float[] to, int start, int end) {
    for (int i = start; i < end; i++) {
      to[i] += from[i];
    }
  }
}
