package dev.leibniz.kernel;

import dev.leibniz.spi.Blas;
import dev.leibniz.spi.Transpose;

/**
 * Products by a native library, which works on the Java arrays themselves or on copies.
 *
 * <p>The garbage collector must wait until a call that works on arrays returns. So such a call is
 * short: the result is taken block by block, and where that is not enough, a block is added up from
 * a few calls along the inner axis. Blocks cost a little more packing inside the library, {@link
 * CopiedGemm copies} one pass over the operands; copies win only where all three sizes are large.
 *
 * <p>The blocks may fall to several threads; they are the same with one.
 */
final class NativeGemm {
  private static final boolean FORCED = Settings.THRESHOLD == 1;

  /** From which size on, of all three, copies are worth their while. */
  private static final int COPIED = FORCED ? 20 : 1536;

  private static final int BLOCK_ROWS = FORCED ? 8 : 512;
  private static final int BLOCK_COLUMNS = FORCED ? 16 : 1024;

  /** Multiplications of floats in one call: three milliseconds, for doubles half as many. */
  private static final int CALL = FORCED ? 1024 : 1 << 27;

  private NativeGemm() {}

  static void multiply(Blas blas, Matrix x, Matrix y, Matrix c, boolean subtracts) {
    Matrix a = x.hasRuns() || x.transposed().hasRuns() ? x : x.copied();
    Matrix b = y.hasRuns() || y.transposed().hasRuns() ? y : y.copied();
    int call = c.array() instanceof float[] ? CALL : CALL / 2;
    int k = a.columns();
    if ((long) c.rows() * c.columns() * k <= call) {
      call(blas, a, b, c, subtracts, subtracts);
    } else if (Math.min(k, Math.min(c.rows(), c.columns())) >= COPIED) {
      CopiedGemm.multiply(blas, a, b, c, subtracts);
    } else {
      inBlocks(blas, a, b, c, subtracts, call);
    }
  }

  private static void inBlocks(
      Blas blas, Matrix a, Matrix b, Matrix c, boolean subtracts, int call) {
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
            block(blas, left, right, c.block(row, column, rows, columns), subtracts, call);
          }
        });
  }

  private static void block(Blas blas, Matrix a, Matrix b, Matrix c, boolean subtracts, int call) {
    int k = a.columns();
    int calls = Math.ceilDiv(k, Math.max(1, call / (c.rows() * c.columns())));
    int depth = Math.ceilDiv(Math.ceilDiv(k, calls), 8) * 8;
    for (int p = 0; p < k; p += depth) {
      int n = Math.min(depth, k - p);
      call(
          blas,
          a.block(0, p, c.rows(), n),
          b.block(p, 0, n, c.columns()),
          c,
          subtracts,
          subtracts || p > 0);
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

  private static void call(
      Blas blas, Matrix a, Matrix b, Matrix c, boolean subtracts, boolean adds) {
    if (c.array() instanceof float[] to) {
      blas.gemm(
          transpose(a),
          transpose(b),
          c.rows(),
          c.columns(),
          a.columns(),
          subtracts ? -1f : 1f,
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
      blas.gemm(
          transpose(a),
          transpose(b),
          c.rows(),
          c.columns(),
          a.columns(),
          subtracts ? -1.0 : 1.0,
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
