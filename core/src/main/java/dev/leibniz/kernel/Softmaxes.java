package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Exponentials that add up to one, their logarithms, and the logarithm of a sum of exponentials,
 * along an axis.
 *
 * <p>The steps are those of the composition (greatest, difference, exponential, sum, quotient), by
 * the same loops, but taken for a block of a few thousand numbers at a time, which stays in the
 * cache, and into the result itself: a composition would write four arrays as large as the input.
 */
public final class Softmaxes {
  /** How many numbers a block has, if rows are that short. */
  private static final int BLOCK = Math.min(Settings.THRESHOLD, 1 << 12);

  /** Up to this length, turning rows costs less than what each row costs by itself. */
  private static final int SHORT = 16;

  /** Fewer rows than that do not fill vectors. */
  private static final int FEW = 16;

  private final DType dtype;
  private final Object x;
  private final int xo;
  private final Object z;
  private final int length;
  private final int width;
  private final BinaryFunction sub;
  private final UnaryFunction exp;
  private final @Nullable BinaryFunction div;
  private final @Nullable UnaryFunction log;
  private final @Nullable BinaryFunction add;

  private Softmaxes(
      Dense x,
      Object z,
      int length,
      int width,
      BinaryFunction sub,
      UnaryFunction exp,
      @Nullable BinaryFunction div,
      @Nullable UnaryFunction log,
      @Nullable BinaryFunction add) {
    this.dtype = x.dtype();
    this.x = x.array();
    this.xo = x.offset();
    this.z = z;
    this.length = length;
    this.width = width;
    this.sub = sub;
    this.exp = exp;
    this.div = div;
    this.log = log;
    this.add = add;
  }

  /** eˣ / Σ eˣ along an axis. */
  public static Dense softmax(
      Dense x, int axis, BinaryFunction sub, UnaryFunction exp, BinaryFunction div) {
    return along(x, null, axis, sub, exp, div, null, null);
  }

  /** x − ln Σ eˣ along an axis. */
  public static Dense logSoftmax(
      Dense x, int axis, BinaryFunction sub, UnaryFunction exp, UnaryFunction log) {
    return along(x, null, axis, sub, exp, null, log, null);
  }

  /** ln Σ eˣ along an axis, which is dropped and has elements. */
  public static Dense logSumExp(
      Dense x,
      int axis,
      BinaryFunction sub,
      UnaryFunction exp,
      UnaryFunction log,
      BinaryFunction add) {
    return along(x, null, axis, sub, exp, null, log, add);
  }

  /** Any of these, into an array that is there, if one is. */
  static Dense along(
      Dense view,
      @Nullable Object into,
      int axis,
      BinaryFunction sub,
      UnaryFunction exp,
      @Nullable BinaryFunction div,
      @Nullable UnaryFunction log,
      @Nullable BinaryFunction add) {
    Dense x = view.contiguous();
    Shape s = x.shape();
    Shape to = add == null ? s : s.remove(axis);
    if (s.size() == 0) {
      return Dense.zeros(to, x.dtype());
    }
    int width = s.range(axis + 1, s.rank()).size();
    Object z = into != null ? into : Dense.newArray(x.dtype(), to.size());
    Softmaxes work = new Softmaxes(x, z, s.get(axis), width, sub, exp, div, log, add);
    work.run(s.range(0, axis).size());
    return Dense.over(to, x.dtype(), z);
  }

  private void run(int outer) {
    int each = length * width;
    int together = width == 1 ? Math.max(1, BLOCK / length) : 1;
    if ((long) outer * each < Settings.THRESHOLD) {
      blocks(0, outer, together);
    } else {
      int grain = Math.max(1, Elementwise.GRAIN / each / together * together);
      Pool.parallel(outer, grain, (from, to) -> blocks(from, to, together));
    }
  }

  private void blocks(int from, int to, int together) {
    if (width == 1 && length <= SHORT && to - from >= FEW) {
      turned(from, to, together);
      return;
    }
    int sums = width == 1 ? Math.min(together, to - from) : width;
    Object m = Dense.newArray(dtype, sums);
    Object s = Dense.newArray(dtype, sums);
    Object e =
        log == null ? z : Dense.newArray(dtype, Math.min(together, to - from) * length * width);
    for (int i = from; i < to; i += together) {
      block(i, Math.min(together, to - i), m, s, e);
    }
  }

  /** Short rows become the columns of a block that is turned, and turned back. */
  private void turned(int from, int to, int together) {
    int most = Math.min(together, to - from);
    Object t = Dense.newArray(dtype, most * length);
    Object sums = add == null ? t : Dense.newArray(dtype, most);
    for (int i = from; i < to; i += together) {
      int count = Math.min(together, to - i);
      int[] down = {1, length};
      int[] across = {count, 1};
      StridedCopy.copy(new int[] {length, count}, x, xo + i * length, down, t, 0, across);
      Dense columns = Dense.over(Shape.of(length, count), dtype, t);
      new Softmaxes(columns, sums, length, count, sub, exp, div, log, add).blocks(0, 1, 1);
      if (add == null) {
        StridedCopy.copy(new int[] {length, count}, t, 0, across, z, i * length, down);
      } else {
        Copies.range(sums, 0, z, i, count);
      }
    }
  }

  private void block(int first, int count, Object m, Object s, Object e) {
    int at = first * length * width;
    int n = count * length * width;
    int sums = width == 1 ? count : width;
    fold(Fold.MAXIMUM, x, xo + at, count, m);
    UnaryLoop power = Loops.unary(exp, dtype);
    if (add != null && log != null) {
      finite(m, sums);
      spread(sub, x, xo + at, m, e, 0, count);
      power.run(exp, e, 0, e, 0, n);
      fold(Fold.SUM, e, 0, count, s);
      Loops.unary(log, dtype).run(log, s, 0, s, 0, sums);
      Loops.binary(add, dtype).run(add, s, 0, 1, m, 0, 1, z, first * width, sums);
      return;
    }
    int eo = log == null ? at : 0;
    spread(sub, x, xo + at, m, z, at, count);
    power.run(exp, z, at, e, eo, n);
    fold(Fold.SUM, e, eo, count, s);
    if (div != null) {
      spread(div, z, at, s, z, at, count);
    }
    if (log != null) {
      Loops.unary(log, dtype).run(log, s, 0, s, 0, sums);
      spread(sub, z, at, s, z, at, count);
    }
  }

  /** An infinite greatest number would make NaN of the difference. */
  private static void finite(Object m, int n) {
    if (m instanceof float[] a) {
      for (int i = 0; i < n; i++) {
        a[i] = Float.isFinite(a[i]) ? a[i] : 0;
      }
    } else {
      double[] a = (double[]) m;
      for (int i = 0; i < n; i++) {
        a[i] = Double.isFinite(a[i]) ? a[i] : 0;
      }
    }
  }

  private void fold(Fold fold, Object from, int at, int count, Object to) {
    FoldLoop loop = Folding.loop(fold, dtype);
    if (width == 1) {
      loop.rows(from, at, count, length, to, 0);
    } else {
      loop.columns(from, at, length, width, width, to, 0);
    }
  }

  /** Each number with that of its row, or of its column where the axis is not the last. */
  private void spread(BinaryFunction f, Object a, int ao, Object b, Object to, int zo, int count) {
    BinaryLoop loop = Loops.binary(f, dtype);
    if (width == 1) {
      loop.grid(f, a, ao, length, 1, b, 0, 1, 0, to, zo, count, length);
    } else {
      loop.grid(f, a, ao, width, 1, b, 0, 0, 1, to, zo, length, width);
    }
  }
}
