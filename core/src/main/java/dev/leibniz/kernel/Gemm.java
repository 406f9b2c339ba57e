package dev.leibniz.kernel;

import java.util.Arrays;

/**
 * One product of two strided matrices, by whatever is quickest for its size.
 *
 * <p>A few dozen multiplications are plain loops. A matrix times a vector reads each number once:
 * nothing beats walking it in the order of memory. Small products stay in Java too, where a vector
 * loop is done before a native call has begun, and narrow ones of a batch are made by one such loop
 * without anything for each; the others go to the native library if there is one. All these limits
 * are about sizes alone, so that equal calls give equal results whatever the number of threads.
 */
final class Gemm {
  /** Up to how many multiplications plain loops are quickest. */
  static final int TINY = Settings.THRESHOLD == 1 ? 0 : 128;

  /** Up to how many multiplications the Vector API is quicker than a native call. */
  private static final int SMALL = 64 * 64 * 64;

  /** The same where the Vector API must copy B first. */
  private static final int SMALL_PACKED = 32 * 32 * 32;

  private static final boolean FORCED = Settings.THRESHOLD == 1;

  /** How many multiplications are worth another thread where each number is used once. */
  private static final int VECTOR_GRAIN = FORCED ? 1 : 1 << 19;

  /** How many multiplications of a batch are worth another thread. */
  private static final int BATCH_GRAIN = FORCED ? 1 : 1 << 20;

  private static final GemmKernel JAVA = JavaGemm.choose();

  private Gemm() {}

  /** Writes A · B to C, adds or subtracts it; the rows of C are runs of its array. */
  static void multiply(Matrix a, Matrix b, Matrix c, Update update) {
    if (c.rows() == 0 || c.columns() == 0) {
      return;
    }
    if (a.columns() == 0) {
      if (update == Update.WRITE) {
        clear(c);
      }
      return;
    }
    boolean hasLibrary = NativeGemm.isThereFor(c.array());
    if (!(FORCED && hasLibrary) && (c.columns() == 1 || c.rows() == 1)) {
      if (c.columns() == 1) {
        column(a, b, c, update);
      } else {
        column(b.transposed(), a.transposed(), c.transposed(), update);
      }
      return;
    }
    long work = (long) c.rows() * c.columns() * a.columns();
    if (work <= SMALL && update == Update.WRITE && !FORCED && single(a, b, c)) {
      return;
    }
    int limit = b.columnStride() == 1 ? SMALL : SMALL_PACKED;
    if (!hasLibrary || (!FORCED && work <= limit && JavaGemm.HAS_LANES)) {
      JAVA.multiply(a, b, c, update);
    } else {
      NativeGemm.multiply(a, b, c, update);
    }
  }

  private static boolean single(Matrix a, Matrix b, Matrix c) {
    return JAVA.each(a, new int[] {a.at()}, b, new int[] {b.at()}, c, 0, 0, 1);
  }

  private static void clear(Matrix c) {
    for (int i = 0; i < c.rows(); i++) {
      int at = c.at() + i * c.rowStride();
      if (c.array() instanceof float[] f) {
        Arrays.fill(f, at, at + c.columns(), 0);
      } else {
        Arrays.fill((double[]) c.array(), at, at + c.columns(), 0);
      }
    }
  }

  private static void column(Matrix a, Matrix x, Matrix y, Update update) {
    if (update == Update.WRITE) {
      apply(a, x, y);
      return;
    }
    int n = y.rows();
    int step = y.rowStride();
    if (y.array() instanceof float[] to) {
      float[] sums = new float[n];
      apply(a, x, new Matrix(sums, 0, n, 1, 1, 1));
      for (int i = 0; i < n; i++) {
        to[y.at() + i * step] += update.sign() * sums[i];
      }
    } else {
      double[] to = (double[]) y.array();
      double[] sums = new double[n];
      apply(a, x, new Matrix(sums, 0, n, 1, 1, 1));
      for (int i = 0; i < n; i++) {
        to[y.at() + i * step] += update.sign() * sums[i];
      }
    }
  }

  private static void apply(Matrix a, Matrix x, Matrix y) {
    Matrix vector = x.rowStride() == 1 || x.rows() == 1 ? x : x.copied();
    Matrix matrix = a.columnStride() == 1 || a.rowStride() == 1 ? a : a.copied();
    int grain = Math.max(16, VECTOR_GRAIN / a.columns() / 16 * 16);
    if (a.rows() <= grain) {
      JAVA.apply(matrix, vector, y);
      return;
    }
    Pool.parallel(
        a.rows(),
        grain,
        (start, end) ->
            JAVA.apply(
                matrix.block(start, 0, end - start, a.columns()),
                vector,
                y.block(start, 0, end - start, 1)));
  }

  /** A product for each of a batch, whose entries begin at the given places. */
  static void each(Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, Update update) {
    long work = (long) c.rows() * c.columns() * a.columns();
    int grain = (int) Math.max(1, BATCH_GRAIN / Math.max(1, work));
    if (grain >= aAt.length) {
      range(a, aAt, b, bAt, c, step, update, 0, aAt.length);
    } else {
      Pool.parallel(
          aAt.length, grain, (start, end) -> range(a, aAt, b, bAt, c, step, update, start, end));
    }
  }

  /** The same with each B copied into runs first, which costs less than to pack it. */
  private static void copied(
      Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, int start, int end) {
    Object room =
        b.array() instanceof float[]
            ? new float[b.rows() * b.columns()]
            : new double[b.rows() * b.columns()];
    Matrix runs = new Matrix(room, 0, b.rows(), b.columns(), b.columns(), 1);
    for (int i = start; i < end; i++) {
      for (int row = 0; row < b.rows(); row++) {
        int from = bAt[i] + row * b.rowStride();
        int to = row * b.columns();
        if (room instanceof float[] f) {
          float[] x = (float[]) b.array();
          for (int j = 0; j < b.columns(); j++, from += b.columnStride()) {
            f[to + j] = x[from];
          }
        } else {
          double[] x = (double[]) b.array();
          for (int j = 0; j < b.columns(); j++, from += b.columnStride()) {
            ((double[]) room)[to + j] = x[from];
          }
        }
      }
      multiply(a.startingAt(aAt[i]), runs, c.startingAt(i * step), Update.WRITE);
    }
  }

  private static void range(
      Matrix a,
      int[] aAt,
      Matrix b,
      int[] bAt,
      Matrix c,
      int step,
      Update update,
      int start,
      int end) {
    if (update == Update.WRITE && small(a, aAt, b, bAt, c, step, start, end)) {
      return;
    }
    for (int i = start; i < end; i++) {
      multiply(a.startingAt(aAt[i]), b.startingAt(bAt[i]), c.startingAt(i * step), update);
    }
  }

  /** Writes small products one after the other, with as little as possible for each. */
  private static boolean small(
      Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, int start, int end) {
    long work = (long) c.rows() * c.columns() * a.columns();
    if (work <= TINY) {
      for (int i = start; i < end; i++) {
        SmallProduct.multiply(a, aAt[i], b, bAt[i], c, i * step);
      }
      return true;
    }
    boolean isVector = c.columns() == 1 || c.rows() == 1;
    if (FORCED || !isVector && JAVA.each(a, aAt, b, bAt, c, step, start, end)) {
      return !FORCED;
    }
    if (work <= SMALL_PACKED && b.columnStride() != 1) {
      copied(a, aAt, b, bAt, c, step, start, end);
      return true;
    }
    return false;
  }
}
