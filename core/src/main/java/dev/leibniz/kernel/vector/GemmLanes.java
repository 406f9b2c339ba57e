package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.GemmKernel;
import dev.leibniz.kernel.Matrix;
import dev.leibniz.kernel.Settings;
import dev.leibniz.kernel.Update;

/**
 * Products of matrices by the Vector API.
 *
 * <p>The innermost loop makes a tile of C, four rows of two vectors, whose eight sums stay in
 * registers: as many as keep both multipliers of today's processors busy, and no more than C2 can
 * place without spilling. A tile of 3 × 3 vectors is as quick, 4 × 3 half as quick.
 *
 * <p>Where C has no more columns than a vector has lanes, B is copied into vectors with room to
 * spare ({@link FloatFewColumns}). Another small product reads A and B where they are. A larger one
 * copies a block of B, then a block of rows of A, into the order in which tiles read them (Goto and
 * van de Geijn's scheme: a sliver of B stays in the first cache, the block of A in the second).
 * Each element of C is the sum of its blocks in order, so that neither the tile nor the thread that
 * it fell to shows in the result.
 */
public final class GemmLanes implements GemmKernel {
  static final int ROWS = 4;

  /** Elements of a sum that are added up in registers. */
  static final int DEPTH = 256;

  /** Columns of B that are copied at once. */
  static final int WIDTH = 2048;

  /** How many elements of B are worth another thread. */
  static final int PACKING_GRAIN = Settings.THRESHOLD == 1 ? 1 : 1 << 17;

  private static final int HEIGHT = 256;
  private static final int SMALL = 64 * 64 * 64;

  /** How many rows of A are copied at once. */
  static int height(int rows) {
    return Settings.THRESHOLD == 1 ? ROWS : Math.min(HEIGHT, (rows + ROWS - 1) / ROWS * ROWS);
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, Update update) {
    boolean isSmall = (long) c.rows() * c.columns() * a.columns() <= SMALL;
    if (c.array() instanceof float[]) {
      FloatGemm product = new FloatGemm(a, b, c, update);
      if (isSmall && FloatGemm.isDirect(b)) {
        product.direct();
      } else {
        product.blocked();
      }
    } else {
      DoubleGemm product = new DoubleGemm(a, b, c, update);
      if (isSmall && DoubleGemm.isDirect(b)) {
        product.direct();
      } else {
        product.blocked();
      }
    }
  }

  @Override
  public boolean each(
      Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, int start, int end) {
    if ((long) c.rows() * c.columns() * a.columns() > SMALL) {
      return false;
    }
    if (c.array() instanceof float[] && FloatFewColumns.suits(a, c)) {
      FloatFewColumns.each(a, aAt, b, bAt, c, step, start, end);
      return true;
    }
    if (c.array() instanceof double[] && DoubleFewColumns.suits(a, c)) {
      DoubleFewColumns.each(a, aAt, b, bAt, c, step, start, end);
      return true;
    }
    return false;
  }

  @Override
  public void apply(Matrix a, Matrix x, Matrix y) {
    if (y.array() instanceof float[]) {
      FloatGemv.apply(a, x, y);
    } else {
      DoubleGemv.apply(a, x, y);
    }
  }
}
