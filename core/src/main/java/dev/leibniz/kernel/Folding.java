package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reductions step by step, each step over neighbouring axes of a tensor without gaps. */
final class Folding {
  /** Fewer columns than that are few. */
  private static final int NARROW = 32;

  /** Grains in a chunk of columns: each chunk takes fresh memory for its sums, which costs. */
  private static final int PARTS = 4;

  private static final Lookup LOOKUP = MethodHandles.lookup();

  private static final @Nullable FoldLoop[][] LOOPS =
      new @Nullable FoldLoop[Fold.values().length][DType.values().length];

  private Folding() {}

  static FoldLoop loop(Fold fold, DType dtype) {
    FoldLoop loop = LOOPS[fold.ordinal()][dtype.ordinal()];
    if (loop == null) {
      LaneLoops lanes = Lanes.LOOPS;
      loop = lanes == null ? null : lanes.fold(fold, dtype);
    }
    if (loop == null) {
      loop =
          switch (dtype) {
            case FLOAT32 -> Specialiser.copy(LOOKUP, FoldLoop.class, FloatFold.class, fold);
            case FLOAT64 -> Specialiser.copy(LOOKUP, FoldLoop.class, DoubleFold.class, fold);
            case INT64 -> Specialiser.copy(LOOKUP, FoldLoop.class, LongFold.class, fold);
            case INT32 -> Specialiser.copy(LOOKUP, FoldLoop.class, IntFold.class, fold);
            case BOOL -> throw new AssertionError(fold);
          };
    }
    LOOPS[fold.ordinal()][dtype.ordinal()] = loop;
    return loop;
  }

  static Dense fold(Fold fold, Dense x, int[] axes, Shape out) {
    if (!x.isContiguous()) {
      return ofView(fold, x, axes, out);
    }
    FoldLoop loop = loop(fold, x.dtype());
    Shape shape = x.shape();
    Object from = x.array();
    int at = x.offset();
    int last = axes.length;
    int width = 1;
    int axis = shape.rank();
    while (last > 0) {
      // Neighbouring axes first … last, all reduced; behind them `width` elements that stay apart.
      int first = last - 1;
      while (first > 0 && axes[first - 1] == axes[first] - 1) {
        first--;
      }
      for (int i = axes[last - 1] + 1; i < axis; i++) {
        width *= shape.get(i);
      }
      int length = 1;
      for (int i = first; i < last; i++) {
        length *= shape.get(axes[i]);
      }
      axis = axes[first];
      int outer = 1;
      for (int i = 0; i < axis; i++) {
        outer *= shape.get(i);
      }
      Object to = Dense.newArray(x.dtype(), outer * width);
      step(loop, x.dtype(), from, at, outer, length, width, to);
      from = to;
      at = 0;
      last = first;
    }
    return Dense.over(out, x.dtype(), from);
  }

  /** From [outer, length, width] to [outer, width]. */
  private static void step(
      FoldLoop loop, DType dtype, Object x, int xo, int outer, int length, int width, Object z) {
    int each = length * width;
    if (outer * width == 0) {
      return;
    }
    if ((long) outer * each < Settings.THRESHOLD || outer == 1) {
      for (int i = 0; i < (width == 1 ? 0 : outer); i++) {
        columns(loop, dtype, x, xo + i * each, length, width, z, i * width);
      }
      if (width == 1) {
        rows(loop, dtype, x, xo, outer, length, z);
      }
      return;
    }
    Pool.parallel(
        outer,
        Math.max(1, Elementwise.GRAIN / Math.max(1, each)),
        (from, to) -> {
          if (width == 1) {
            loop.rows(x, xo + from * length, to - from, length, z, from);
            return;
          }
          for (int i = from; i < to; i++) {
            columns(loop, dtype, x, xo + i * each, length, width, z, i * width);
          }
        });
  }

  private static void rows(
      FoldLoop loop, DType dtype, Object x, int xo, int outer, int length, Object z) {
    int chunk = Elementwise.GRAIN;
    if (outer != 1 || length < Settings.THRESHOLD || length <= chunk || chunk < 2) {
      loop.rows(x, xo, outer, length, z, 0);
      return;
    }
    int chunks = (length + chunk - 1) / chunk;
    Object parts = Dense.newArray(dtype, chunks);
    Pool.parallel(
        length, chunk, (from, to) -> loop.rows(x, xo + from, 1, to - from, parts, from / chunk));
    loop.rows(parts, 0, 1, chunks, z, 0);
  }

  private static void columns(
      FoldLoop loop, DType dtype, Object x, int xo, int length, int width, Object z, int zo) {
    if (width < NARROW && length * width > 4 * NARROW) {
      narrow(loop, dtype, x, xo, length, width, z, zo);
      return;
    }
    int chunk = Math.max(NARROW, PARTS * Elementwise.GRAIN / width);
    if ((long) length * width < Settings.THRESHOLD || length <= chunk) {
      loop.columns(x, xo, length, width, width, z, zo);
      return;
    }
    int chunks = (length + chunk - 1) / chunk;
    Object parts = Dense.newArray(dtype, chunks * width);
    Pool.parallel(
        length,
        chunk,
        (from, to) ->
            loop.columns(
                x, xo + from * width, to - from, width, width, parts, from / chunk * width));
    loop.columns(parts, 0, chunks, width, width, z, zo);
  }

  /** Several rows are taken for one, so that there are columns enough for a vector. */
  private static void narrow(
      FoldLoop loop, DType dtype, Object x, int xo, int length, int width, Object z, int zo) {
    int together = 2 * NARROW / width;
    int main = length / together;
    int left = length - main * together;
    Object parts = Dense.newArray(dtype, (together + left) * width);
    columns(loop, dtype, x, xo, main, together * width, parts, 0);
    System.arraycopy(x, xo + main * together * width, parts, together * width, left * width);
    loop.columns(parts, 0, together + left, width, width, z, zo);
  }

  private static Dense ofView(Fold fold, Dense x, int[] axes, Shape out) {
    int rank = x.shape().rank();
    Integer[] order = new Integer[rank];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Integer.compare(Math.abs(x.stride(b)), Math.abs(x.stride(a))));
    int[] permutation = new int[rank];
    Arrays.setAll(permutation, i -> order[i]);
    Dense inMemoryOrder = x.permuted(permutation);
    if (!inMemoryOrder.isContiguous()) {
      return fold(fold, x.contiguous(), axes, out);
    }
    boolean[] isReduced = new boolean[rank];
    for (int axis : axes) {
      isReduced[axis] = true;
    }
    int[] movedAxes = new int[axes.length];
    int[] kept = new int[rank - axes.length];
    int m = 0;
    int k = 0;
    for (int i = 0; i < rank; i++) {
      if (isReduced[permutation[i]]) {
        movedAxes[m++] = i;
      } else {
        kept[k++] = permutation[i];
      }
    }
    Dense reduced = fold(fold, inMemoryOrder, movedAxes, inMemoryOrder.shape().remove(movedAxes));
    // Result axis i stands where the i-th smallest kept axis went.
    int[] back = new int[kept.length];
    int[] sorted = kept.clone();
    Arrays.sort(sorted);
    for (int i = 0; i < kept.length; i++) {
      back[Arrays.binarySearch(sorted, kept[i])] = i;
    }
    return reduced.permuted(back).contiguous();
  }
}
