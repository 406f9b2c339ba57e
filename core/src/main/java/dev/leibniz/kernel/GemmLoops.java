package dev.leibniz.kernel;

import java.util.Arrays;

/**
 * Products of matrices by plain loops.
 *
 * <p>C2 vectorises a loop only if it has the same index in every array. So each row of a block of B
 * is copied to an array of its own, and a row of C is summed up in another.
 */
final class GemmLoops implements GemmKernel {
  private static final int WIDTH = 512;
  private static final int DEPTH = 128;

  /** How many multiplications are worth another thread. */
  private static final int GRAIN = Settings.THRESHOLD == 1 ? 1 : 1 << 20;

  @Override
  public void multiply(Matrix a, Matrix b, Matrix c, Update update) {
    if (c.array() instanceof float[] to) {
      multiply(a, b, c, (float[]) a.array(), (float[]) b.array(), to, update);
    } else {
      multiply(a, b, c, (double[]) a.array(), (double[]) b.array(), (double[]) c.array(), update);
    }
  }

  @Override
  public boolean each(
      Matrix a, int[] aAt, Matrix b, int[] bAt, Matrix c, int step, int start, int end) {
    return false;
  }

  @Override
  public void apply(Matrix a, Matrix x, Matrix y) {
    SmallProduct.multiply(a, a.at(), x, x.at(), y, y.at());
  }

  private static void multiply(
      Matrix a, Matrix b, Matrix c, float[] from, float[] times, float[] to, Update update) {
    int width = Math.min(WIDTH, c.columns());
    int depth = Math.min(DEPTH, a.columns());
    float[][] rows = new float[depth][width];
    for (int j = 0; j < c.columns(); j += width) {
      int n = Math.min(width, c.columns() - j);
      for (int p = 0; p < a.columns(); p += depth) {
        int k = Math.min(depth, a.columns() - p);
        for (int i = 0; i < k; i++) {
          int at = b.at() + (p + i) * b.rowStride() + j * b.columnStride();
          for (int q = 0; q < n; q++) {
            rows[i][q] = times[at + q * b.columnStride()];
          }
        }
        boolean adds = p > 0 || update != Update.WRITE;
        int first = p;
        int column = j;
        int grain = Math.max(1, GRAIN / (n * k));
        Pool.parallel(
            c.rows(),
            grain,
            (start, end) -> {
              float[] sums = new float[n];
              for (int i = start; i < end; i++) {
                int at = c.at() + i * c.rowStride() + column;
                if (adds) {
                  System.arraycopy(to, at, sums, 0, n);
                } else {
                  Arrays.fill(sums, 0);
                }
                int row = a.at() + i * a.rowStride() + first * a.columnStride();
                addRows(n, k, from, row, a.columnStride(), rows, sums, update.sign());
                System.arraycopy(sums, 0, to, at, n);
              }
            });
      }
    }
  }

  private static void addRows(
      int n, int k, float[] a, int at, int step, float[][] rows, float[] sums, float sign) {
    int p = 0;
    for (; p + 3 < k; p += 4, at += 4 * step) {
      float a0 = sign * a[at];
      float a1 = sign * a[at + step];
      float a2 = sign * a[at + 2 * step];
      float a3 = sign * a[at + 3 * step];
      float[] b0 = rows[p];
      float[] b1 = rows[p + 1];
      float[] b2 = rows[p + 2];
      float[] b3 = rows[p + 3];
      for (int j = 0; j < n; j++) {
        sums[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
      }
    }
    for (; p < k; p++, at += step) {
      float a0 = sign * a[at];
      float[] b0 = rows[p];
      for (int j = 0; j < n; j++) {
        sums[j] += a0 * b0[j];
      }
    }
  }

  private static void multiply(
      Matrix a, Matrix b, Matrix c, double[] from, double[] times, double[] to, Update update) {
    int width = Math.min(WIDTH, c.columns());
    int depth = Math.min(DEPTH, a.columns());
    double[][] rows = new double[depth][width];
    for (int j = 0; j < c.columns(); j += width) {
      int n = Math.min(width, c.columns() - j);
      for (int p = 0; p < a.columns(); p += depth) {
        int k = Math.min(depth, a.columns() - p);
        for (int i = 0; i < k; i++) {
          int at = b.at() + (p + i) * b.rowStride() + j * b.columnStride();
          for (int q = 0; q < n; q++) {
            rows[i][q] = times[at + q * b.columnStride()];
          }
        }
        boolean adds = p > 0 || update != Update.WRITE;
        int first = p;
        int column = j;
        int grain = Math.max(1, GRAIN / (n * k));
        Pool.parallel(
            c.rows(),
            grain,
            (start, end) -> {
              double[] sums = new double[n];
              for (int i = start; i < end; i++) {
                int at = c.at() + i * c.rowStride() + column;
                if (adds) {
                  System.arraycopy(to, at, sums, 0, n);
                } else {
                  Arrays.fill(sums, 0);
                }
                int row = a.at() + i * a.rowStride() + first * a.columnStride();
                addRows(n, k, from, row, a.columnStride(), rows, sums, update.sign());
                System.arraycopy(sums, 0, to, at, n);
              }
            });
      }
    }
  }

  private static void addRows(
      int n, int k, double[] a, int at, int step, double[][] rows, double[] sums, double sign) {
    int p = 0;
    for (; p + 3 < k; p += 4, at += 4 * step) {
      double a0 = sign * a[at];
      double a1 = sign * a[at + step];
      double a2 = sign * a[at + 2 * step];
      double a3 = sign * a[at + 3 * step];
      double[] b0 = rows[p];
      double[] b1 = rows[p + 1];
      double[] b2 = rows[p + 2];
      double[] b3 = rows[p + 3];
      for (int j = 0; j < n; j++) {
        sums[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
      }
    }
    for (; p < k; p++, at += step) {
      double a0 = sign * a[at];
      double[] b0 = rows[p];
      for (int j = 0; j < n; j++) {
        sums[j] += a0 * b0[j];
      }
    }
  }
}
