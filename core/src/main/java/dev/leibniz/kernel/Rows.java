package dev.leibniz.kernel;

/** Rows of an array picked by position, or added at positions; once for each kind of array. */
final class Rows {
  private Rows() {}

  /**
   * Copies the rows {@code rows[start…end)}, each a run of {@code width}, to the same places of
   * out.
   */
  static void take(
      Object from, int at, int stride, int[] rows, int start, int end, Object out, int width) {
    if (width != 1) {
      for (int i = start; i < end; i++) {
        System.arraycopy(from, at + rows[i] * stride, out, i * width, width);
      }
      return;
    }
    switch (from) {
      case float[] a -> {
        float[] o = (float[]) out;
        for (int i = start; i < end; i++) {
          o[i] = a[at + rows[i] * stride];
        }
      }
      case double[] a -> {
        double[] o = (double[]) out;
        for (int i = start; i < end; i++) {
          o[i] = a[at + rows[i] * stride];
        }
      }
      case long[] a -> {
        long[] o = (long[]) out;
        for (int i = start; i < end; i++) {
          o[i] = a[at + rows[i] * stride];
        }
      }
      case int[] a -> {
        int[] o = (int[]) out;
        for (int i = start; i < end; i++) {
          o[i] = a[at + rows[i] * stride];
        }
      }
      case boolean[] a -> {
        boolean[] o = (boolean[]) out;
        for (int i = start; i < end; i++) {
          o[i] = a[at + rows[i] * stride];
        }
      }
      default -> throw new AssertionError(from.getClass());
    }
  }

  /** Adds the rows {@code start…end} of a contiguous source to the rows of out that they name. */
  static void add(
      Object from, int at, int[] rows, int start, int end, Object out, int base, int width) {
    switch (from) {
      case float[] a -> {
        float[] o = (float[]) out;
        for (int i = start; i < end; i++) {
          int p = at + i * width;
          int q = base + rows[i] * width;
          for (int j = 0; j < width; j++) {
            o[q + j] += a[p + j];
          }
        }
      }
      case double[] a -> {
        double[] o = (double[]) out;
        for (int i = start; i < end; i++) {
          int p = at + i * width;
          int q = base + rows[i] * width;
          for (int j = 0; j < width; j++) {
            o[q + j] += a[p + j];
          }
        }
      }
      case long[] a -> {
        long[] o = (long[]) out;
        for (int i = start; i < end; i++) {
          int p = at + i * width;
          int q = base + rows[i] * width;
          for (int j = 0; j < width; j++) {
            o[q + j] += a[p + j];
          }
        }
      }
      case int[] a -> {
        int[] o = (int[]) out;
        for (int i = start; i < end; i++) {
          int p = at + i * width;
          int q = base + rows[i] * width;
          for (int j = 0; j < width; j++) {
            o[q + j] += a[p + j];
          }
        }
      }
      case boolean[] a -> {
        boolean[] o = (boolean[]) out;
        for (int i = start; i < end; i++) {
          int p = at + i * width;
          int q = base + rows[i] * width;
          for (int j = 0; j < width; j++) {
            o[q + j] |= a[p + j];
          }
        }
      }
      default -> throw new AssertionError(from.getClass());
    }
  }
}
