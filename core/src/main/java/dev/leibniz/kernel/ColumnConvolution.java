package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.spi.ConvolutionGeometry;

/**
 * Convolutions through products with pieces of the columns matrix, each small enough to stay in a
 * cache between its gathering and the product.
 *
 * <p>A piece is a run of places of one image, or several whole images where these are small: a
 * product with few columns spends its time on reading the weights.
 */
final class ColumnConvolution {
  /** How many numbers a piece holds. */
  private static final int PIECE = Settings.THRESHOLD == 1 ? 64 : 1 << 18;

  /** How many numbers a piece of several images holds. */
  private static final int TOGETHER = Settings.THRESHOLD == 1 ? 64 : 1 << 20;

  /** From how many places on a product is worth its packing. */
  private static final int WIDE = Settings.THRESHOLD == 1 ? 8 : 256;

  /** How many numbers are gathered at least for gradients of weights, whose rows are far apart. */
  private static final int RUNS = Settings.THRESHOLD == 1 ? 64 : 1 << 15;

  private final ConvolutionGeometry geometry;
  private final Columns columns;
  private final DType dtype;
  private final int images;

  /** Input channels of a group. */
  private final int inputs;

  /** Output channels of a group. */
  private final int outputs;

  private final int groups;
  private final int places;
  private final int kernel;

  ColumnConvolution(
      ConvolutionGeometry geometry, DType dtype, int images, int inputs, int outputs) {
    this.geometry = geometry;
    this.columns = new Columns(geometry, dtype);
    this.dtype = dtype;
    this.images = images;
    this.inputs = inputs;
    this.outputs = outputs;
    this.groups = geometry.groups();
    this.places = geometry.places();
    this.kernel = inputs * geometry.window();
  }

  /** How many places a piece of this many rows holds. */
  private int piece(int rows) {
    return dtype.isFloating() ? Math.clamp(PIECE / rows, Math.min(places, 64), places) : places;
  }

  private boolean isSmall() {
    return dtype.isFloating() && places < WIDE;
  }

  /** Whether so many images are one piece and all there is. */
  private boolean isAll(int together) {
    return isSmall() && together >= images;
  }

  /** How many images a piece holds. */
  private int together(int rows) {
    return isSmall() ? Math.clamp(Math.min(WIDE, TOGETHER / rows) / places, 1, images) : 1;
  }

  private Matrix input(Object x, int at, int image, int group) {
    int start = at + (image * groups + group) * inputs * geometry.elements();
    return new Matrix(x, start, inputs, geometry.elements(), geometry.elements(), 1);
  }

  private Matrix output(Object y, int at, int image, int group) {
    int start = at + (image * groups + group) * outputs * places;
    return new Matrix(y, start, outputs, places, places, 1);
  }

  private Matrix weights(Object w, int at, int group) {
    return new Matrix(w, at + group * outputs * kernel, outputs, kernel, kernel, 1);
  }

  void forward(Object x, int xAt, Object w, int wAt, Object y) {
    int piece = piece(kernel);
    int together = together(kernel);
    int pieces = Math.ceilDiv(places, piece);
    int blocks = Math.ceilDiv(images, together);
    Pool.parallel(
        blocks * groups * pieces,
        1,
        (start, end) -> {
          for (int t = start; t < end; t++) {
            int block = t / pieces / groups * together;
            int group = t / pieces % groups;
            Matrix weights = weights(w, wAt, group);
            if (together == 1) {
              int from = t % pieces * piece;
              int to = Math.min(places, from + piece);
              Matrix image = input(x, xAt, block, group);
              Matrix result = output(y, 0, block, group).block(0, from, outputs, to - from);
              piece(image, weights, result, from, to);
            } else {
              images(x, xAt, weights, y, block, Math.min(images, block + together), group);
            }
          }
        });
  }

  private void piece(Matrix image, Matrix weights, Matrix result, int from, int to) {
    int width = to - from;
    try (Workspace held = Workspace.of(dtype, kernel * width)) {
      columns.gather(image.array(), image.at(), inputs, from, to, held.array(), 0, width);
      product(weights, new Matrix(held.array(), 0, kernel, width, width, 1), result);
    }
  }

  private void images(Object x, int xAt, Matrix weights, Object y, int first, int last, int group) {
    int width = (last - first) * places;
    try (Workspace held = Workspace.of(dtype, kernel * width);
        Workspace result = Workspace.of(dtype, outputs * width)) {
      for (int i = first; i < last; i++) {
        int at = input(x, xAt, i, group).at();
        columns.gather(x, at, inputs, 0, places, held.array(), (i - first) * places, width);
      }
      Matrix product = new Matrix(result.array(), 0, outputs, width, width, 1);
      product(weights, new Matrix(held.array(), 0, kernel, width, width, 1), product);
      for (int i = first; i < last; i++) {
        Matrix to = output(y, 0, i, group);
        copy(product.block(0, (i - first) * places, outputs, places), to);
      }
    }
  }

  private static void copy(Matrix from, Matrix to) {
    StridedCopy.copy(
        new int[] {to.rows(), to.columns()},
        from.array(),
        from.at(),
        new int[] {from.rowStride(), 1},
        to.array(),
        to.at(),
        new int[] {to.rowStride(), 1});
  }

