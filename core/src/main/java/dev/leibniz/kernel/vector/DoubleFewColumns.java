package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.Matrix;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of double matrices of which C has no more columns than a vector has lanes, one after the
 * other: attention with many small heads.
 *
 * <p>Each B is laid into rows of a vector's width, and each row of C is one vector. The last four
 * rows may be the same row more than once, which is written again with the same numbers.
 */
final class DoubleFewColumns {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** How many rows of B stay in the second cache. */
  private static final int DEPTH = 1024;

  private DoubleFewColumns() {}

  static boolean suits(Matrix a, Matrix c) {
    return c.columns() <= LANES && a.columns() <= DEPTH;
  }

  /** The product of each of a batch, from {@code start} to {@code end}. */
  static void each(
      Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, int start, int end) {
    double[] x = (double[]) a.array();
    double[] y = (double[]) b.array();
    double[] out = (double[]) c.array();
    int m = c.rows();
    int n = c.columns();
    int depth = a.columns();
    int aRow = a.rowStride();
    int aStep = a.columnStride();
    int bRow = b.rowStride();
    int bStep = b.columnStride();
    int ldc = c.rowStride();
    double[] rows = new double[depth * LANES];
    VectorMask<Double> inside = SPECIES.indexInRange(0, n);
    for (int i = start; i < end; i++) {
      if (bStep == 1) {
        for (int k = 0, q = bAt[i]; k < depth; k++, q += bRow) {
          DoubleVector.fromArray(SPECIES, y, q, inside).intoArray(rows, k * LANES);
        }
      } else {
        for (int j = 0; j < n; j++) {
          for (int k = 0, q = bAt[i] + j * bStep; k < depth; k++, q += bRow) {
            rows[k * LANES + j] = y[q];
          }
        }
      }
      for (int row = 0; row < m; row += 4) {
        int last = m - 1 - row;
        int second = Math.min(1, last);
        int third = Math.min(2, last);
        int fourth = Math.min(3, last);
        int p = aAt[i] + row * aRow;
        int p1 = second * aRow;
        int p2 = third * aRow;
        int p3 = fourth * aRow;
        DoubleVector c0 = DoubleVector.zero(SPECIES);
        DoubleVector c1 = DoubleVector.zero(SPECIES);
        DoubleVector c2 = DoubleVector.zero(SPECIES);
        DoubleVector c3 = DoubleVector.zero(SPECIES);
        for (int k = 0; k < depth; k++, p += aStep) {
          DoubleVector v = DoubleVector.fromArray(SPECIES, rows, k * LANES);
          c0 = DoubleVector.broadcast(SPECIES, x[p]).fma(v, c0);
          c1 = DoubleVector.broadcast(SPECIES, x[p + p1]).fma(v, c1);
          c2 = DoubleVector.broadcast(SPECIES, x[p + p2]).fma(v, c2);
          c3 = DoubleVector.broadcast(SPECIES, x[p + p3]).fma(v, c3);
        }
        int at = c.at() + i * step + row * ldc;
        c0.intoArray(out, at, inside);
        c1.intoArray(out, at + second * ldc, inside);
        c2.intoArray(out, at + third * ldc, inside);
        c3.intoArray(out, at + fourth * ldc, inside);
      }
    }
  }
}
