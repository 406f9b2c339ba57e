package dev.leibniz.kernel;

import org.jspecify.annotations.Nullable;

/** A batch of matrices from which groups are laid side by side, and where they are put back. */
final class Group {
  private final Object array;
  private final int[] starts;
  private final int rows;
  private final int columns;
  private final int rowStride;
  private final int columnStride;

  /** The matrices in the last two axes. */
  Group(Dense a) {
    int rank = a.rank();
    array = a.array();
    starts = Indexing.batchOffsets(a, rank - 2);
    rows = a.shape().get(-2);
    columns = a.shape().get(-1);
    rowStride = a.stride(rank - 2);
    columnStride = a.stride(rank - 1);
  }

  /** Matrices one behind the other, row by row. */
  Group(Object array, int count, int rows, int columns) {
    this.array = array;
    this.rows = rows;
    this.columns = columns;
    rowStride = columns;
    columnStride = 1;
    starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i * rows * columns;
    }
  }

  int count() {
    return starts.length;
  }

  /** Lays matrices side by side; lanes without one get the last of them. */
  void gather(int first, Abreast kernels, double[] to) {
    gather(first, kernels, to, null);
  }

  /** The same with the rows in another order. */
  void gather(int first, Abreast kernels, double[] to, @Nullable Dense order) {
    int lanes = kernels.lanes();
    int last = count() - 1;
    boolean isRun = order == null && columnStride == 1 && rowStride == columns;
    boolean isTransposed =
        order == null && rowStride == 1 && columnStride == rows && rows == columns;
    for (int l = 0; l < lanes; l++) {
      int matrix = Math.min(first + l, last);
      int at = starts[matrix];
      if (isRun || isTransposed) {
        kernels.lay(array, at, rows * columns, to, l);
        continue;
      }
      for (int i = 0; i < rows; i++) {
        int row = at + (order == null ? i : place(order, matrix, i)) * rowStride;
        int place = i * columns * lanes + l;
        if (columnStride == 1) {
          kernels.lay(array, row, columns, to, place);
        } else {
          lay(row, lanes, to, place);
        }
      }
    }
    if (isTransposed) {
      kernels.transpose(to, rows);
    }
  }

  private void lay(int row, int lanes, double[] to, int place) {
    if (array instanceof float[] f) {
      for (int j = 0; j < columns; j++) {
        to[place + j * lanes] = f[row + j * columnStride];
      }
    } else {
      double[] d = (double[]) array;
      for (int j = 0; j < columns; j++) {
        to[place + j * lanes] = d[row + j * columnStride];
      }
    }
  }

  private static int place(Dense order, int matrix, int i) {
    int n = order.shape().get(-1);
    return (int) order.longs()[order.offset() + matrix * n + i];
  }

  /** Puts matrices that lie side by side back into the batch. */
  void scatter(int first, Abreast kernels, double[] from) {
    int lanes = kernels.lanes();
    for (int l = 0; l < Math.min(lanes, count() - first); l++) {
      kernels.take(from, l, array, starts[first + l], rows * columns);
    }
  }

  /** The same with the rows in another order. */
  void scatter(int first, Abreast kernels, double[] from, @Nullable Dense places) {
    if (places == null) {
      scatter(first, kernels, from);
      return;
    }
    for (int i = 0; i < rows; i++) {
      row(first, kernels, from, i, 0, columns, places);
    }
  }

  /** Lower triangles alone. */
  void scatterLower(int first, Abreast kernels, double[] from) {
    for (int i = 0; i < rows; i++) {
      row(first, kernels, from, i, 0, i + 1, null);
    }
  }

  /** Upper triangles alone, of as many rows as there are. */
  void scatterUpper(int first, Abreast kernels, double[] from) {
    for (int i = 0; i < rows; i++) {
      row(first, kernels, from, i, i, columns, null);
    }
  }

  private void row(
      int first,
      Abreast kernels,
      double[] from,
      int i,
      int begin,
      int end,
      @Nullable Dense places) {
    int lanes = kernels.lanes();
    for (int l = 0; l < Math.min(lanes, count() - first); l++) {
      int target = places == null ? i : place(places, first + l, i);
      int at = starts[first + l] + target * columns + begin;
      kernels.take(from, (i * columns + begin) * lanes + l, array, at, end - begin);
    }
  }
}
