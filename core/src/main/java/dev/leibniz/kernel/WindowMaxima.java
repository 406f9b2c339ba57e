package dev.leibniz.kernel;

import dev.leibniz.spi.Sliding;
import java.util.Arrays;

/**
 * Where the greatest floats of windows lie, without a branch on a number.
 *
 * <p>A float and its place become one integer of 64 bits whose order is that of floats, NaN above
 * all and the two zeros equal, and among equals that of places, the first above the others. So the
 * greatest of a window is a few maxima, row by row, over rows in which every stride-th column lies
 * beside the next.
 */
final class WindowMaxima {
  private final Sliding vertical;
  private final Sliding horizontal;
  private final int step;

  /** How many columns of a row lie together. */
  private final int width;

  private final long[] keys;
  private final long[] columns;
  private final long[] best;

  WindowMaxima(Sliding vertical, Sliding horizontal) {
    this.vertical = vertical;
    this.horizontal = horizontal;
    this.step = horizontal.stride();
    this.width = Math.ceilDiv(horizontal.size(), step);
    this.keys = new long[vertical.size() * step * width];
    this.columns = new long[step * width];
    this.best = new long[horizontal.places()];
  }

  /** The places of a plane that begins at {@code plane}, row · width + column. */
  void run(float[] x, int plane, long[] at, int to) {
    for (int y = 0; y < vertical.size(); y++) {
      order(x, plane, y);
    }
    for (int i = 0; i < vertical.places(); i++) {
      down(i);
      across();
      int start = to + i * best.length;
      for (int j = 0; j < best.length; j++) {
        at[start + j] = (long) Integer.MAX_VALUE - (int) best[j];
      }
    }
  }

  private void order(float[] x, int plane, int y) {
    int row = y * horizontal.size();
    for (int phase = 0; phase < step; phase++) {
      int n = (horizontal.size() - phase + step - 1) / step;
      int target = (y * step + phase) * width;
      for (int k = 0; k < n; k++) {
        int place = row + phase + k * step;
        int bits = Float.floatToIntBits(x[plane + place] + 0f);
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        keys[target + k] = ((long) ordered << 32) | (Integer.MAX_VALUE - place);
      }
      for (int k = n; k < width; k++) {
        keys[target + k] = Long.MIN_VALUE;
      }
    }
  }

  /** The maxima of columns over the rows of a window. */
  private void down(int place) {
    int n = columns.length;
    Arrays.fill(columns, Long.MIN_VALUE);
    for (int e = 0; e < vertical.window(); e++) {
      int y = vertical.read(place, e);
      if (y >= 0 && y < vertical.size()) {
        raise(columns, 0, keys, y * n, n);
      }
    }
  }

  private void across() {
    Arrays.fill(best, Long.MIN_VALUE);
    for (int e = 0; e < horizontal.window(); e++) {
      int first = horizontal.first(e);
      int last = horizontal.last(e);
      int offset = horizontal.read(0, e);
      int from = Math.floorMod(offset, step) * width + Math.floorDiv(offset, step);
      if (first < last) {
        raise(best, first, columns, from + first, last - first);
      }
    }
  }

  private static void raise(long[] to, int at, long[] from, int start, int n) {
    for (int k = 0; k < n; k++) {
      to[at + k] = Math.max(to[at + k], from[start + k]);
    }
  }
}
