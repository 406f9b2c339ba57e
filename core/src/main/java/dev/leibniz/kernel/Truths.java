package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import java.util.Arrays;

/** Whether any, or all, of many truths hold. */
final class Truths {
  private Truths() {}

  static Dense reduce(Dense x, int[] axes, boolean any) {
    Shape out = x.shape().remove(axes);
    int length = 1;
    for (int axis : axes) {
      length *= x.shape().get(axis);
    }
    boolean[] z = new boolean[out.size()];
    if (length == 0) {
      Arrays.fill(z, !any);
      return Dense.over(out, DType.BOOL, z);
    }
    Dense rows = x.permuted(reducedLast(x.shape().rank(), axes)).contiguous();
    boolean[] a = rows.booleans();
    int at = rows.offset();
    for (int i = 0; i < z.length; i++, at += length) {
      boolean found = false;
      for (int j = at; j < at + length && !found; j++) {
        found = a[j] == any;
      }
      z[i] = found == any;
    }
    return Dense.over(out, DType.BOOL, z);
  }

  private static int[] reducedLast(int rank, int[] axes) {
    int[] order = new int[rank];
    int kept = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (Arrays.binarySearch(axes, axis) < 0) {
        order[kept++] = axis;
      }
    }
    System.arraycopy(axes, 0, order, kept, axes.length);
    return order;
  }
}
