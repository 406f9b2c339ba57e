package dev.leibniz.kernel;

import dev.leibniz.Triangle;
import java.util.Arrays;

/** Factorisations and triangular systems of one matrix, element by element. */
final class Triangular {
  private Triangular() {}

  /** Replaces a row-major matrix by its lower Cholesky factor; gives the failing row, or -1. */
  static int cholesky(int n, float[] a, int at) {
    for (int i = 0; i < n; i++) {
      int p = at + i * n;
      for (int j = 0; j <= i; j++) {
        int q = at + j * n;
        float s = a[p + j];
        for (int k = 0; k < j; k++) {
          s -= a[p + k] * a[q + k];
        }
        if (j < i) {
          a[p + j] = s / a[q + j];
        } else if (s > 0) {
          a[p + j] = (float) Math.sqrt(s);
        } else {
          return i;
        }
      }
      Arrays.fill(a, p + i + 1, p + n, 0);
    }
    return -1;
  }

  /** Replaces a row-major matrix by its LU factors and permutes the rows' names; gives the sign. */
  static double lu(int n, float[] a, int at, long[] rows, int rowsAt) {
    double sign = 1;
    for (int j = 0; j < n; j++) {
      int pivot = j;
      for (int i = j + 1; i < n; i++) {
        if (Math.abs(a[at + i * n + j]) > Math.abs(a[at + pivot * n + j])) {
          pivot = i;
        }
      }
      if (pivot != j) {
        for (int k = 0, p = at + j * n, q = at + pivot * n; k < n; k++, p++, q++) {
          float kept = a[p];
          a[p] = a[q];
          a[q] = kept;
        }
        long kept = rows[rowsAt + j];
        rows[rowsAt + j] = rows[rowsAt + pivot];
        rows[rowsAt + pivot] = kept;
        sign = -sign;
      }
      float top = a[at + j * n + j];
      if (top == 0) {
        continue;
      }
      int q = at + j * n;
      for (int i = j + 1; i < n; i++) {
        int p = at + i * n;
        float factor = a[p + j] / top;
        a[p + j] = factor;
        for (int k = j + 1; k < n; k++) {
          a[p + k] -= factor * a[q + k];
        }
      }
    }
    return sign;
  }

  /** Replaces the row-major right-hand sides at {@code x} by the solutions. */
  static void solve(
      int n, int m, float[] a, int at, int row, int column, Triangle which, float[] x, int xAt) {
    boolean isUpper = which == Triangle.UPPER;
    for (int step = 0; step < n; step++) {
      int i = isUpper ? n - 1 - step : step;
      int to = xAt + i * m;
      int from = isUpper ? i + 1 : 0;
      int end = isUpper ? n : i;
      for (int k = from; k < end; k++) {
        float factor = a[at + i * row + k * column];
        int q = xAt + k * m;
        for (int j = 0; j < m; j++) {
          x[to + j] -= factor * x[q + j];
        }
      }
      if (which != Triangle.UNIT_LOWER) {
        float diagonal = a[at + i * (row + column)];
        for (int j = 0; j < m; j++) {
          x[to + j] /= diagonal;
        }
      }
    }
  }

  /** Replaces a row-major matrix by its lower Cholesky factor; gives the failing row, or -1. */
  static int cholesky(int n, double[] a, int at) {
    for (int i = 0; i < n; i++) {
      int p = at + i * n;
      for (int j = 0; j <= i; j++) {
        int q = at + j * n;
        double s = a[p + j];
        for (int k = 0; k < j; k++) {
          s -= a[p + k] * a[q + k];
        }
        if (j < i) {
          a[p + j] = s / a[q + j];
        } else if (s > 0) {
          a[p + j] = Math.sqrt(s);
        } else {
          return i;
        }
      }
      Arrays.fill(a, p + i + 1, p + n, 0);
    }
    return -1;
  }

  /** Replaces a row-major matrix by its LU factors and permutes the rows' names; gives the sign. */
  static double lu(int n, double[] a, int at, long[] rows, int rowsAt) {
    double sign = 1;
    for (int j = 0; j < n; j++) {
      int pivot = j;
      for (int i = j + 1; i < n; i++) {
        if (Math.abs(a[at + i * n + j]) > Math.abs(a[at + pivot * n + j])) {
          pivot = i;
        }
      }
      if (pivot != j) {
        for (int k = 0, p = at + j * n, q = at + pivot * n; k < n; k++, p++, q++) {
          double kept = a[p];
          a[p] = a[q];
          a[q] = kept;
        }
        long kept = rows[rowsAt + j];
        rows[rowsAt + j] = rows[rowsAt + pivot];
        rows[rowsAt + pivot] = kept;
        sign = -sign;
      }
      double top = a[at + j * n + j];
      if (top == 0) {
        continue;
      }
      int q = at + j * n;
      for (int i = j + 1; i < n; i++) {
        int p = at + i * n;
        double factor = a[p + j] / top;
        a[p + j] = factor;
        for (int k = j + 1; k < n; k++) {
          a[p + k] -= factor * a[q + k];
        }
      }
    }
    return sign;
  }

  /** Replaces the row-major right-hand sides at {@code x} by the solutions. */
  static void solve(
      int n, int m, double[] a, int at, int row, int column, Triangle which, double[] x, int xAt) {
    boolean isUpper = which == Triangle.UPPER;
    for (int step = 0; step < n; step++) {
      int i = isUpper ? n - 1 - step : step;
      int to = xAt + i * m;
      int from = isUpper ? i + 1 : 0;
      int end = isUpper ? n : i;
      for (int k = from; k < end; k++) {
        double factor = a[at + i * row + k * column];
        int q = xAt + k * m;
        for (int j = 0; j < m; j++) {
          x[to + j] -= factor * x[q + j];
        }
      }
      if (which != Triangle.UNIT_LOWER) {
        double diagonal = a[at + i * (row + column)];
        for (int j = 0; j < m; j++) {
          x[to + j] /= diagonal;
        }
      }
    }
  }
}
