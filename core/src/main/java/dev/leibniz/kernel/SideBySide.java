package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Triangle;
import org.jspecify.annotations.Nullable;

/**
 * Batches of small matrices, taken apart into groups that fill the lanes of a vector ({@link
 * Abreast}). One matrix of 8 × 8 leaves most of a vector empty; eight of them fill it, and every
 * operation of the textbook's loop is one of eight matrices. Whether a batch is done so depends on
 * its size alone. Where a group holds what only the ordinary way can treat or refuse (a matrix that
 * is not positive definite, numbers whose squares overflow) the answer is null.
 */
final class SideBySide {
  private static final @Nullable Abreast LANES = Lanes.LOOPS == null ? null : Lanes.LOOPS.abreast();

  /** Matrices with more elements fill the cache nearest to the processor. */
  private static final int MOST = 16 * 16;

  /** As many matrices as make up for copying them. */
  private static final int LEAST = 16;

  /** About how many multiplications are worth another thread. */
  private static final long GRAIN = Settings.THRESHOLD == 1 ? 1 : 1 << 19;

  private SideBySide() {}

  /** What is done to the groups from one place of the batch to another. */
  @FunctionalInterface
  private interface Body {
    /** False if a group is to be done the ordinary way. */
    boolean run(int from, int to);
  }

  private static @Nullable Abreast of(int count, int elements) {
    return count >= LEAST && elements > 1 && elements <= MOST ? LANES : null;
  }

  private static boolean each(int count, int lanes, long work, Body body) {
    int groups = (count + lanes - 1) / lanes;
    int grain = (int) Math.max(1, GRAIN / Math.max(1, work * lanes));
    if (groups <= grain) {
      return body.run(0, count);
    }
    boolean[] done = new boolean[groups];
    Pool.parallel(
        groups,
        grain,
        (from, to) -> done[from] = body.run(from * lanes, Math.min(count, to * lanes)));
    for (int from = 0; from < groups; from += grain) {
      if (!done[from]) {
        return false;
      }
    }
    return true;
  }

  /** As {@link Factorisation#cholesky}. */
  static @Nullable Dense cholesky(Dense a) {
    int n = a.shape().get(-1);
    Group in = new Group(a);
    Abreast lanes = of(in.count(), n * n);
    if (lanes == null) {
      return null;
    }
    Object out = Dense.newArray(a.dtype(), a.shape().size());
    Group factors = new Group(out, in.count(), n, n);
    boolean done =
        each(
            in.count(),
            lanes.lanes(),
            (long) n * n * n,
            (from, to) -> {
              double[] x = new double[n * n * lanes.lanes()];
              for (int b = from; b < to; b += lanes.lanes()) {
                in.gather(b, lanes, x);
                if (!lanes.cholesky(x, n)) {
                  return false;
                }
                factors.scatterLower(b, lanes, x);
              }
              return true;
            });
    return done ? Dense.over(a.shape(), a.dtype(), out) : null;
  }

  /** As {@link Factorisation#lu}, but for the signs. */
  static Dense @Nullable [] lu(Dense a) {
    int n = a.shape().get(-1);
    Group in = new Group(a);
    Abreast lanes = a.shape().get(-2) == n ? of(in.count(), n * n) : null;
    if (lanes == null) {
      return null;
    }
    int width = lanes.lanes();
    Object out = Dense.newArray(a.dtype(), a.shape().size());
    Group factors = new Group(out, in.count(), n, n);
    long[] rows = new long[in.count() * n];
    each(
        in.count(),
        width,
        (long) n * n * n,
        (from, to) -> {
          double[] x = new double[n * n * width];
          double[] order = new double[n * width];
          for (int b = from; b < to; b += width) {
            in.gather(b, lanes, x);
            lanes.lu(x, order, n);
            factors.scatter(b, lanes, x);
            for (int l = 0; l < Math.min(width, in.count() - b); l++) {
              for (int i = 0; i < n; i++) {
                rows[(b + l) * n + i] = (long) order[i * width + l];
              }
            }
          }
          return true;
        });
    Shape lead = a.shape().range(0, a.rank() - 2);
    return new Dense[] {
      Dense.over(a.shape(), a.dtype(), out), Dense.over(lead.join(Shape.of(n)), DType.INT64, rows)
    };
  }

