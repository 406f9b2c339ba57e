package dev.leibniz.kernel;

import dev.leibniz.spi.Blas;
import dev.leibniz.spi.Transpose;

/**
 * Products by a native library.
 *
 * <p>A short call works on the Java arrays themselves. The garbage collector must wait until it
 * returns, so a long one works on copies in native memory: one block of an operand that all share,
 * and for each of several panels the rows (or columns) of the other and of the result. The panels
 * may fall to several threads; they are the same with one.
 */
final class NativeGemm {
  /** Up to how many multiplications, about half a millisecond, a call works on Java arrays. */
  private static final long SHORT = Settings.THRESHOLD == 1 ? 0 : 25_000_000;

  /** How long and how wide a copied block is at most. */
  private static final int BLOCK = Settings.THRESHOLD == 1 ? 16 : 2048;

  /**
   * How many rows or columns of the result make two panels: each copies the shared operand again.
   */
  private static final int TWO_PANELS = Settings.THRESHOLD == 1 ? 14 : 1024;

  private NativeGemm() {}

  static void multiply(Blas blas, Matrix x, Matrix y, Matrix c, boolean subtracts) {
    Matrix a = x.hasRuns() || x.transposed().hasRuns() ? x : x.copied();
    Matrix b = y.hasRuns() || y.transposed().hasRuns() ? y : y.copied();
    if ((long) c.rows() * c.columns() * a.columns() <= SHORT) {
      onHeap(blas, a, b, c, subtracts);
    } else {
      inBlocks(blas, a, b, c, subtracts);
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

  private static void onHeap(Blas blas, Matrix a, Matrix b, Matrix c, boolean subtracts) {
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
          subtracts ? 1f : 0f,
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
          subtracts ? 1.0 : 0.0,
          (double[]) c.array(),
          c.at(),
          leading(c));
    }
  }

  private static void inBlocks(Blas blas, Matrix a, Matrix b, Matrix c, boolean subtracts) {
    boolean byRows = c.rows() > c.columns();
    int across = byRows ? c.columns() : c.rows();
    int along = byRows ? c.rows() : c.columns();
    int panels = 2 * ((along + TWO_PANELS - 1) / TWO_PANELS);
    int grain = (along + panels - 1) / panels;
    for (int s = 0; s < across; s += BLOCK) {
      int start = s;
      int width = Math.min(BLOCK, across - s);
      for (int p = 0; p < a.columns(); p += BLOCK) {
        int k = Math.min(BLOCK, a.columns() - p);
        Matrix left = a.block(byRows ? 0 : s, p, byRows ? c.rows() : width, k);
        Matrix right = b.block(p, byRows ? s : 0, k, byRows ? width : c.columns());
        boolean adds = p > 0 || subtracts;
        try (Scratch shared = Scratch.of(byRows ? right : left)) {
          shared.fill();
          Pool.parallel(
              along,
              grain,
              (from, to) -> {
                Matrix part =
                    byRows
                        ? c.block(from, start, to - from, width)
                        : c.block(start, from, width, to - from);
                Matrix own =
                    byRows ? left.block(from, 0, to - from, k) : right.block(0, from, k, to - from);
                panel(blas, shared, own, byRows, part, subtracts, adds);
              });
        }
      }
    }
  }

  private static void panel(
      Blas blas,
      Scratch shared,
      Matrix own,
      boolean byRows,
      Matrix c,
      boolean subtracts,
      boolean adds) {
    try (Scratch operand = Scratch.of(own);
        Scratch result = Scratch.of(c)) {
      operand.fill();
      if (adds) {
        result.fill();
      }
      Scratch a = byRows ? operand : shared;
      Scratch b = byRows ? shared : operand;
      int k = byRows ? own.columns() : own.rows();
      Transpose aTranspose = a.isTransposed() ? Transpose.YES : Transpose.NO;
      Transpose bTranspose = b.isTransposed() ? Transpose.YES : Transpose.NO;
      if (c.array() instanceof float[]) {
        blas.gemmOfFloats(
            aTranspose,
            bTranspose,
            c.rows(),
            c.columns(),
            k,
            subtracts ? -1 : 1,
            a.memory(),
            a.leading(),
            b.memory(),
            b.leading(),
            adds ? 1 : 0,
            result.memory(),
            result.leading());
      } else {
        blas.gemmOfDoubles(
            aTranspose,
            bTranspose,
            c.rows(),
            c.columns(),
            k,
            subtracts ? -1 : 1,
            a.memory(),
            a.leading(),
            b.memory(),
            b.leading(),
            adds ? 1 : 0,
            result.memory(),
            result.leading());
      }
      result.store();
    }
  }
}
