package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.DoubleVector.broadcast;
import static jdk.incubator.vector.DoubleVector.fromArray;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.leibniz.Triangle;
import dev.leibniz.kernel.Abreast;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Small matrices in the lanes of vectors of {@code double}s.
 *
 * <p>No method of its own takes or gives a vector, and none loads one for others: what has been
 * compiled by itself before is not always inlined, and every vector becomes an object then.
 */
final class DoubleAbreast implements Abreast {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Between these, squares neither vanish nor overflow. */
  private static final double LEAST = 1e-140;

  private static final double GREATEST = 1e140;

  /** Off the diagonal, where the greatest element is 1. */
  private static final double NOTHING = 1e-16;

  private static final int SWEEPS = 40;

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public void lay(Object from, int at, int count, double[] to, int place) {
    if (from instanceof float[] f) {
      for (int i = 0; i < count; i++) {
        to[place + i * LANES] = f[at + i];
      }
    } else {
      double[] d = (double[]) from;
      for (int i = 0; i < count; i++) {
        to[place + i * LANES] = d[at + i];
      }
    }
  }

  @Override
  public void transpose(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        DoubleVector a = fromArray(SPECIES, x, (i * n + j) * LANES);
        fromArray(SPECIES, x, (j * n + i) * LANES).intoArray(x, (i * n + j) * LANES);
        a.intoArray(x, (j * n + i) * LANES);
      }
    }
  }

  @Override
  public void take(double[] from, int place, Object to, int at, int count) {
    if (to instanceof float[] f) {
      for (int i = 0; i < count; i++) {
        f[at + i] = (float) from[place + i * LANES];
      }
    } else {
      double[] d = (double[]) to;
      for (int i = 0; i < count; i++) {
        d[at + i] = from[place + i * LANES];
      }
    }
  }

  @Override
  public boolean cholesky(double[] x, int n) {
    for (int j = 0; j < n; j++) {
      for (int i = j; i < n; i++) {
        DoubleVector s = fromArray(SPECIES, x, (i * n + j) * LANES);
        for (int k = 0; k < j; k++) {
          DoubleVector product =
              fromArray(SPECIES, x, (i * n + k) * LANES)
                  .mul(fromArray(SPECIES, x, (j * n + k) * LANES));
          s = s.sub(product);
        }
        s.intoArray(x, (i * n + j) * LANES);
      }
      DoubleVector pivot = fromArray(SPECIES, x, (j * n + j) * LANES);
      if (!pivot.compare(GT, 0).allTrue()) {
        return false;
      }
      DoubleVector root = pivot.sqrt();
      root.intoArray(x, (j * n + j) * LANES);
      for (int i = j + 1; i < n; i++) {
        fromArray(SPECIES, x, (i * n + j) * LANES).div(root).intoArray(x, (i * n + j) * LANES);
      }
    }
    return true;
  }

  @Override
  public void lu(double[] x, double[] order, int n) {
    for (int i = 0; i < n; i++) {
      broadcast(SPECIES, i).intoArray(order, i * LANES);
    }
    for (int j = 0; j < n; j++) {
      pivot(x, order, j, n);
      DoubleVector top = fromArray(SPECIES, x, (j * n + j) * LANES);
      DoubleVector divisor = top.blend(1, top.compare(EQ, 0));
      for (int i = j + 1; i < n; i++) {
        DoubleVector factor = fromArray(SPECIES, x, (i * n + j) * LANES).div(divisor);
        factor.intoArray(x, (i * n + j) * LANES);
        for (int k = j + 1; k < n; k++) {
          fromArray(SPECIES, x, (i * n + k) * LANES)
              .sub(factor.mul(fromArray(SPECIES, x, (j * n + k) * LANES)))
              .intoArray(x, (i * n + k) * LANES);
        }
      }
    }
  }

  /** Brings the greatest element of a column, from the diagonal down, onto the diagonal. */
  private static void pivot(double[] x, double[] order, int j, int n) {
    DoubleVector most = fromArray(SPECIES, x, (j * n + j) * LANES).abs();
    DoubleVector row = broadcast(SPECIES, j);
    for (int i = j + 1; i < n; i++) {
      DoubleVector size = fromArray(SPECIES, x, (i * n + j) * LANES).abs();
      VectorMask<Double> isMore = size.compare(GT, most);
      most = most.blend(size, isMore);
      row = row.blend(i, isMore);
    }
    for (int i = j + 1; i < n; i++) {
      VectorMask<Double> isHere = row.compare(EQ, i);
      if (isHere.anyTrue()) {
        for (int k = 0; k < n; k++) {
          DoubleVector a = fromArray(SPECIES, x, (j * n + k) * LANES);
          DoubleVector b = fromArray(SPECIES, x, (i * n + k) * LANES);
          a.blend(b, isHere).intoArray(x, (j * n + k) * LANES);
          b.blend(a, isHere).intoArray(x, (i * n + k) * LANES);
        }
        DoubleVector a = fromArray(SPECIES, order, j * LANES);
        DoubleVector b = fromArray(SPECIES, order, i * LANES);
        a.blend(b, isHere).intoArray(order, j * LANES);
        b.blend(a, isHere).intoArray(order, i * LANES);
      }
    }
  }

  @Override
  public void solve(double[] t, Triangle which, double[] x, int n, int k) {
    boolean isUpper = which == Triangle.UPPER || which == Triangle.UNIT_UPPER;
    boolean divides = which == Triangle.UPPER || which == Triangle.LOWER;
    for (int step = 0; step < n; step++) {
      int i = isUpper ? n - 1 - step : step;
      int from = isUpper ? i + 1 : 0;
      int end = isUpper ? n : i;
      int j = 0;
      for (; j + 3 < k; j += 4) {
        four(t, x, i, j, n, k, from, end, divides);
      }
      for (; j < k; j++) {
        one(t, x, i, j, n, k, from, end, divides);
      }
    }
  }

  /** Row i of one column of a solution, from the rows that are known. */
  private static void one(
      double[] t, double[] x, int i, int j, int n, int k, int from, int end, boolean divides) {
    int to = (i * k + j) * LANES;
    DoubleVector s = fromArray(SPECIES, x, to);
    for (int p = from; p < end; p++) {
      DoubleVector factor = fromArray(SPECIES, t, (i * n + p) * LANES);
      s = s.sub(factor.mul(fromArray(SPECIES, x, (p * k + j) * LANES)));
    }
    if (divides) {
      s = s.div(fromArray(SPECIES, t, (i * n + i) * LANES));
    }
    s.intoArray(x, to);
  }

  /** The same for four columns, whose sums do not wait for each other. */
  private static void four(
      double[] t, double[] x, int i, int j, int n, int k, int from, int end, boolean divides) {
    int to = (i * k + j) * LANES;
    DoubleVector a = fromArray(SPECIES, x, to);
    DoubleVector b = fromArray(SPECIES, x, to + LANES);
    DoubleVector c = fromArray(SPECIES, x, to + 2 * LANES);
    DoubleVector d = fromArray(SPECIES, x, to + 3 * LANES);
    for (int p = from; p < end; p++) {
      DoubleVector factor = fromArray(SPECIES, t, (i * n + p) * LANES);
      int at = (p * k + j) * LANES;
      a = a.sub(factor.mul(fromArray(SPECIES, x, at)));
      b = b.sub(factor.mul(fromArray(SPECIES, x, at + LANES)));
      c = c.sub(factor.mul(fromArray(SPECIES, x, at + 2 * LANES)));
      d = d.sub(factor.mul(fromArray(SPECIES, x, at + 3 * LANES)));
    }
    if (divides) {
      DoubleVector diagonal = fromArray(SPECIES, t, (i * n + i) * LANES);
      a = a.div(diagonal);
      b = b.div(diagonal);
      c = c.div(diagonal);
      d = d.div(diagonal);
    }
    a.intoArray(x, to);
    b.intoArray(x, to + LANES);
    c.intoArray(x, to + 2 * LANES);
    d.intoArray(x, to + 3 * LANES);
  }

  @Override
  public boolean reflect(double[] x, double[] tau, int m, int n) {
    for (int j = 0; j < n; j++) {
      if (!prepare(x, tau, j, m, n)) {
        return false;
      }
      for (int k = j + 1; k < n; k++) {
        reflect(x, tau, j, k, m, n);
      }
    }
    return true;
  }

  /** Makes a column, from the diagonal down, the vector of a reflection. */
  private static boolean prepare(double[] x, double[] tau, int j, int m, int n) {
    DoubleVector first = fromArray(SPECIES, x, (j * n + j) * LANES);
    DoubleVector most = DoubleVector.zero(SPECIES);
    DoubleVector sum = first.mul(first);
    for (int i = j + 1; i < m; i++) {
      DoubleVector v = fromArray(SPECIES, x, (i * n + j) * LANES);
      most = most.max(v.abs());
      sum = sum.add(v.mul(v));
    }
    VectorMask<Double> isZero = most.compare(EQ, 0);
    DoubleVector size = most.max(first.abs());
    VectorMask<Double> isOrdinary = size.compare(GT, LEAST).and(size.compare(LT, GREATEST));
    if (!isOrdinary.or(isZero).allTrue()) {
      return false;
    }
    DoubleVector root = sum.sqrt();
    DoubleVector beta = root.neg().blend(root, first.compare(LT, 0));
    DoubleVector divisor = first.sub(beta).blend(1, isZero);
    for (int i = j + 1; i < m; i++) {
      fromArray(SPECIES, x, (i * n + j) * LANES).div(divisor).intoArray(x, (i * n + j) * LANES);
    }
    beta.blend(first, isZero).intoArray(x, (j * n + j) * LANES);
    divisor.neg().div(beta.blend(1, isZero)).blend(0, isZero).intoArray(tau, j * LANES);
    return true;
  }

  /** Reflects column k by the vector in column j, from row j on. */
  private static void reflect(double[] x, double[] tau, int j, int k, int m, int n) {
    DoubleVector s = fromArray(SPECIES, x, (j * n + k) * LANES);
    for (int i = j + 1; i < m; i++) {
      s =
          s.add(
              fromArray(SPECIES, x, (i * n + j) * LANES)
                  .mul(fromArray(SPECIES, x, (i * n + k) * LANES)));
    }
    s = s.mul(fromArray(SPECIES, tau, j * LANES));
    fromArray(SPECIES, x, (j * n + k) * LANES).sub(s).intoArray(x, (j * n + k) * LANES);
    for (int i = j + 1; i < m; i++) {
      fromArray(SPECIES, x, (i * n + k) * LANES)
          .sub(s.mul(fromArray(SPECIES, x, (i * n + j) * LANES)))
          .intoArray(x, (i * n + k) * LANES);
    }
  }

  @Override
  public void form(double[] x, double[] tau, int m, int n) {
    for (int j = n - 1; j >= 0; j--) {
      for (int k = j + 1; k < n; k++) {
        DoubleVector.zero(SPECIES).intoArray(x, (j * n + k) * LANES);
        reflect(x, tau, j, k, m, n);
      }
      DoubleVector negated = fromArray(SPECIES, tau, j * LANES).neg();
      for (int i = j + 1; i < m; i++) {
        fromArray(SPECIES, x, (i * n + j) * LANES).mul(negated).intoArray(x, (i * n + j) * LANES);
      }
      negated.add(1).intoArray(x, (j * n + j) * LANES);
      for (int i = 0; i < j; i++) {
        DoubleVector.zero(SPECIES).intoArray(x, (i * n + j) * LANES);
      }
    }
  }

  /**
   * By the rotations of C. G. J. Jacobi as long as anything is left to rotate. The angles of a
   * round are found before anything is turned, for a processor can overlap their roots and
   * quotients.
   */
  @Override
  public boolean diagonalise(double[] x, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        broadcast(SPECIES, i == j ? 1 : 0).intoArray(x, ((n + i) * n + j) * LANES);
      }
    }
    Tournament order = Tournament.of(n);
    double[] angles = new double[2 * LANES * n];
    for (int sweep = 0; !isDiagonal(x, n); sweep++) {
      if (sweep == SWEEPS) {
        return false;
      }
      for (int round = 0; round < order.corners.length; round++) {
        measure(x, order.corners[round], angles);
        turn(x, order.turned[round], angles);
      }
    }
    return true;
  }

  private static boolean isDiagonal(double[] x, int n) {
    DoubleVector most = DoubleVector.zero(SPECIES);
    for (int p = 0; p < n; p++) {
      for (int q = p + 1; q < n; q++) {
        most = most.max(fromArray(SPECIES, x, (p * n + q) * LANES).abs());
      }
    }
    return most.compare(LE, NOTHING).allTrue();
  }

  /** Cosines and sines that make elements zero, and what the rotations do to the diagonal. */
  private static void measure(double[] x, int[] corners, double[] angles) {
    for (int i = 0; i < corners.length; i += 3) {
      DoubleVector pp = fromArray(SPECIES, x, corners[i] * LANES);
      DoubleVector qq = fromArray(SPECIES, x, corners[i + 1] * LANES);
      DoubleVector off = fromArray(SPECIES, x, corners[i + 2] * LANES);
      DoubleVector gap = qq.sub(pp);
      DoubleVector twice = off.add(off);
      DoubleVector root = gap.fma(gap, twice.mul(twice)).sqrt();
      DoubleVector width = gap.abs().add(root).add(Double.MIN_NORMAL); // 0 / 0 shall be 0
      DoubleVector t =
          twice
              .div(width)
              .reinterpretAsLongs()
              .lanewise(XOR, gap.reinterpretAsLongs().and(Long.MIN_VALUE))
              .reinterpretAsDoubles();
      DoubleVector one = broadcast(SPECIES, 1);
      DoubleVector c = one.div(t.fma(t, one).sqrt());
      c.intoArray(angles, 2 * (i / 3) * LANES);
      t.mul(c).intoArray(angles, (2 * (i / 3) + 1) * LANES);
      pp.sub(t.mul(off)).intoArray(x, corners[i] * LANES);
      qq.add(t.mul(off)).intoArray(x, corners[i + 1] * LANES);
      DoubleVector.zero(SPECIES).intoArray(x, corners[i + 2] * LANES);
    }
  }

  private static void turn(double[] x, int[] turned, double[] angles) {
    for (int i = 0; i < turned.length; i += 3) {
      DoubleVector c = fromArray(SPECIES, angles, 2 * turned[i + 2] * LANES);
      DoubleVector s = fromArray(SPECIES, angles, (2 * turned[i + 2] + 1) * LANES);
      DoubleVector a = fromArray(SPECIES, x, turned[i] * LANES);
      DoubleVector b = fromArray(SPECIES, x, turned[i + 1] * LANES);
      c.mul(a).sub(s.mul(b)).intoArray(x, turned[i] * LANES);
      s.fma(a, c.mul(b)).intoArray(x, turned[i + 1] * LANES);
    }
  }
}
