package dev.leibniz.kernel;

import dev.leibniz.Triangle;

/** Factorisations and triangular systems of small matrices, element by element. */
final class Triangular {
  private Triangular() {}

  /** The lower Cholesky factor in place of a lower triangle; gives the failing row, or -1. */
  static int cholesky(Matrix m, float[] a) {
    int lda = m.rowStride();
    for (int i = 0; i < m.rows(); i++) {
      int p = m.at() + i * lda;
      for (int j = 0; j <= i; j++) {
        int q = m.at() + j * lda;
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
    }
    return -1;
  }

  /** LU factors in place of some columns, from the diagonal down; rows are exchanged as a whole. */
  static void lu(Matrix m, float[] a, int from, int to, long[] names, int namesAt) {
    int n = m.rows();
    int lda = m.rowStride();
    for (int j = from; j < to; j++) {
      int pivot = j;
      for (int i = j + 1; i < n; i++) {
        if (Math.abs(a[m.at() + i * lda + j]) > Math.abs(a[m.at() + pivot * lda + j])) {
          pivot = i;
        }
      }
      int q = m.at() + j * lda;
      if (pivot != j) {
        for (int k = 0, p = m.at() + pivot * lda; k < m.columns(); k++) {
          float kept = a[p + k];
          a[p + k] = a[q + k];
          a[q + k] = kept;
        }
        long kept = names[namesAt + j];
        names[namesAt + j] = names[namesAt + pivot];
        names[namesAt + pivot] = kept;
      }
      float top = a[q + j];
      for (int i = j + 1; i < n && top != 0; i++) {
        int p = m.at() + i * lda;
        float factor = a[p + j] / top;
        a[p + j] = factor;
        for (int k = j + 1; k < to; k++) {
          a[p + k] -= factor * a[q + k];
        }
      }
    }
  }

  /** Replaces X by the solution of T times it = X. */
  static void solve(Matrix m, float[] a, Triangle which, Matrix right, float[] x) {
    int n = m.rows();
    boolean isUpper = which == Triangle.UPPER || which == Triangle.UNIT_UPPER;
    for (int step = 0; step < n; step++) {
      int i = isUpper ? n - 1 - step : step;
      int to = right.at() + i * right.rowStride();
      int end = isUpper ? n : i;
      for (int k = isUpper ? i + 1 : 0; k < end; k++) {
        float factor = a[m.at() + i * m.rowStride() + k * m.columnStride()];
        int q = right.at() + k * right.rowStride();
        for (int j = 0; j < right.columns(); j++) {
          x[to + j] -= factor * x[q + j];
        }
      }
      if (which == Triangle.UPPER || which == Triangle.LOWER) {
        float diagonal = a[m.at() + i * (m.rowStride() + m.columnStride())];
        for (int j = 0; j < right.columns(); j++) {
          x[to + j] /= diagonal;
        }
      }
    }
  }

  /** Replaces X by the solution of it times Lᵀ = X, for lower triangular L. */
  static void solveRight(Matrix m, Matrix left, float[] a) {
    for (int i = 0; i < left.rows(); i++) {
      int p = left.at() + i * left.rowStride();
      for (int j = 0; j < m.rows(); j++) {
        int q = m.at() + j * m.rowStride();
        float s = a[p + j];
        for (int k = 0; k < j; k++) {
          s -= a[p + k] * a[q + k];
        }
        a[p + j] = s / a[q + j];
      }
    }
  }

  /** The lower Cholesky factor in place of a lower triangle; gives the failing row, or -1. */
  static int cholesky(Matrix m, double[] a) {
    int lda = m.rowStride();
    for (int i = 0; i < m.rows(); i++) {
      int p = m.at() + i * lda;
      for (int j = 0; j <= i; j++) {
        int q = m.at() + j * lda;
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
    }
    return -1;
  }

  /** LU factors in place of some columns, from the diagonal down; rows are exchanged as a whole. */
  static void lu(Matrix m, double[] a, int from, int to, long[] names, int namesAt) {
    int n = m.rows();
    int lda = m.rowStride();
    for (int j = from; j < to; j++) {
      int pivot = j;
      for (int i = j + 1; i < n; i++) {
        if (Math.abs(a[m.at() + i * lda + j]) > Math.abs(a[m.at() + pivot * lda + j])) {
          pivot = i;
        }
      }
      int q = m.at() + j * lda;
      if (pivot != j) {
        for (int k = 0, p = m.at() + pivot * lda; k < m.columns(); k++) {
          double kept = a[p + k];
          a[p + k] = a[q + k];
          a[q + k] = kept;
        }
        long kept = names[namesAt + j];
        names[namesAt + j] = names[namesAt + pivot];
        names[namesAt + pivot] = kept;
      }
      double top = a[q + j];
      for (int i = j + 1; i < n && top != 0; i++) {
        int p = m.at() + i * lda;
        double factor = a[p + j] / top;
        a[p + j] = factor;
        for (int k = j + 1; k < to; k++) {
          a[p + k] -= factor * a[q + k];
        }
      }
    }
  }

  /** Replaces X by the solution of T times it = X. */
  static void solve(Matrix m, double[] a, Triangle which, Matrix right, double[] x) {
    int n = m.rows();
    boolean isUpper = which == Triangle.UPPER || which == Triangle.UNIT_UPPER;
    for (int step = 0; step < n; step++) {
      int i = isUpper ? n - 1 - step : step;
      int to = right.at() + i * right.rowStride();
      int end = isUpper ? n : i;
      for (int k = isUpper ? i + 1 : 0; k < end; k++) {
        double factor = a[m.at() + i * m.rowStride() + k * m.columnStride()];
        int q = right.at() + k * right.rowStride();
        for (int j = 0; j < right.columns(); j++) {
          x[to + j] -= factor * x[q + j];
        }
      }
      if (which == Triangle.UPPER || which == Triangle.LOWER) {
        double diagonal = a[m.at() + i * (m.rowStride() + m.columnStride())];
        for (int j = 0; j < right.columns(); j++) {
          x[to + j] /= diagonal;
        }
      }
    }
  }

  /** Replaces X by the solution of it times Lᵀ = X, for lower triangular L. */
  static void solveRight(Matrix m, Matrix left, double[] a) {
    for (int i = 0; i < left.rows(); i++) {
      int p = left.at() + i * left.rowStride();
      for (int j = 0; j < m.rows(); j++) {
        int q = m.at() + j * m.rowStride();
        double s = a[p + j];
        for (int k = 0; k < j; k++) {
          s -= a[p + k] * a[q + k];
        }
        a[p + j] = s / a[q + j];
      }
    }
  }
}
