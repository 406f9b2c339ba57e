package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.ShapeException;
import java.util.Arrays;

/** What an index tensor says, checked before anything is read or written at it. */
public final class IndexChecks {
  private IndexChecks() {}

  /** The index with negative entries counted from the end of n places. */
  public static Dense inRange(Dense index, int n, String operation) {
    long[] at = Copies.toLongs(index);
    for (int i = 0; i < at.length; i++) {
      if (at[i] < -n || at[i] >= n) {
        throw new ShapeException(
            operation
                + ": entry "
                + i
                + " of an index of shape "
                + index.shape()
                + " is "
                + at[i]
                + ", outside of an axis of size "
                + n
                + ": it must lie between "
                + -n
                + " and "
                + (n - 1));
      }
      at[i] += at[i] < 0 ? n : 0;
    }
    return Dense.over(index.shape(), DType.INT64, at);
  }

  /** For each of n places the last position along the last axis whose entry names it, or −1. */
  public static Dense owner(Dense index, int n) {
    long[] at = Copies.toLongs(index);
    int k = index.shape().get(-1);
    int batches = k == 0 ? index.shape().with(-1, 1).size() : at.length / k;
    long[] owner = new long[batches * n];
    Arrays.fill(owner, -1);
    for (int b = 0; b < batches; b++) {
      for (int i = 0; i < k; i++) {
        owner[b * n + (int) at[b * k + i]] = i;
      }
    }
    return Dense.over(index.shape().with(-1, n), DType.INT64, owner);
  }
}
