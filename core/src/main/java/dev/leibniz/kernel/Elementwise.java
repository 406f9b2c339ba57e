package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;

/**
 * Functions and questions applied number by number.
 *
 * <p>An operator is an object with a method for one number; the loops around it are classes, one
 * for each shape of loop and dtype, of which {@link Specialiser} makes a copy for every operator,
 * so that the call in the loop is a constant and is compiled away. {@link Loops} keeps them.
 *
 * <p>A loop knows runs only: neighbours in memory, or one number that meets them all. What is asked
 * for is turned into runs here, the commonest first. Operands without gaps that have as many
 * elements as the result, or just one, are a single run. Others are walked by a {@link Nest}, whose
 * two innermost loops belong to the loop class, too, so that a call is paid for many short runs. A
 * unary function of a tensor with gaps, and a question about tensors without runs, copies them
 * first.
 */
public final class Elementwise {
  static final int GRAIN = Math.min(Settings.THRESHOLD, 1 << 15);

  private Elementwise() {}

  /** f(x[i]). */
  public static Dense unary(UnaryFunction f, Dense x) {
    UnaryLoop loop = Loops.unary(f, x.dtype());
    if (!x.isContiguous()) {
      Dense own = x.contiguous();
      unary(loop, f, own, own.array());
      return own;
    }
    Object z = Dense.newArray(x.dtype(), x.shape().size());
    unary(loop, f, x, z);
    return Dense.over(x.shape(), x.dtype(), z);
  }

  private static void unary(UnaryLoop loop, UnaryFunction f, Dense x, Object z) {
    int n = x.shape().size();
    Object a = x.array();
    int xo = x.offset();
    if (n < Settings.THRESHOLD) {
      loop.run(f, a, xo, z, 0, n);
    } else {
      Pool.parallel(n, GRAIN, (from, to) -> loop.run(f, a, xo + from, z, from, to - from));
    }
  }

  /** f(x[i], y[i]), where both have been spread to the shape of the result. */
  public static Dense binary(BinaryFunction f, Dense x, Dense y, Shape out) {
    DType dtype = x.dtype();
    BinaryLoop loop = Loops.binary(f, dtype);
    int n = out.size();
    if (!isOneRun(x, y, n)) {
      return binaryOfRuns(loop, f, x, y, out);
    }
    Object z = Dense.newArray(dtype, n);
    binary(loop, f, x, y, z, n);
    return Dense.over(out, dtype, z);
  }

  /** Whether both are without gaps, and each has n elements or one. */
  private static boolean isOneRun(Dense x, Dense y, int n) {
    int nx = x.shape().size();
    int ny = y.shape().size();
    return x.isContiguous()
        && y.isContiguous()
        && (nx == n ? ny == n || ny == 1 : nx == 1 && ny == n);
  }

  private static void binary(BinaryLoop loop, BinaryFunction f, Dense x, Dense y, Object z, int n) {
    Object a = x.array();
    Object b = y.array();
    int xo = x.offset();
    int yo = y.offset();
    int xs = x.shape().size() == n ? 1 : 0;
    int ys = y.shape().size() == n ? 1 : 0;
    if (n < Settings.THRESHOLD) {
      loop.run(f, a, xo, xs, b, yo, ys, z, 0, n);
    } else {
      Pool.parallel(
          n,
          GRAIN,
          (from, to) ->
              loop.run(f, a, xo + from * xs, xs, b, yo + from * ys, ys, z, from, to - from));
    }
  }

  private static Dense binaryOfRuns(
      BinaryLoop loop, BinaryFunction f, Dense x, Dense y, Shape out) {
    Nest nest = new Nest(out, x, y, null);
    Object a = x.array();
    Object b = y.array();
    Object z = Dense.newArray(x.dtype(), out.size());
    if (ShortRows.run(loop, f, x, y, nest, z, out.size())) {
      return Dense.over(out, x.dtype(), z);
    }
    int x0 = nest.outerX();
    int x1 = nest.innerX();
    int y0 = nest.outerY();
    int y1 = nest.innerY();
    Nest.Grid grid =
        (xo, yo, zo, rows, length) ->
            loop.grid(f, a, xo, x0, x1, b, yo, y0, y1, z, zo, rows, length);
    nest.walkGrids(() -> grid);
    return Dense.over(out, x.dtype(), z);
  }

