package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.Matrix;
import dev.leibniz.kernel.Pool;
import dev.leibniz.kernel.Update;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products of float matrices; see {@link GemmLanes} for how. */
final class FloatGemm {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = GemmLanes.ROWS;
  private static final int COLUMNS = 2 * LANES;

  private final Matrix a;
  private final Matrix b;
  private final Matrix c;
  private final float[] from;
  private final float[] times;
  private final float[] to;
  private final Update update;

  FloatGemm(Matrix a, Matrix b, Matrix c, Update update) {
    this.a = a;
    this.b = b;
    this.c = c;
    this.from = (float[]) a.array();
    this.times = (float[]) b.array();
    this.to = (float[]) c.array();
    this.update = update;
  }

  /** Whether the rows of B can be read where they are. */
  static boolean isDirect(Matrix b) {
    return b.columnStride() == 1 && b.columns() >= LANES;
  }

  void direct() {
    int depth = a.columns();
    int aRow = a.rowStride();
    int aStep = a.columnStride();
    int n = c.columns();
    for (int i = 0; i < c.rows(); i += ROWS) {
      int p = a.at() + i * aRow;
      int q = c.at() + i * c.rowStride();
      int height = Math.min(ROWS, c.rows() - i);
      int j = 0;
      if (height == ROWS) {
        for (; j + COLUMNS <= n; j += COLUMNS) {
          wide(depth, p, aRow, aStep, b.at() + j, b.rowStride(), to, q + j, c.rowStride());
        }
        for (; j + LANES <= n; j += LANES) {
          narrow(depth, p, aRow, aStep, b.at() + j, b.rowStride(), to, q + j, c.rowStride());
        }
        // The last vector may overlap the one before: it is computed again, to the same numbers.
        if (j < n && update == Update.WRITE) {
          j = n - LANES;
          narrow(depth, p, aRow, aStep, b.at() + j, b.rowStride(), to, q + j, c.rowStride());
          j = n;
        }
      }
      for (int r = 0; r < height && j < n; r++) {
        row(depth, p + r * aRow, aStep, q + r * c.rowStride(), j, n);
      }
    }
  }

  private void row(int depth, int p, int aStep, int q, int from, int n) {
    int j = from;
    for (; j + COLUMNS <= n; j += COLUMNS) {
      single(depth, p, aStep, b.at() + j, q + j, true);
    }
    for (; j + LANES <= n; j += LANES) {
      single(depth, p, aStep, b.at() + j, q + j, false);
    }
    if (j < n && update == Update.WRITE) {
      single(depth, p, aStep, b.at() + n - LANES, q + n - LANES, false);
    } else {
      for (; j < n; j++) {
        element(depth, p, aStep, b.at() + j, q + j);
      }
    }
  }

  private void element(int depth, int p, int aStep, int q, int at) {
    float sum = 0;
    for (int k = 0; k < depth; k++) {
      sum = Math.fma(from[p + k * aStep], times[q + k * b.rowStride()], sum);
    }
    to[at] =
        switch (update) {
          case WRITE -> sum;
          case ADD -> to[at] + sum;
          case SUBTRACT -> to[at] - sum;
        };
  }

