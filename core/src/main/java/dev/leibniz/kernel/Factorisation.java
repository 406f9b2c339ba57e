package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.NumericalException;
import dev.leibniz.Shape;
import dev.leibniz.Triangle;

/** Cholesky and LU factors of matrices in the last two axes, and systems with triangular ones. */
public final class Factorisation {
  private Factorisation() {}

  /**
   * The lower triangular L with L Lᵀ = A, for symmetric positive definite A, of which the lower
   * triangle is read.
   *
   * @throws NumericalException if a leading minor is not positive
   */
  public static Dense cholesky(Dense a, String operation) {
    Dense many = SideBySide.cholesky(a);
    if (many != null) {
      return many;
    }
    int n = a.shape().get(-1);
    Object out = Copies.contiguous(a).array();
    int count = batches(a);
    for (int i = 0; i < count; i++) {
      Matrix factor = new Matrix(out, i * n * n, n, n, n, 1);
      int failed = Factors.cholesky(factor);
      Factors.clearAbove(factor);
      if (failed >= 0) {
        Matrices.requireFinite((Dense) a.tril(), operation);
        throw new NumericalException(
            operation
                + ": "
                + Matrices.entry(a, i)
                + " is not positive definite: its leading minor of order "
                + (failed + 1)
                + " is not positive; add a multiple of the identity, or use a factorisation for"
                + " general matrices");
      }
    }
    return Dense.over(a.shape(), a.dtype(), out);
  }

  /**
   * LU factors with partial pivoting: the packed factors {@code [.., m, n]}, the permutation {@code
   * [.., m]} (INT64; row i of P A is row {@code perm[i]} of A). A singular matrix has a zero on the
   * diagonal of U.
   */
  public static Dense[] lu(Dense a) {
    Dense[] many = SideBySide.lu(a);
    if (many != null) {
      return many;
    }
    int m = a.shape().get(-2);
    int n = a.shape().get(-1);
    Object out = Copies.contiguous(a).array();
    Shape lead = a.shape().range(0, a.shape().rank() - 2);
    int count = batches(a);
    long[] rows = new long[count * m];
    Matrices.each(
        count,
        (long) m * n * Math.min(m, n),
        i -> {
          for (int row = 0; row < m; row++) {
            rows[i * m + row] = row;
          }
          Factors.lu(new Matrix(out, i * m * n, m, n, n, 1), rows, i * m);
        });
    return new Dense[] {
      Dense.over(a.shape(), a.dtype(), out), Dense.over(lead.join(Shape.of(m)), DType.INT64, rows)
    };
  }

  /** The sign of each permutation that {@link #lu} gave. */
  static double[] signs(Dense order) {
    int m = order.shape().get(-1);
    double[] signs = new double[order.shape().range(0, order.rank() - 1).size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = sign(order.longs(), i * m, m);
    }
    return signs;
  }

  /**
   * The X with T X = B, where T is one triangle of {@code a[.., n, n]} and B is {@code b[.., n,
   * m]}; the leading axes broadcast.
   *
   * @throws NumericalException if a zero is on the diagonal
   */
  public static Dense solveTriangular(Dense a, Dense b, Triangle which, String operation) {
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    int n = b.shape().get(-2);
    int m = b.shape().get(-1);
    Shape lead =
        Shape.broadcast(
            operation,
            a.shape().range(0, a.shape().rank() - 2),
            b.shape().range(0, b.shape().rank() - 2));
    Shape shape = lead.join(Shape.of(n, m));
    Dense matrices = a.expanded(lead.join(Shape.of(n, n)));
    int[] starts = Indexing.batchOffsets(matrices, rank - 2);
    int row = a.stride(a.shape().rank() - 2);
    int column = a.stride(a.shape().rank() - 1);
    if (which == Triangle.UPPER || which == Triangle.LOWER) {
      for (int i = 0; i < starts.length; i++) {
        refuseZeros(a, i, starts[i], n, row + column, operation);
      }
    }
    Dense many = SideBySide.solve(matrices, b.expanded(shape), null, null, which);
    if (many != null) {
      return many;
    }
    Dense x = Copies.contiguous(b.expanded(shape));
    for (int i = 0; i < starts.length; i++) {
      Matrix triangle = new Matrix(a.array(), starts[i], n, n, row, column);
      Factors.solve(triangle, which, new Matrix(x.array(), i * n * m, n, m, m, 1));
    }
    return x;
  }

  /** The sign of a permutation: each cycle of even length turns it. */
  private static double sign(long[] rows, int at, int n) {
    boolean[] seen = new boolean[n];
    double sign = 1;
    for (int i = 0; i < n; i++) {
      int length = 0;
      for (int j = i; !seen[j]; j = (int) rows[at + j]) {
        seen[j] = true;
        length++;
      }
      if (length > 0 && length % 2 == 0) {
        sign = -sign;
      }
    }
    return sign;
  }

  private static void refuseZeros(
      Dense a, int entry, int start, int n, int step, String operation) {
    for (int i = 0; i < n; i++) {
      int at = start + i * step;
      if (a.array() instanceof float[] f ? f[at] == 0 : a.doubles()[at] == 0) {
        throw new NumericalException(
            operation
                + ": "
                + Matrices.entry(a, entry)
                + " is singular: entry "
                + i
                + " of the diagonal is zero; add a multiple of the identity, or solve in the"
                + " least-squares sense");
      }
    }
  }

  private static int batches(Dense a) {
    return a.shape().range(0, a.shape().rank() - 2).size();
  }
}
