package dev.leibniz.kernel;

import dev.leibniz.spi.Transpose;

/**
 * Large products by a native library, on copies in native memory, so that no garbage collection
 * waits: one block of an operand that all share, and for each of several panels the rows (or
 * columns) of the other and of the result. The panels may fall to several threads; they are the
 * same with one.
 */
final class CopiedGemm {
  private static final boolean FORCED = Settings.THRESHOLD == 1;

  /** How long and how wide a copied block is at most. */
  private static final int BLOCK = FORCED ? 16 : 2048;

  /**
   * How many rows or columns of the result make two panels: each packs the shared operand again.
   */
  private static final int TWO_PANELS = FORCED ? 14 : 1024;

  private CopiedGemm() {}

  static void multiply(Matrix a, Matrix b, Matrix c, Update update) {
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
        boolean adds = p > 0 || update != Update.WRITE;
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
                panel(shared, own, byRows, part, update, adds);
              });
        }
      }
    }
  }

  private static void panel(
      Scratch shared, Matrix own, boolean byRows, Matrix c, Update update, boolean adds) {
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
        NativeGemm.floats((long) c.rows() * c.columns() * k)
            .gemmOfFloats(
                aTranspose,
                bTranspose,
                c.rows(),
                c.columns(),
                k,
                update.sign(),
                a.memory(),
                a.leading(),
                b.memory(),
                b.leading(),
                adds ? 1 : 0,
                result.memory(),
                result.leading());
      } else {
        NativeGemm.doubles()
            .gemmOfDoubles(
                aTranspose,
                bTranspose,
                c.rows(),
                c.columns(),
                k,
                update.sign(),
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
