package dev.leibniz.kernel;

import org.jspecify.annotations.Nullable;

/** Writing of tensors in which each element follows one of many unit vectors, or none. */
public final class UnitRows {
  private UnitRows() {}

  /**
   * Adds a diagonal: {@code stack[index[i] − 1, i] += scale[i]} for each element i, unless {@code
   * index[i]} is 0.
   *
   * @param index INT32 of the elements' shape
   * @param scale of the stack's dtype and the elements' shape; null for ones
   * @param stack float[] or double[] with a row for each unit vector
   */
  public static void add(Dense index, @Nullable Dense scale, Object stack) {
    Dense rows = index.contiguous();
    Dense by = scale == null ? null : scale.contiguous();
    switch (stack) {
      case float[] f -> add(rows, by == null ? null : by.floats(), by, f);
      case double[] d -> add(rows, by == null ? null : by.doubles(), by, d);
      default -> throw new AssertionError(stack.getClass());
    }
  }

  private static void add(Dense rows, float @Nullable [] scale, @Nullable Dense of, float[] stack) {
    int[] row = rows.ints();
    int n = rows.shape().size();
    int from = of == null ? 0 : of.offset();
    for (int i = 0; i < n; i++) {
      int r = row[rows.offset() + i];
      if (r > 0) {
        stack[(r - 1) * n + i] += scale == null ? 1 : scale[from + i];
      }
    }
  }

  private static void add(
      Dense rows, double @Nullable [] scale, @Nullable Dense of, double[] stack) {
    int[] row = rows.ints();
    int n = rows.shape().size();
    int from = of == null ? 0 : of.offset();
    for (int i = 0; i < n; i++) {
      int r = row[rows.offset() + i];
      if (r > 0) {
        stack[(r - 1) * n + i] += scale == null ? 1 : scale[from + i];
      }
    }
  }
}