  /**
   * The X with T X = B for one triangle of T after another, where the rows of B may be taken in
   * another order first, and those of X be put into another.
   *
   * @param t matrices […, n, n]
   * @param b right sides […, n, k], of the same leading axes
   * @param order where the rows of B are found, or null
   * @param places where the rows of X go, or null
   */
  static @Nullable Dense solve(
      Dense t, Dense b, @Nullable Dense order, @Nullable Dense places, Triangle... triangles) {
    int n = b.shape().get(-2);
    int k = b.shape().get(-1);
    Group in = new Group(t);
    Abreast lanes = of(in.count(), n * Math.max(n, k));
    if (lanes == null || k == 0) {
      return null;
    }
    int width = lanes.lanes();
    Group right = new Group(b);
    Object out = Dense.newArray(b.dtype(), b.shape().size());
    Group solutions = new Group(out, in.count(), n, k);
    each(
        in.count(),
        width,
        (long) n * n * k * triangles.length,
        (from, to) -> {
          double[] matrix = new double[n * n * width];
          double[] x = new double[n * k * width];
          for (int at = from; at < to; at += width) {
            in.gather(at, lanes, matrix);
            right.gather(at, lanes, x, order);
            for (Triangle triangle : triangles) {
              lanes.solve(matrix, triangle, x, n, k);
            }
            solutions.scatter(at, lanes, x, places);
          }
          return true;
        });
    return Dense.over(b.shape(), b.dtype(), out);
  }

  /** As {@link HouseholderQr#decompose}. */
  static Dense @Nullable [] qr(Dense a) {
    int m = a.shape().get(-2);
    int n = a.shape().get(-1);
    Group in = new Group(a);
    Abreast lanes = of(in.count(), m * n);
    if (lanes == null || n == 0) {
      return null;
    }
    int width = lanes.lanes();
    Object q = Dense.newArray(a.dtype(), a.shape().size());
    Object r = Dense.newArray(a.dtype(), in.count() * n * n);
    Group left = new Group(q, in.count(), m, n);
    Group right = new Group(r, in.count(), n, n);
    boolean done =
        each(
            in.count(),
            width,
            (long) m * n * n,
            (from, to) -> {
              double[] x = new double[m * n * width];
              double[] tau = new double[n * width];
              for (int b = from; b < to; b += width) {
                in.gather(b, lanes, x);
                if (!lanes.reflect(x, tau, m, n)) {
                  return false;
                }
                right.scatterUpper(b, lanes, x);
                lanes.form(x, tau, m, n);
                left.scatter(b, lanes, x);
              }
              return true;
            });
    return done
        ? new Dense[] {
          Dense.over(a.shape(), a.dtype(), q), Dense.over(a.shape().with(-2, n), a.dtype(), r)
        }
        : null;
  }

  /** As {@link SymmetricEigen#decompose}. */
  static Dense @Nullable [] eigen(Dense a) {
    int n = a.shape().get(-1);
    Group in = new Group(a);
    Abreast lanes = of(in.count(), n * n);
    if (lanes == null) {
      return null;
    }
    int width = lanes.lanes();
    Object values = Dense.newArray(a.dtype(), in.count() * n);
    Object vectors = Dense.newArray(a.dtype(), a.shape().size());
    Group w = new Group(values, in.count(), n, 1);
    Group v = new Group(vectors, in.count(), n, n);
    boolean done =
        each(
            in.count(),
            width,
            20L * n * n * n,
            (from, to) -> {
              EigenGroup group = new EigenGroup(n, width);
              for (int b = from; b < to; b += width) {
                in.gather(b, lanes, group.matrix());
                if (!group.solve(lanes)) {
                  return false;
                }
                w.scatter(b, lanes, group.values());
                v.scatter(b, lanes, group.sorted());
              }
              return true;
            });
    return done
        ? new Dense[] {
          Dense.over(a.shape().range(0, a.rank() - 1), a.dtype(), values),
          Dense.over(a.shape(), a.dtype(), vectors)
        }
        : null;
  }
}
