package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reductions step by step, each step over neighbouring axes of a tensor without gaps. */
final class Folding {
  private static final Lookup LOOKUP = MethodHandles.lookup();

  private static final @Nullable FoldLoop[][] LOOPS =
      new @Nullable FoldLoop[Fold.values().length][DType.values().length];

  private Folding() {}

  private static FoldLoop loop(Fold fold, DType dtype) {
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
      step(fold, loop, x.dtype(), from, at, outer, length, width, to);
      from = to;
      at = 0;
      last = first;
    }
    return Dense.over(out, x.dtype(), from);
  }

  /** From [outer, length, width] to [outer, width]. */
  private static void step(
      Fold fold,
      FoldLoop loop,
      DType dtype,
      Object x,
      int xo,
      int outer,
      int length,
      int width,
      Object z) {
    if (width == 1) {
      loop.rows(x, xo, outer, length, z, 0);
    } else {
      for (int i = 0; i < outer; i++) {
        loop.columns(x, xo + i * length * width, length, width, z, i * width);
      }
    }
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
    Dense reduced =
        fold(fold, inMemoryOrder, movedAxes, inMemoryOrder.shape().remove(movedAxes));
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
