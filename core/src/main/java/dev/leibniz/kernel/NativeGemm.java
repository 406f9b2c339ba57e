package dev.leibniz.kernel;

import dev.leibniz.spi.Blas;
import dev.leibniz.spi.FloatProducts;
import dev.leibniz.spi.Transpose;
import org.jspecify.annotations.Nullable;

/**
 * Products by a native library, which works on the Java arrays themselves or on copies.
 *
 * <p>The garbage collector must wait until a call that works on arrays returns. So such a call is
 * short: the result is taken block by block, and where that is not enough, a block is added up from
 * a few calls along the inner axis. Blocks cost a little more packing inside the library, {@link
 * CopiedGemm copies} one pass over the operands; copies win only where all three sizes are large.
 *
 * <p>The blocks may fall to several threads; they are the same with one.
 *
 * <p>Large products of floats go to the library for neural networks if there is one, where oneDNN
 * takes 0.4 to 1.0 of OpenBLAS's time; for small ones OpenBLAS begins sooner.
 */
final class NativeGemm {
  private static final boolean FORCED = Settings.THRESHOLD == 1;

  private static final @Nullable Blas BLAS = NativeLibraries.blas();
  private static final @Nullable FloatProducts NETWORK = NativeLibraries.productsOfNetworks();

  /** From how many multiplications on a product of floats goes to the library for networks. */
  private static final long LARGE = FORCED ? 512 : 1 << 20;

  /** From which size on, of all three, copies are worth their while. */
  private static final int COPIED = FORCED ? 20 : 1536;

  private static final int BLOCK_ROWS = FORCED ? 8 : 512;
  private static final int BLOCK_COLUMNS = FORCED ? 16 : 1024;

  /** Multiplications of floats in one call: three milliseconds, for doubles half as many. */
  private static final int CALL = FORCED ? 1024 : 1 << 27;

  private NativeGemm() {}

  /** Whether there is a library for products of arrays such as this. */
  static boolean isThereFor(Object array) {
    return BLAS != null || (NETWORK != null && array instanceof float[]);
  }

  /** The library for a product of floats with so many multiplications. */
  static FloatProducts floats(long work) {
    if (NETWORK != null && (BLAS == null || work >= LARGE)) {
      return NETWORK;
    }
    return doubles();
  }

  /** The library for products of doubles. */
  static Blas doubles() {
    if (BLAS == null) {
      throw new IllegalStateException("there is no library for matrix products");
    }
    return BLAS;
  }

  static void multiply(Matrix x, Matrix y, Matrix c, Update update) {
    Matrix a = x.hasRuns() || x.transposed().hasRuns() ? x : x.copied();
    Matrix b = y.hasRuns() || y.transposed().hasRuns() ? y : y.copied();
    int call = c.array() instanceof float[] ? CALL : CALL / 2;
    int k = a.columns();
    if ((long) c.rows() * c.columns() * k <= call) {
      call(a, b, c, update, update != Update.WRITE);
    } else if (Math.min(k, Math.min(c.rows(), c.columns())) >= COPIED) {
      CopiedGemm.multiply(a, b, c, update);
    } else {
      inBlocks(a, b, c, update, call);
    }
  }

  private static void inBlocks(Matrix a, Matrix b, Matrix c, Update update, int call) {
    int across = (c.columns() + BLOCK_COLUMNS - 1) / BLOCK_COLUMNS;
    int down = (c.rows() + BLOCK_ROWS - 1) / BLOCK_ROWS;
    Pool.parallel(
        down * across,
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            int row = i / across * BLOCK_ROWS;
            int column = i % across * BLOCK_COLUMNS;
            int rows = Math.min(BLOCK_ROWS, c.rows() - row);
            int columns = Math.min(BLOCK_COLUMNS, c.columns() - column);
            Matrix left = a.block(row, 0, rows, a.columns());
            Matrix right = b.block(0, column, b.rows(), columns);
            block(left, right, c.block(row, column, rows, columns), update, call);
          }
        });
  }

  private static void block(Matrix a, Matrix b, Matrix c, Update update, int call) {
    int k = a.columns();
    int calls = Math.ceilDiv(k, Math.max(1, call / (c.rows() * c.columns())));
    int depth = Math.ceilDiv(Math.ceilDiv(k, calls), 8) * 8;
    for (int p = 0; p < k; p += depth) {
      int n = Math.min(depth, k - p);
      call(
          a.block(0, p, c.rows(), n),
          b.block(p, 0, n, c.columns()),
          c,
          update,
          update != Update.WRITE || p > 0);
    }
  }

  private static Transpose transpose(Matrix x) {
    return x.hasRuns() ? Transpose.NO : Transpose.YES;
  }

  /** From one run of a matrix to the next. */
  private static int leading(Matrix x) {
    Matrix stored = x.hasRuns() ? x : x.transposed();
    return stored.rows() == 1 ? stored.columns() : stored.rowStride();
  }

  private static void call(Matrix a, Matrix b, Matrix c, Update update, boolean adds) {
    if (c.array() instanceof float[] to) {
      floats((long) c.rows() * c.columns() * a.columns())
          .gemm(
              transpose(a),
              transpose(b),
              c.rows(),
              c.columns(),
              a.columns(),
              update.sign(),
              (float[]) a.array(),
              a.at(),
              leading(a),
              (float[]) b.array(),
              b.at(),
              leading(b),
              adds ? 1f : 0f,
              to,
              c.at(),
              leading(c));
    } else {
      doubles()
          .gemm(
              transpose(a),
              transpose(b),
              c.rows(),
              c.columns(),
              a.columns(),
              update.sign(),
              (double[]) a.array(),
              a.at(),
              leading(a),
              (double[]) b.array(),
              b.at(),
              leading(b),
              adds ? 1.0 : 0.0,
              (double[]) c.array(),
              c.at(),
              leading(c));
    }
  }
}
