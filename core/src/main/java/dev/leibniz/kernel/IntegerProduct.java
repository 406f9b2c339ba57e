package dev.leibniz.kernel;

/**
 * Products of integer matrices, added to a target of zeros; overflow wraps around, as Java's does.
 */
final class IntegerProduct {
  private IntegerProduct() {}

  static void multiply(
      Dense x,
      int xAt,
      int xRow,
      int xColumn,
      Dense y,
      int yAt,
      int yRow,
      int yColumn,
      Object to,
      int toAt,
      int m,
      int n,
      int k) {
    switch (to) {
      case long[] c ->
          multiply(m, n, k, x.longs(), xAt, xRow, xColumn, y.longs(), yAt, yRow, yColumn, c, toAt);
      case int[] c ->
          multiply(m, n, k, x.ints(), xAt, xRow, xColumn, y.ints(), yAt, yRow, yColumn, c, toAt);
      default -> throw new AssertionError(to.getClass());
    }
  }

  private static void multiply(
      int m,
      int n,
      int k,
      long[] a,
      int aAt,
      int aRow,
      int aColumn,
      long[] b,
      int bAt,
      int bRow,
      int bColumn,
      long[] c,
      int cAt) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * n;
      for (int step = 0; step < k; step++) {
        long v = a[aAt + i * aRow + step * aColumn];
        int q = bAt + step * bRow;
        for (int j = 0; j < n; j++, q += bColumn) {
          c[to + j] += v * b[q];
        }
      }
    }
  }

  private static void multiply(
      int m,
      int n,
      int k,
      int[] a,
      int aAt,
      int aRow,
      int aColumn,
      int[] b,
      int bAt,
      int bRow,
      int bColumn,
      int[] c,
      int cAt) {
    for (int i = 0; i < m; i++) {
      int to = cAt + i * n;
      for (int step = 0; step < k; step++) {
        int v = a[aAt + i * aRow + step * aColumn];
        int q = bAt + step * bRow;
        for (int j = 0; j < n; j++, q += bColumn) {
          c[to + j] += v * b[q];
        }
      }
    }
  }
}
