package dev.leibniz.kernel;

/** Symmetric matrices side by side, scaled before their eigenvalues are found and sorted after. */
final class EigenGroup {
  private final int n;
  private final int lanes;
  private final double[] matrix;
  private final double[] sorted;
  private final double[] values;
  private final double[] scales;

  EigenGroup(int n, int lanes) {
    this.n = n;
    this.lanes = lanes;
    matrix = new double[2 * n * n * lanes];
    sorted = new double[n * n * lanes];
    values = new double[n * lanes];
    scales = new double[lanes];
  }

  /** The matrices, of which the lower triangles are read, and room behind them. */
  double[] matrix() {
    return matrix;
  }

  /** The eigenvalues in ascending order. */
  double[] values() {
    return values;
  }

  /** The eigenvectors in that order, as columns. */
  double[] sorted() {
    return sorted;
  }

  /** False if there is a number that is not finite, or no convergence. */
  boolean solve(Abreast kernels) {
    if (!scale() || !kernels.diagonalise(matrix, n)) {
      return false;
    }
    for (int l = 0; l < lanes; l++) {
      sort(l);
    }
    return true;
  }

  /** Copies lower triangles to upper ones, scaled to a greatest element of one. */
  private boolean scale() {
    for (int l = 0; l < lanes; l++) {
      double most = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          most = Math.max(most, Math.abs(matrix[(i * n + j) * lanes + l]));
        }
      }
      if (!(most <= Double.MAX_VALUE)) {
        return false;
      }
      scales[l] = most < Double.MIN_NORMAL ? 1 : most;
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        for (int l = 0; l < lanes; l++) {
          matrix[(j * n + i) * lanes + l] = matrix[(i * n + j) * lanes + l] / scales[l];
        }
      }
    }
    return true;
  }

  /** Insertion, by the names of the columns. */
  private void sort(int l) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      double v = matrix[(i * n + i) * lanes + l];
      int j = i;
      for (; j > 0 && matrix[order[j - 1] * (n + 1) * lanes + l] > v; j--) {
        order[j] = order[j - 1];
      }
      order[j] = i;
    }
    for (int k = 0; k < n; k++) {
      int from = order[k];
      values[k * lanes + l] = matrix[from * (n + 1) * lanes + l] * scales[l];
      for (int i = 0; i < n; i++) {
        sorted[(i * n + k) * lanes + l] = matrix[((n + from) * n + i) * lanes + l];
      }
    }
  }
}
