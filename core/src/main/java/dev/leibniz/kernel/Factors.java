package dev.leibniz.kernel;

import dev.leibniz.Triangle;
import java.util.Arrays;

/**
 * Factorisations of one matrix, in place.
 *
 * <p>Each halves the matrix until {@link Triangular} does what is left; all else is products, which
 * are as fast as {@link Gemm} is. This needs no tuning, and nothing of a native library but its
 * products.
 */
final class Factors {
  private static final int LEAF = 16;
  private static final int PANEL = 8;

  private Factors() {}

  /** The lower Cholesky factor in place of the lower triangle; gives the failing row, or -1. */
  static int cholesky(Matrix a) {
    int n = a.rows();
    if (n <= LEAF) {
      return a.array() instanceof float[] f
          ? Triangular.cholesky(a, f)
          : Triangular.cholesky(a, (double[]) a.array());
    }
    int h = half(n);
    Matrix top = a.block(0, 0, h, h);
    Matrix side = a.block(h, 0, n - h, h);
    Matrix corner = a.block(h, h, n - h, n - h);
    int failed = cholesky(top);
    if (failed >= 0) {
      return failed;
    }
    solveRight(top, side);
    subtractSquare(side, corner);
    failed = cholesky(corner);
    return failed < 0 ? -1 : failed + h;
  }

  /** A multiple of 16 near the middle, where vectors begin. */
  private static int half(int n) {
    return n < 32 ? n / 2 : (n / 2 + 15) / 16 * 16;
  }

  /** Subtracts A Aᵀ from C, whose lower triangle matters. */
  private static void subtractSquare(Matrix a, Matrix c) {
    int n = c.rows();
    if (n <= 8 * LEAF) {
      Gemm.multiply(a, a.transposed(), c, Update.SUBTRACT);
      return;
    }
    int h = half(n);
    Matrix top = a.block(0, 0, h, a.columns());
    Matrix rest = a.block(h, 0, n - h, a.columns());
    subtractSquare(top, c.block(0, 0, h, h));
    Gemm.multiply(rest, top.transposed(), c.block(h, 0, n - h, h), Update.SUBTRACT);
    subtractSquare(rest, c.block(h, h, n - h, n - h));
  }

  /** Replaces X by the solution of it times Lᵀ = X; both lie in one array. */
  private static void solveRight(Matrix l, Matrix x) {
    int n = l.rows();
    if (n <= LEAF) {
      if (x.array() instanceof float[] f) {
        Triangular.solveRight(l, x, f);
      } else {
        Triangular.solveRight(l, x, (double[]) x.array());
      }
      return;
    }
    int h = half(n);
    Matrix first = x.block(0, 0, x.rows(), h);
    Matrix second = x.block(0, h, x.rows(), n - h);
    solveRight(l.block(0, 0, h, h), first);
    Gemm.multiply(first, l.block(h, 0, n - h, h).transposed(), second, Update.SUBTRACT);
    solveRight(l.block(h, h, n - h, n - h), second);
  }

  /** LU factors in place of a matrix, and its rows' names in their new order. */
  static void lu(Matrix a, long[] names, int namesAt) {
    int k = Math.min(a.rows(), a.columns());
    lu(a, 0, k, names, namesAt);
    if (a.columns() > k) {
      solve(a.block(0, 0, k, k), Triangle.UNIT_LOWER, a.block(0, k, k, a.columns() - k));
    }
  }

  private static void lu(Matrix a, int from, int to, long[] names, int namesAt) {
    int n = a.rows();
    if (to - from <= PANEL) {
      if (a.array() instanceof float[] f) {
        Triangular.lu(a, f, from, to, names, namesAt);
      } else {
        Triangular.lu(a, (double[]) a.array(), from, to, names, namesAt);
      }
      return;
    }
    int mid = from + half(to - from);
    lu(a, from, mid, names, namesAt);
    Matrix top = a.block(from, mid, mid - from, to - mid);
    solve(a.block(from, from, mid - from, mid - from), Triangle.UNIT_LOWER, top);
    Matrix side = a.block(mid, from, n - mid, mid - from);
    Gemm.multiply(side, top, a.block(mid, mid, n - mid, to - mid), Update.SUBTRACT);
    lu(a, mid, to, names, namesAt);
  }

  /** Replaces X by the solution of T times it = X; the rows of X are runs of its array. */
  static void solve(Matrix t, Triangle which, Matrix x) {
    int n = t.rows();
    if (n <= (x.columns() == 1 ? 4 * PANEL : PANEL)) {
      if (x.array() instanceof float[] f) {
        Triangular.solve(t, (float[]) t.array(), which, x, f);
      } else {
        Triangular.solve(t, (double[]) t.array(), which, x, (double[]) x.array());
      }
      return;
    }
    int h = half(n);
    Matrix first = x.block(0, 0, h, x.columns());
    Matrix second = x.block(h, 0, n - h, x.columns());
    Matrix top = t.block(0, 0, h, h);
    Matrix corner = t.block(h, h, n - h, n - h);
    if (which == Triangle.UPPER || which == Triangle.UNIT_UPPER) {
      solve(corner, which, second);
      Gemm.multiply(t.block(0, h, h, n - h), second, first, Update.SUBTRACT);
      solve(top, which, first);
    } else {
      solve(top, which, first);
      Gemm.multiply(t.block(h, 0, n - h, h), first, second, Update.SUBTRACT);
      solve(corner, which, second);
    }
  }

  /** Zeros above the diagonal. */
  static void clearAbove(Matrix a) {
    for (int i = 0; i < a.rows(); i++) {
      int at = a.at() + i * a.rowStride();
      if (a.array() instanceof float[] f) {
        Arrays.fill(f, at + i + 1, at + a.columns(), 0);
      } else {
        Arrays.fill((double[]) a.array(), at + i + 1, at + a.columns(), 0);
      }
    }
  }
}