  /**
   * b[i] + x[i] y[i], where all have been spread to the shape of the result, and {@code product} is
   * that of x y alone.
   */
  public static Dense addcmul(
      BinaryFunction times,
      BinaryFunction plus,
      Dense b,
      Dense x,
      Dense y,
      Shape product,
      Shape out) {
    Nest nest = new Nest(out, x, y, b);
    boolean isProductOfRuns = (nest.innerX() | nest.innerY()) == 1;
    if (!nest.hasRuns() || !isProductOfRuns) {
      return binary(plus, b, binary(times, x, y, product), out);
    }
    BinaryLoop mul = Loops.binary(times, x.dtype());
    BinaryLoop add = Loops.binary(plus, x.dtype());
    Object from = x.array();
    Object by = y.array();
    Object to = b.array();
    Object z = Dense.newArray(x.dtype(), out.size());
    int xs = nest.innerX();
    int ys = nest.innerY();
    int bs = nest.innerW();
    nest.walk((xo, yo, bo, zo, n) -> {
      mul.run(times, from, xo, xs, by, yo, ys, z, zo, n);
      add.run(plus, to, bo, bs, z, zo, 1, z, zo, n);
    });
    return Dense.over(out, x.dtype(), z);
  }

  /** p(x[i], y[i]), where both have been spread to the shape of the result. */
  public static Dense compare(BinaryPredicate p, Dense x, Dense y, Shape out) {
    CompareLoop loop = Loops.compare(p, x.dtype());
    int n = out.size();
    boolean[] z = new boolean[n];
    if (isOneRun(x, y, n)) {
      compare(loop, p, x, y, z);
    } else {
      Nest nest = new Nest(out, x, y, null);
      if (nest.hasRuns()) {
        Object a = x.array();
        Object b = y.array();
        int xs = nest.innerX();
        int ys = nest.innerY();
        nest.walk((xo, yo, _, zo, m) -> loop.run(p, a, xo, xs, b, yo, ys, z, zo, m));
      } else {
        compare(loop, p, x.expanded(out).contiguous(), y.expanded(out).contiguous(), z);
      }
    }
    return Dense.over(out, DType.BOOL, z);
  }

  private static void compare(CompareLoop loop, BinaryPredicate p, Dense x, Dense y, boolean[] z) {
    Object a = x.array();
    Object b = y.array();
    int xo = x.offset();
    int yo = y.offset();
    int n = z.length;
    int xs = x.shape().size() == n ? 1 : 0;
    int ys = y.shape().size() == n ? 1 : 0;
    if (n < Settings.THRESHOLD) {
      loop.run(p, a, xo, xs, b, yo, ys, z, 0, n);
    } else {
      Pool.parallel(
          n,
          GRAIN,
          (from, to) ->
              loop.run(p, a, xo + from * xs, xs, b, yo + from * ys, ys, z, from, to - from));
    }
  }

  /** p(x[i]). */
  public static Dense test(UnaryPredicate p, Dense x) {
    boolean[] z = new boolean[x.shape().size()];
    Dense floating = x.dtype().isFloating() ? x.contiguous() : convert(x, DType.FLOAT64);
    TestLoop loop = Loops.test(p, floating.dtype());
    Object a = floating.array();
    int xo = floating.offset();
    if (z.length < Settings.THRESHOLD) {
      loop.run(p, a, xo, z, 0, z.length);
    } else {
      Pool.parallel(z.length, GRAIN, (from, to) -> loop.run(p, a, xo + from, z, from, to - from));
    }
    return Dense.over(x.shape(), DType.BOOL, z);
  }

  /** x[i] where the condition holds, else y[i]; all have been spread to the shape of the result. */
  public static Dense where(Dense condition, Dense x, Dense y, Shape out) {
    return Selection.where(condition, x, y, out);
  }

  /** The same numbers in another dtype, as Java casts them; other than zero is true, true is 1. */
  public static Dense convert(Dense x, DType to) {
    if (x.dtype() == to) {
      return x;
    }
    Object z =
        switch (to) {
          case FLOAT64 -> Copies.toDoubles(x);
          case FLOAT32 -> Copies.toFloats(x);
          case INT64 -> Copies.toLongs(x);
          case INT32 -> Copies.toInts(x);
          case BOOL -> Copies.toBooleans(x);
        };
    return Dense.over(x.shape(), to, z);
  }
}
