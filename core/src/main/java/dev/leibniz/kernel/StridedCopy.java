package dev.leibniz.kernel;

/**
 * Copies a block of elements from one strided layout to another.
 *
 * <p>Axes that both sides walk with one stride are merged first; the two innermost that remain go
 * to {@link Planes}, the others are loops around it. Every copy, concatenation, padding and
 * transposition of this package is one or several calls of this.
 */
final class StridedCopy {
  private final Object from;
  private final Object to;
  private final int rank;
  private final int[] dims;
  private final int[] fromStrides;
  private final int[] toStrides;

  private StridedCopy(
      Object from, Object to, int rank, int[] dims, int[] fromStrides, int[] toStrides) {
    this.from = from;
    this.to = to;
    this.rank = rank;
    this.dims = dims;
    this.fromStrides = fromStrides;
    this.toStrides = toStrides;
  }

  /** Copies all elements of a tensor into an array of its dtype. */
  static void copy(Dense x, Object to, int toOffset, int[] toStrides) {
    copy(x.shape().dims(), x.array(), x.offset(), x.strides(), to, toOffset, toStrides);
  }

  /**
   * Copies a block between arrays of the same kind; strides may be zero (in the source) or
   * negative.
   */
  static void copy(
      int[] dims,
      Object from,
      int fromOffset,
      int[] fromStrides,
      Object to,
      int toOffset,
      int[] toStrides) {
    int[] n = new int[dims.length + 2];
    int[] f = new int[dims.length + 2];
    int[] t = new int[dims.length + 2];
    int rank = 0;
    for (int axis = 0; axis < dims.length; axis++) {
      if (dims[axis] == 0) {
        return;
      }
      if (dims[axis] == 1) {
        continue;
      }
      boolean merges =
          rank > 0
              && f[rank - 1] == fromStrides[axis] * dims[axis]
              && t[rank - 1] == toStrides[axis] * dims[axis];
      int at = merges ? rank - 1 : rank++;
      n[at] = merges ? n[at] * dims[axis] : dims[axis];
      f[at] = fromStrides[axis];
      t[at] = toStrides[axis];
    }
    if (rank == 1 && f[0] == 1 && t[0] == 1) {
      System.arraycopy(from, fromOffset, to, toOffset, n[0]);
      return;
    }
    while (rank < 2) {
      for (int i = rank; i > 0; i--) {
        n[i] = n[i - 1];
        f[i] = f[i - 1];
        t[i] = t[i - 1];
      }
      n[0] = 1;
      f[0] = 0;
      t[0] = 0;
      rank++;
    }
    bringDenseAxisInward(rank, n, f, t);
    new StridedCopy(from, to, rank, n, f, t).walk(0, fromOffset, toOffset);
  }

  /** The source's densest axis becomes the last but one, beside the target's densest. */
  private static void bringDenseAxisInward(int rank, int[] n, int[] f, int[] t) {
    int dense = rank - 1;
    for (int i = rank - 1; i >= 0; i--) {
      if (f[i] != 0 && Math.abs(f[i]) < Math.abs(f[dense])) {
        dense = i;
      }
    }
    if (dense < rank - 2) {
      swap(n, dense, rank - 2);
      swap(f, dense, rank - 2);
      swap(t, dense, rank - 2);
    }
  }

  private static void swap(int[] a, int i, int j) {
    int kept = a[i];
    a[i] = a[j];
    a[j] = kept;
  }

  private void walk(int axis, int f, int t) {
    if (axis == rank - 2) {
      plane(f, t);
      return;
    }
    for (int i = 0; i < dims[axis]; i++) {
      walk(axis + 1, f + i * fromStrides[axis], t + i * toStrides[axis]);
    }
  }

  private void plane(int f, int t) {
    int f0 = fromStrides[rank - 2];
    int f1 = fromStrides[rank - 1];
    int t0 = toStrides[rank - 2];
    int t1 = toStrides[rank - 1];
    int n0 = dims[rank - 2];
    int n1 = dims[rank - 1];
    switch (from) {
      case float[] a -> Planes.copy(a, f, f0, f1, (float[]) to, t, t0, t1, n0, n1);
      case double[] a -> Planes.copy(a, f, f0, f1, (double[]) to, t, t0, t1, n0, n1);
      case long[] a -> Planes.copy(a, f, f0, f1, (long[]) to, t, t0, t1, n0, n1);
      case int[] a -> Planes.copy(a, f, f0, f1, (int[]) to, t, t0, t1, n0, n1);
      case boolean[] a -> Planes.copy(a, f, f0, f1, (boolean[]) to, t, t0, t1, n0, n1);
      default -> throw new AssertionError(from.getClass());
    }
  }
}