  private void wide(
      int depth, int p, int aRow, int aStep, int q, int bStep, float[] out, int at, int ldc) {
    float[] x = from;
    float[] y = times;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, y, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, y, q + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, x[p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, x[p + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, x[p + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, x[p + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      p += aStep;
      q += bStep;
    }
    if (update != Update.WRITE) {
      c00 = updated(out, at, c00);
      c01 = updated(out, at + LANES, c01);
      c10 = updated(out, at + ldc, c10);
      c11 = updated(out, at + ldc + LANES, c11);
      c20 = updated(out, at + 2 * ldc, c20);
      c21 = updated(out, at + 2 * ldc + LANES, c21);
      c30 = updated(out, at + 3 * ldc, c30);
      c31 = updated(out, at + 3 * ldc + LANES, c31);
    }
    c00.intoArray(out, at);
    c01.intoArray(out, at + LANES);
    c10.intoArray(out, at + ldc);
    c11.intoArray(out, at + ldc + LANES);
    c20.intoArray(out, at + 2 * ldc);
    c21.intoArray(out, at + 2 * ldc + LANES);
    c30.intoArray(out, at + 3 * ldc);
    c31.intoArray(out, at + 3 * ldc + LANES);
  }

  private void narrow(
      int depth, int p, int aRow, int aStep, int q, int bStep, float[] out, int at, int ldc) {
    float[] x = from;
    float[] y = times;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, y, q);
      FloatVector a0 = FloatVector.broadcast(SPECIES, x[p]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, x[p + aRow]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(SPECIES, x[p + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(SPECIES, x[p + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      p += aStep;
      q += bStep;
    }
    if (update != Update.WRITE) {
      c00 = updated(out, at, c00);
      c10 = updated(out, at + ldc, c10);
      c20 = updated(out, at + 2 * ldc, c20);
      c30 = updated(out, at + 3 * ldc, c30);
    }
    c00.intoArray(out, at);
    c10.intoArray(out, at + ldc);
    c20.intoArray(out, at + 2 * ldc);
    c30.intoArray(out, at + 3 * ldc);
  }

  private FloatVector updated(float[] out, int at, FloatVector product) {
    FloatVector held = FloatVector.fromArray(SPECIES, out, at);
    return update == Update.ADD ? held.add(product) : held.sub(product);
  }

  private void single(int depth, int p, int aStep, int q, int at, boolean isWide) {
    float[] x = from;
    float[] y = times;
    int bStep = b.rowStride();
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    if (isWide) {
      for (int k = 0; k < depth; k++) {
        FloatVector v = FloatVector.broadcast(SPECIES, x[p]);
        c0 = v.fma(FloatVector.fromArray(SPECIES, y, q), c0);
        c1 = v.fma(FloatVector.fromArray(SPECIES, y, q + LANES), c1);
        p += aStep;
        q += bStep;
      }
      if (update != Update.WRITE) {
        c1 = updated(to, at + LANES, c1);
      }
      c1.intoArray(to, at + LANES);
    } else {
      for (int k = 0; k < depth; k++) {
        FloatVector v = FloatVector.broadcast(SPECIES, x[p]);
        c0 = v.fma(FloatVector.fromArray(SPECIES, y, q), c0);
        p += aStep;
        q += bStep;
      }
    }
    if (update != Update.WRITE) {
      c0 = updated(to, at, c0);
    }
    c0.intoArray(to, at);
  }

  /** By blocks that fit the caches. */
  void blocked() {
    int depth = Math.min(GemmLanes.DEPTH, a.columns());
    int width = Math.min(GemmLanes.WIDTH, c.columns());
    int slivers = (width + COLUMNS - 1) / COLUMNS;
    float[] right = new float[slivers * COLUMNS * depth];
    int height = GemmLanes.height(c.rows());
    for (int j = 0; j < c.columns(); j += width) {
      int column = j;
      int n = Math.min(width, c.columns() - j);
      for (int p = 0; p < a.columns(); p += depth) {
        int step = p;
        int k = Math.min(depth, a.columns() - p);
        int sliverCount = (n + COLUMNS - 1) / COLUMNS;
        Pool.parallel(
            sliverCount,
            Math.max(1, GemmLanes.PACKING_GRAIN / (k * COLUMNS)),
            (start, end) -> FloatPacking.right(b, step, column, k, n, start, end, right));
        Pool.parallel(
            c.rows(), height, (start, end) -> panel(start, end, step, column, k, n, right));
      }
    }
  }

  /** Some rows of C, for one block of B. */
  private void panel(int start, int end, int step, int column, int k, int n, float[] right) {
    int tiles = (end - start + ROWS - 1) / ROWS;
    float[] left = new float[tiles * ROWS * k];
    float[] edge = new float[ROWS * COLUMNS];
    boolean adds = step > 0 || update != Update.WRITE;
    for (int t = 0; t < tiles; t++) {
      int i = start + t * ROWS;
      FloatPacking.left(
          a, i, Math.min(ROWS, end - i), step, k, update == Update.SUBTRACT, left, t * ROWS * k);
    }
    for (int j = 0, q = 0; j < n; j += COLUMNS, q += COLUMNS * k) {
      for (int t = 0; t < tiles; t++) {
        int i = start + t * ROWS;
        int at = c.at() + i * c.rowStride() + column + j;
        int p = t * ROWS * k;
        if (i + ROWS <= end && j + COLUMNS <= n) {
          tile(k, left, p, right, q, to, at, c.rowStride(), adds);
        } else {
          tile(k, left, p, right, q, edge, 0, COLUMNS, false);
          merge(edge, Math.min(ROWS, end - i), Math.min(COLUMNS, n - j), at, adds);
        }
      }
    }
  }

  private void merge(float[] edge, int rows, int columns, int at, boolean adds) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        int target = at + i * c.rowStride() + j;
        to[target] = adds ? to[target] + edge[i * COLUMNS + j] : edge[i * COLUMNS + j];
      }
    }
  }

  private static void tile(
      int depth, float[] x, int p, float[] y, int q, float[] out, int at, int ldc, boolean adds) {
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c10 = FloatVector.zero(SPECIES);
    FloatVector c11 = FloatVector.zero(SPECIES);
    FloatVector c20 = FloatVector.zero(SPECIES);
    FloatVector c21 = FloatVector.zero(SPECIES);
    FloatVector c30 = FloatVector.zero(SPECIES);
    FloatVector c31 = FloatVector.zero(SPECIES);
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, y, q);
      FloatVector b1 = FloatVector.fromArray(SPECIES, y, q + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, x[p]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, x[p + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, x[p + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, x[p + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      p += ROWS;
      q += COLUMNS;
    }
    if (adds) {
      c00 = c00.add(FloatVector.fromArray(SPECIES, out, at));
      c01 = c01.add(FloatVector.fromArray(SPECIES, out, at + LANES));
      c10 = c10.add(FloatVector.fromArray(SPECIES, out, at + ldc));
      c11 = c11.add(FloatVector.fromArray(SPECIES, out, at + ldc + LANES));
      c20 = c20.add(FloatVector.fromArray(SPECIES, out, at + 2 * ldc));
      c21 = c21.add(FloatVector.fromArray(SPECIES, out, at + 2 * ldc + LANES));
      c30 = c30.add(FloatVector.fromArray(SPECIES, out, at + 3 * ldc));
      c31 = c31.add(FloatVector.fromArray(SPECIES, out, at + 3 * ldc + LANES));
    }
    c00.intoArray(out, at);
    c01.intoArray(out, at + LANES);
    c10.intoArray(out, at + ldc);
    c11.intoArray(out, at + ldc + LANES);
    c20.intoArray(out, at + 2 * ldc);
    c21.intoArray(out, at + 2 * ldc + LANES);
    c30.intoArray(out, at + 3 * ldc);
    c31.intoArray(out, at + 3 * ldc + LANES);
  }
}
