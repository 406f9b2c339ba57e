package dev.leibniz.kernel;

/**
 * Products of a few dozen numbers, where anything cleverer costs more than it saves: four sums side
 * by side, in the order of the inner axis.
 */
final class SmallProduct {
  private SmallProduct() {}

  /** A product of floats or doubles whose operands begin at the given places. */
  static void multiply(Matrix a, int aAt, Matrix b, int bAt, Matrix c, int cAt) {
    int m = c.rows();
    int n = c.columns();
    int k = a.columns();
    int aRow = a.rowStride();
    int aColumn = a.columnStride();
    int bRow = b.rowStride();
    int bColumn = b.columnStride();
    int ldc = c.rowStride();
    if (c.array() instanceof float[] to) {
      float[] x = (float[]) a.array();
      float[] y = (float[]) b.array();
      multiply(m, n, k, x, aAt, aRow, aColumn, y, bAt, bRow, bColumn, to, cAt, ldc);
    } else {
      double[] x = (double[]) a.array();
      double[] y = (double[]) b.array();
      double[] to = (double[]) c.array();
      multiply(m, n, k, x, aAt, aRow, aColumn, y, bAt, bRow, bColumn, to, cAt, ldc);
    }
  }

  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      int bColumn,
      float[] c,
      int cAt,
      int ldc) {
    if (n == 1 && m > 1) {
      column(m, k, a, aAt, aRow, aColumn, b, bAt, bRow, c, cAt, ldc);
      return;
    }
    for (int i = 0; i < m; i++) {
      int j = 0;
      for (; j + 3 < n; j += 4) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int p = aAt + i * aRow;
        int q = bAt + j * bColumn;
        for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
          float v = a[p];
          s0 += v * b[q];
          s1 += v * b[q + bColumn];
          s2 += v * b[q + 2 * bColumn];
          s3 += v * b[q + 3 * bColumn];
        }
        int to = cAt + i * ldc + j;
        c[to] = s0;
        c[to + 1] = s1;
        c[to + 2] = s2;
        c[to + 3] = s3;
      }
      for (; j < n; j++) {
        float s = 0;
        int p = aAt + i * aRow;
        int q = bAt + j * bColumn;
        for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
          s += a[p] * b[q];
        }
        c[cAt + i * ldc + j] = s;
      }
    }
  }

  private static void column(
      int m,
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int ldc) {
    int i = 0;
    for (; i + 3 < m; i += 4) {
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      int p = aAt + i * aRow;
      int q = bAt;
      for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
        float v = b[q];
        s0 += a[p] * v;
        s1 += a[p + aRow] * v;
        s2 += a[p + 2 * aRow] * v;
        s3 += a[p + 3 * aRow] * v;
      }
      int to = cAt + i * ldc;
      c[to] = s0;
      c[to + ldc] = s1;
      c[to + 2 * ldc] = s2;
      c[to + 3 * ldc] = s3;
    }
    for (; i < m; i++) {
      float s = 0;
      int p = aAt + i * aRow;
      int q = bAt;
      for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
        s += a[p] * b[q];
      }
      c[cAt + i * ldc] = s;
    }
  }

  static void multiply(
      int m,
      int n,
      int k,
      double[] a,
      int aAt,
      int aRow,
      int aColumn,
      double[] b,
      int bAt,
      int bRow,
      int bColumn,
      double[] c,
      int cAt,
      int ldc) {
    if (n == 1 && m > 1) {
      column(m, k, a, aAt, aRow, aColumn, b, bAt, bRow, c, cAt, ldc);
      return;
    }
    for (int i = 0; i < m; i++) {
      int j = 0;
      for (; j + 3 < n; j += 4) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int p = aAt + i * aRow;
        int q = bAt + j * bColumn;
        for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
          double v = a[p];
          s0 += v * b[q];
          s1 += v * b[q + bColumn];
          s2 += v * b[q + 2 * bColumn];
          s3 += v * b[q + 3 * bColumn];
        }
        int to = cAt + i * ldc + j;
        c[to] = s0;
        c[to + 1] = s1;
        c[to + 2] = s2;
        c[to + 3] = s3;
      }
      for (; j < n; j++) {
        double s = 0;
        int p = aAt + i * aRow;
        int q = bAt + j * bColumn;
        for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
          s += a[p] * b[q];
        }
        c[cAt + i * ldc + j] = s;
      }
    }
  }

  private static void column(
      int m,
      int k,
      double[] a,
      int aAt,
      int aRow,
      int aColumn,
      double[] b,
      int bAt,
      int bRow,
      double[] c,
      int cAt,
      int ldc) {
    int i = 0;
    for (; i + 3 < m; i += 4) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int p = aAt + i * aRow;
      int q = bAt;
      for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
        double v = b[q];
        s0 += a[p] * v;
        s1 += a[p + aRow] * v;
        s2 += a[p + 2 * aRow] * v;
        s3 += a[p + 3 * aRow] * v;
      }
      int to = cAt + i * ldc;
      c[to] = s0;
      c[to + ldc] = s1;
      c[to + 2 * ldc] = s2;
      c[to + 3 * ldc] = s3;
    }
    for (; i < m; i++) {
      double s = 0;
      int p = aAt + i * aRow;
      int q = bAt;
      for (int step = 0; step < k; step++, p += aColumn, q += bRow) {
        s += a[p] * b[q];
      }
      c[cAt + i * ldc] = s;
    }
  }
}
