package dev.leibniz.kernel;

import dev.leibniz.Shape;

/**
 * Products of all numbers of a vector but one or two, without a division, so that zeros among them
 * do no harm: the cofactors of a diagonal matrix, and their derivatives.
 */
public final class Cofactors {
  private Cofactors() {}

  /** For s […, n]: at i the product of all but s[i]. */
  public static Dense withoutOne(Dense s) {
    int n = s.shape().get(-1);
    double[] from = Copies.toDoubles(s);
    double[] out = new double[from.length];
    for (int at = 0; at < from.length; at += n) {
      fill(from, at, n, -1, out, at);
    }
    return Matrices.of(s.shape(), out, s.dtype());
  }

  /** For s […, n]: at (i, j) the product of all but s[i] and s[j]; zero on the diagonal. */
  public static Dense withoutTwo(Dense s) {
    int n = s.shape().get(-1);
    double[] from = Copies.toDoubles(s);
    double[] out = new double[from.length * n];
    for (int at = 0; at < from.length; at += n) {
      for (int i = 0; i < n; i++) {
        fill(from, at, n, i, out, (at + i) * n);
      }
    }
    return Matrices.of(s.shape().join(Shape.of(n)), out, s.dtype());
  }

  /** At j the product of all but j and one that is left out; zero at the latter. */
  private static void fill(double[] s, int at, int n, int left, double[] out, int to) {
    double product = 1;
    for (int j = 0; j < n; j++) {
      out[to + j] = j == left ? 0 : product;
      product *= j == left ? 1 : s[at + j];
    }
    product = 1;
    for (int j = n - 1; j >= 0; j--) {
      out[to + j] *= product;
      product *= j == left ? 1 : s[at + j];
    }
  }
}
