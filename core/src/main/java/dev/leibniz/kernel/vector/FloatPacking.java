package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies of blocks of float matrices in the order in which the tiles of a product read them. */
final class FloatPacking {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int ROWS = GemmLanes.ROWS;
  private static final int COLUMNS = 2 * LANES;

  private FloatPacking() {}

  /** Slivers of two vectors' width from a block of B, padded with zeros. */
  static void right(
      Matrix b, int step, int column, int k, int n, int start, int end, float[] right) {
    float[] from = (float[]) b.array();
    int row = b.rowStride();
    int next = b.columnStride();
    for (int s = start; s < end; s++) {
      int target = s * COLUMNS * k;
      int count = Math.min(COLUMNS, n - s * COLUMNS);
      int at = b.at() + step * row + (column + s * COLUMNS) * next;
      if (next == 1 && count == COLUMNS) {
        for (int p = 0; p < k; p++, at += row, target += COLUMNS) {
          FloatVector.fromArray(SPECIES, from, at).intoArray(right, target);
          FloatVector.fromArray(SPECIES, from, at + LANES).intoArray(right, target + LANES);
        }
      } else {
        for (int j = 0; j < COLUMNS; j++) {
          for (int p = 0; p < k; p++) {
            right[target + p * COLUMNS + j] = j < count ? from[at + p * row + j * next] : 0;
          }
        }
      }
    }
  }

  /** Four rows of A side by side; fewer are padded with zeros, which the target holds already. */
  static void left(
      Matrix a, int start, int count, int step, int k, boolean negates, float[] left, int target) {
    float[] from = (float[]) a.array();
    int row = a.rowStride();
    int next = a.columnStride();
    float sign = negates ? -1 : 1;
    int at = a.at() + start * row + step * next;
    if (count == ROWS) {
      for (int p = 0; p < k; p++, at += next, target += ROWS) {
        left[target] = sign * from[at];
        left[target + 1] = sign * from[at + row];
        left[target + 2] = sign * from[at + 2 * row];
        left[target + 3] = sign * from[at + 3 * row];
      }
      return;
    }
    for (int p = 0; p < k; p++, at += next, target += ROWS) {
      for (int i = 0; i < count; i++) {
        left[target + i] = sign * from[at + i * row];
      }
    }
  }
}
