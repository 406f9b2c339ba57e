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
    Dense by = scale == null ? null : scale.contiguous();
    switch (stack) {
      case float[] f ->
          each(index, (to, i) -> f[to] += by == null ? 1 : by.floats()[by.offset() + i]);
      case double[] d ->
          each(index, (to, i) -> d[to] += by == null ? 1 : by.doubles()[by.offset() + i]);
      default -> throw new AssertionError(stack.getClass());
    }
  }

  /** What to do with element i, whose place in the stack is {@code to}. */
  private interface Place {
    void write(int to, int i);
  }

  private static void each(Dense index, Place place) {
    Dense rows = index.contiguous();
    int[] row = rows.ints();
    int n = rows.shape().size();
    for (int i = 0; i < n; i++) {
      int r = row[rows.offset() + i];
      if (r > 0) {
        place.write((r - 1) * n + i, i);
      }
    }
  }
}