  /** The transpose by the input; adds to zeros. */
  void input(Object y, int yAt, Object w, int wAt, Object x) {
    int piece = piece(kernel);
    int together = together(kernel);
    int blocks = Math.ceilDiv(images, together);
    Pool.parallel(
        blocks * groups,
        1,
        (start, end) -> {
          for (int t = start; t < end; t++) {
            int first = t / groups * together;
            int group = t % groups;
            Matrix weights = weights(w, wAt, group).transposed();
            if (together > 1) {
              int last = Math.min(images, first + together);
              spread(y, yAt, weights, x, first, last, group);
              continue;
            }
            Matrix cotangent = output(y, yAt, first, group);
            Matrix image = input(x, 0, first, group);
            for (int from = 0; from < places; from += piece) {
              int to = Math.min(places, from + piece);
              spread(weights, cotangent.block(0, from, outputs, to - from), image, from, to);
            }
          }
        });
  }

  /** Several images, so that the weights are read once for all of them. */
  private void spread(Object y, int yAt, Matrix weights, Object x, int first, int last, int group) {
    int width = (last - first) * places;
    try (Workspace held = Workspace.of(dtype, kernel * width);
        Workspace beside = Workspace.of(dtype, outputs * width)) {
      Matrix cotangent = new Matrix(beside.array(), 0, outputs, width, width, 1);
      for (int i = first; i < last; i++) {
        int column = (i - first) * places;
        copy(output(y, yAt, i, group), cotangent.block(0, column, outputs, places));
      }
      product(weights, cotangent, new Matrix(held.array(), 0, kernel, width, width, 1));
      for (int i = first; i < last; i++) {
        int image = input(x, 0, i, group).at();
        columns.scatter(held.array(), (i - first) * places, width, inputs, 0, places, x, image);
      }
    }
  }

  private void spread(Matrix weights, Matrix cotangent, Matrix image, int from, int to) {
    int width = to - from;
    try (Workspace held = Workspace.of(dtype, kernel * width)) {
      product(weights, cotangent, new Matrix(held.array(), 0, kernel, width, width, 1));
      columns.scatter(held.array(), 0, width, inputs, from, to, image.array(), image.at());
    }
  }

  /** The transpose by the weights; adds to zeros. */
  void weight(Object x, int xAt, Object y, int yAt, Object w) {
    int window = geometry.window();
    int together = together(kernel);
    int run = Math.max(WIDE, RUNS / (together * places));
    int channels = dtype.isFloating() ? Math.clamp(run / window, 1, inputs) : inputs;
    int parts = Math.ceilDiv(inputs, channels);
    Pool.parallel(
        groups * parts,
        1,
        (start, end) -> {
          for (int t = start; t < end; t++) {
            int group = t / parts;
            int first = t % parts * channels;
            int count = Math.min(channels, inputs - first);
            Matrix part = weights(w, 0, group).block(0, first * window, outputs, count * window);
            for (int i = 0; i < images; i += together) {
              int last = Math.min(images, i + together);
              gradient(x, xAt, y, yAt, i, last, group, first, count, part);
            }
          }
        });
  }

  private void gradient(
      Object x,
      int xAt,
      Object y,
      int yAt,
      int from,
      int to,
      int group,
      int first,
      int count,
      Matrix part) {
    int rows = count * geometry.window();
    int offset = first * geometry.elements();
    boolean isAll = isAll(to - from);
    if (to - from == 1 && !isAll) {
      int image = input(x, xAt, from, group).at() + offset;
      Matrix cotangent = output(y, yAt, from, group);
      int piece = piece(rows);
      try (Workspace held = Workspace.of(dtype, rows * piece)) {
        for (int p = 0; p < places; p += piece) {
          int width = Math.min(piece, places - p);
          columns.gather(x, image, count, p, p + width, held.array(), 0, width);
          Matrix gathered = new Matrix(held.array(), 0, rows, width, width, 1);
          add(cotangent.block(0, p, outputs, width), gathered.transposed(), part);
        }
      }
      return;
    }
    int width = (to - from) * places;
    try (Workspace held = Workspace.of(dtype, rows * width);
        Workspace beside = Workspace.of(dtype, outputs * width)) {
      Matrix cotangent = new Matrix(beside.array(), 0, outputs, width, width, 1);
      for (int i = from; i < to; i++) {
        int image = input(x, xAt, i, group).at() + offset;
        int column = (i - from) * places;
        columns.gather(x, image, count, 0, places, held.array(), column, width);
        copy(output(y, yAt, i, group), cotangent.block(0, column, outputs, places));
      }
      Matrix gathered = new Matrix(held.array(), 0, rows, width, width, 1);
      if (isAll) {
        product(cotangent, gathered.transposed(), part);
      } else {
        add(cotangent, gathered.transposed(), part);
      }
    }
  }

  private void product(Matrix a, Matrix b, Matrix c) {
    if (dtype.isFloating()) {
      Gemm.multiply(a, b, c, Update.WRITE);
    } else {
      clear(c);
      addIntegers(a, b, c);
    }
  }

  private void add(Matrix a, Matrix b, Matrix c) {
    if (dtype.isFloating()) {
      Gemm.multiply(a, b, c, Update.ADD);
    } else {
      addIntegers(a, b, c);
    }
  }

  private static void clear(Matrix c) {
    int end = c.at() + c.rows() * c.columns();
    if (c.array() instanceof long[] to) {
      java.util.Arrays.fill(to, c.at(), end, 0);
    } else {
      java.util.Arrays.fill((int[]) c.array(), c.at(), end, 0);
    }
  }

  private void addIntegers(Matrix a, Matrix b, Matrix c) {
    IntegerProduct.multiply(
        whole(a.array()),
        a.at(),
        a.rowStride(),
        a.columnStride(),
        whole(b.array()),
        b.at(),
        b.rowStride(),
        b.columnStride(),
        c.array(),
        c.at(),
        c.rows(),
        c.columns(),
        a.columns());
  }

  private Dense whole(Object array) {
    return Dense.over(Shape.of(java.lang.reflect.Array.getLength(array)), dtype, array);
  }
}
