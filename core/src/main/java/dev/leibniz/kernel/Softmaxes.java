package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Exponentials that add up to one, and their logarithms, along an axis.
 *
 * <p>The steps are those of the composition (greatest, difference, exponential, sum, quotient), by
 * the same loops, but taken for a block of a few thousand numbers at a time, which stays in the
 * cache, and into the result itself: a composition would write four arrays as large as the input.
 */
public final class Softmaxes {
  /** How many numbers a block has, if rows are that short. */
  private static final int BLOCK = Math.min(Settings.THRESHOLD, 1 << 12);

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

  private Softmaxes(
      Dense x,
      int length,
      int width,
      BinaryFunction sub,
      UnaryFunction exp,
      @Nullable BinaryFunction div,
      @Nullable UnaryFunction log) {
    this.dtype = x.dtype();
    this.x = x.array();
    this.xo = x.offset();
    this.z = Dense.newArray(dtype, x.shape().size());
    this.length = length;
    this.width = width;
    this.sub = sub;
    this.exp = exp;
    this.div = div;
    this.log = log;
  }

  /** eˣ / Σ eˣ along an axis. */
  public static Dense softmax(
      Dense x, int axis, BinaryFunction sub, UnaryFunction exp, BinaryFunction div) {
    return along(x, axis, sub, exp, div, null);
  }

  /** x − ln Σ eˣ along an axis. */
  public static Dense logSoftmax(
      Dense x, int axis, BinaryFunction sub, UnaryFunction exp, UnaryFunction log) {
    return along(x, axis, sub, exp, null, log);
  }

  private static Dense along(
      Dense view,
      int axis,
      BinaryFunction sub,
      UnaryFunction exp,
      @Nullable BinaryFunction div,
      @Nullable UnaryFunction log) {
    Dense x = view.contiguous();
    Shape s = x.shape();
    if (s.size() == 0) {
      return x;
    }
    int width = s.range(axis + 1, s.rank()).size();
    Softmaxes work = new Softmaxes(x, s.get(axis), width, sub, exp, div, log);
    work.run(s.range(0, axis).size());
    return Dense.over(s, x.dtype(), work.z);
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
    int sums = width == 1 ? Math.min(together, to - from) : width;
    Object m = Dense.newArray(dtype, sums);
    Object s = Dense.newArray(dtype, sums);
    Object e =
        log == null ? z : Dense.newArray(dtype, Math.min(together, to - from) * length * width);
    for (int i = from; i < to; i += together) {
      block(i, Math.min(together, to - i), m, s, e);
    }
  }

  private void block(int first, int count, Object m, Object s, Object e) {
    int at = first * length * width;
    int n = count * length * width;
    int eo = log == null ? at : 0;
    fold(Fold.MAXIMUM, x, xo + at, count, m);
    spread(sub, x, xo + at, m, at, count);
    Loops.unary(exp, dtype).run(exp, z, at, e, eo, n);
    fold(Fold.SUM, e, eo, count, s);
    if (div != null) {
      spread(div, z, at, s, at, count);
    }
    if (log != null) {
      Loops.unary(log, dtype).run(log, s, 0, s, 0, width == 1 ? count : width);
      spread(sub, z, at, s, at, count);
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
  private void spread(BinaryFunction f, Object a, int ao, Object b, int zo, int count) {
    BinaryLoop loop = Loops.binary(f, dtype);
    if (width == 1) {
      loop.grid(f, a, ao, length, 1, b, 0, 1, 0, z, zo, count, length);
    } else {
      loop.grid(f, a, ao, width, 1, b, 0, 0, 1, z, zo, length, width);
    }
  }
}
