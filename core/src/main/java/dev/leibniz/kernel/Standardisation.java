package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;

/**
 * (x − mean) / √(variance + ε) over some axes, and 1 / √(variance + ε).
 *
 * <p>The steps are those of the composition (mean, difference, squares, their mean, product), by
 * the same loops, but taken for a few thousand numbers at a time, which stay in the cache, and into
 * the result itself; {@link NormalisedLayout} says how the input is seen. Rows of floats that are
 * not short have loops of their own, which make a pass in one.
 */
public final class Standardisation {
  /** How many numbers a block has, if rows are that short. */
  private static final int BLOCK = Math.min(Settings.THRESHOLD, 1 << 12);

  private final DType dtype;
  private final Object x;
  private final int xo;
  private final Object z;
  private final Object r;
  private final NormalisedLayout layout;
  private final Functions functions;
  private final double eps;

  private Standardisation(
      Dense x, Object z, NormalisedLayout layout, double eps, Functions functions) {
    this.dtype = x.dtype();
    this.x = x.array();
    this.xo = x.offset();
    this.z = z;
    this.r = Dense.newArray(dtype, layout.rows());
    this.layout = layout;
    this.functions = functions;
    this.eps = eps;
  }

  /** The elementwise functions that are needed. */
  public record Functions(BinaryFunction sub, BinaryFunction mul, UnaryFunction square) {}

  /** The result, and the factor without the axes, which are in order. */
  public static Dense[] of(Dense x, int[] axes, double eps, Functions functions) {
    return of(x, Dense.newArray(x.dtype(), x.shape().size()), axes, eps, functions);
  }

  /** The same into an array that is there. */
  static Dense[] of(Dense view, Object z, int[] axes, double eps, Functions functions) {
    Shape shape = view.shape();
    Shape kept = shape.remove(axes);
    NormalisedLayout layout = NormalisedLayout.of(shape, axes);
    if (layout == null) {
      return moved(view, z, axes, eps, functions);
    }
    Standardisation work = new Standardisation(view.contiguous(), z, layout, eps, functions);
    work.run();
    return new Dense[] {Dense.over(shape, view.dtype(), z), Dense.over(kept, view.dtype(), work.r)};
  }

  /** The same with the axes behind the others. */
  private static Dense[] moved(Dense x, Object z, int[] axes, double eps, Functions functions) {
    int[] order = NormalisedLayout.behind(x.shape().rank(), axes);
    int[] last = NormalisedLayout.last(x.shape().rank(), axes.length);
    Dense[] result = of(x.permuted(order), z, last, eps, functions);
    result[0] = result[0].permuted(NormalisedLayout.inverse(order)).contiguous();
    return result;
  }

  private void run() {
    int rows = layout.rows();
    int each = layout.count();
    NormalisationLoops loops = layout.loops(dtype);
    if (loops != null) {
      inParallel(rows, each, 1, (from, to) -> rows(loops, from, to));
    } else if (layout.outer() == 1) {
      int together = Math.max(1, BLOCK / Math.max(1, each));
      inParallel(rows, each, together, (from, to) -> blocks(from, to, together));
    } else {
      inParallel(rows, each, 1, this::scattered);
    }
  }

  static void inParallel(int rows, int each, int together, Range range) {
    if ((long) rows * each < Settings.THRESHOLD) {
      range.run(0, rows);
    } else {
      int grain = Math.max(1, Elementwise.GRAIN / Math.max(1, each) / together) * together;
      Pool.parallel(rows, grain, range);
    }
  }

  private void rows(NormalisationLoops loops, int from, int to) {
    NormalisationLoops.Row run = layout.row();
    float[] numbers = (float[]) x;
    float[] result = (float[]) z;
    float[] factors = (float[]) r;
    for (int row = from; row < to; row++) {
      int at = xo + layout.start(row);
      float mean = (float) (loops.sum(numbers, at, run) / layout.count());
      double variance = loops.squares(numbers, at, run, mean) / layout.count();
      factors[row] = (float) (1 / Math.sqrt(variance + eps));
      loops.standardise(numbers, at, run, mean, factors[row], result, layout.start(row));
    }
  }

  private void blocks(int from, int to, int together) {
    int n = layout.inner();
    int most = Math.min(together, to - from);
    Object m = Dense.newArray(dtype, most);
    Object squares = Dense.newArray(dtype, most * n);
    FoldLoop sum = Folding.loop(Fold.SUM, dtype);
    BinaryLoop sub = Loops.binary(functions.sub, dtype);
    BinaryLoop mul = Loops.binary(functions.mul, dtype);
    UnaryLoop square = Loops.unary(functions.square, dtype);
    for (int i = from; i < to; i += together) {
      int rows = Math.min(together, to - i);
      int at = i * n;
      sum.rows(x, xo + at, rows, n, m, 0);
      toMeans(m, 0, rows, n);
      sub.grid(functions.sub, x, xo + at, n, 1, m, 0, 1, 0, z, at, rows, n);
      square.run(functions.square, z, at, squares, 0, rows * n);
      sum.rows(squares, 0, rows, n, r, i);
      toFactors(r, i, rows, n);
      mul.grid(functions.mul, z, at, n, 1, r, i, 1, 0, z, at, rows, n);
    }
  }

  /** Rows that lie in {@code outer} runs each. */
  private void scattered(int from, int to) {
    int n = layout.inner();
    Object parts = Dense.newArray(dtype, layout.outer());
    Object m = Dense.newArray(dtype, 1);
    Object squares = Dense.newArray(dtype, n);
    FoldLoop sum = Folding.loop(Fold.SUM, dtype);
    BinaryLoop sub = Loops.binary(functions.sub, dtype);
    BinaryLoop mul = Loops.binary(functions.mul, dtype);
    UnaryLoop square = Loops.unary(functions.square, dtype);
    for (int row = from; row < to; row++) {
      int step = layout.step();
      int start = layout.start(row);
      for (int i = 0; i < layout.outer(); i++) {
        sum.rows(x, xo + start + i * step, 1, n, parts, i);
      }
      sum.rows(parts, 0, 1, layout.outer(), m, 0);
      toMeans(m, 0, 1, layout.count());
      for (int i = 0; i < layout.outer(); i++) {
        int at = start + i * step;
        sub.run(functions.sub, x, xo + at, 1, m, 0, 0, z, at, n);
        square.run(functions.square, z, at, squares, 0, n);
        sum.rows(squares, 0, 1, n, parts, i);
      }
      sum.rows(parts, 0, 1, layout.outer(), r, row);
      toFactors(r, row, 1, layout.count());
      for (int i = 0; i < layout.outer(); i++) {
        int at = start + i * step;
        mul.run(functions.mul, z, at, 1, r, row, 0, z, at, n);
      }
    }
  }

  static void toMeans(Object sums, int at, int rows, int count) {
    if (sums instanceof float[] s) {
      for (int i = at; i < at + rows; i++) {
        s[i] = (float) ((double) s[i] / count);
      }
    } else {
      double[] s = (double[]) sums;
      for (int i = at; i < at + rows; i++) {
        s[i] /= count;
      }
    }
  }

  private void toFactors(Object sums, int at, int rows, int count) {
    if (sums instanceof float[] s) {
      for (int i = at; i < at + rows; i++) {
        s[i] = (float) (1 / Math.sqrt((double) s[i] / count + eps));
      }
    } else {
      double[] s = (double[]) sums;
      for (int i = at; i < at + rows; i++) {
        s[i] = 1 / Math.sqrt(s[i] / count + eps);
      }
    }
  }
}
