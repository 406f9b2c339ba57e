package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The columns matrix of one image: a row for each element of a window in each channel, a column for
 * each place. It is read or written for a run of places at a time and never exists whole.
 */
final class Columns {
  private final Sliding vertical;
  private final Sliding horizontal;
  private final int across;

  /** Where rows are short, how whole planes are moved. */
  private final @Nullable PlaneColumns planes;

  Columns(ConvolutionGeometry geometry, DType dtype) {
    this.vertical = geometry.vertical();
    this.horizontal = geometry.horizontal();
    this.across = horizontal.places();
    this.planes = PlaneColumns.suits(geometry, dtype) ? new PlaneColumns(geometry) : null;
  }

  /** What is done with a run of places in one row of an image, all read inside the axis. */
  private interface Run {
    void move(int image, int columns, int count);
  }

  /**
   * Copies the columns of places {@code from} to {@code to}, rows {@code leading} apart.
   *
   * @param channels how many, from the one at {@code at} on
   */
  void gather(
      Object image,
      int at,
      int channels,
      int from,
      int to,
      Object columns,
      int start,
      int leading) {
    if (planes != null) {
      planes.gather(image, at, channels, from, to, columns, start, leading);
      return;
    }
    walk(
        at,
        channels,
        from,
        to,
        start,
        leading,
        (source, target, count) ->
            Columns.copy(image, source, horizontal.stride(), columns, target, count),
        (target, count) -> zero(columns, target, count));
  }

  /** Adds columns to the places of the image that {@link #gather} copies them from. */
  void scatter(
      Object columns,
      int start,
      int leading,
      int channels,
      int from,
      int to,
      Object image,
      int at) {
    if (planes != null) {
      planes.scatter(columns, start, leading, channels, from, to, image, at);
      return;
    }
    walk(
        at,
        channels,
        from,
        to,
        start,
        leading,
        (target, source, count) -> add(columns, source, image, target, horizontal.stride(), count),
        (target, count) -> {});
  }

  private interface Gap {
    void fill(int columns, int count);
  }

  private void walk(
      int at, int channels, int from, int to, int start, int leading, Run inside, Gap outside) {
    int row = start;
    int plane = vertical.size() * horizontal.size();
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < vertical.window(); i++) {
        for (int j = 0; j < horizontal.window(); j++, row += leading) {
          row(at + c * plane, i, j, from, to, row, inside, outside);
        }
      }
    }
  }

  private void row(int plane, int i, int j, int from, int to, int start, Run inside, Gap outside) {
    int first = horizontal.first(j);
    int last = horizontal.last(j);
    for (int p = from; p < to; ) {
      int down = p / across;
      int begin = p - down * across;
      int end = Math.min(across, begin + to - p);
      int target = start + p - from;
      int y = vertical.read(down, i);
      int low = Math.clamp(first, begin, end);
      int high = Math.clamp(last, low, end);
      if (y < 0 || y >= vertical.size() || low == high) {
        outside.fill(target, end - begin);
      } else {
        if (low > begin) {
          outside.fill(target, low - begin);
        }
        int source = plane + y * horizontal.size() + horizontal.read(low, j);
        inside.move(source, target + low - begin, high - low);
        if (end > high) {
          outside.fill(target + high - begin, end - high);
        }
      }
      p += end - begin;
    }
  }

  private static void copy(Object from, int at, int step, Object to, int start, int count) {
    if (step == 1) {
      Copies.range(from, at, to, start, count);
      return;
    }
    switch (from) {
      case float[] f -> {
        float[] t = (float[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k] = f[at + k * step];
        }
      }
      case double[] f -> {
        double[] t = (double[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k] = f[at + k * step];
        }
      }
      case long[] f -> {
        long[] t = (long[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k] = f[at + k * step];
        }
      }
      case int[] f -> {
        int[] t = (int[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k] = f[at + k * step];
        }
      }
      default -> throw new AssertionError(from.getClass());
    }
  }

  private static void zero(Object columns, int at, int count) {
    switch (columns) {
      case float[] c -> Arrays.fill(c, at, at + count, 0);
      case double[] c -> Arrays.fill(c, at, at + count, 0);
      case long[] c -> Arrays.fill(c, at, at + count, 0);
      case int[] c -> Arrays.fill(c, at, at + count, 0);
      default -> throw new AssertionError(columns.getClass());
    }
  }

  private static void add(Object from, int at, Object to, int start, int step, int count) {
    switch (from) {
      case float[] f -> {
        float[] t = (float[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k * step] += f[at + k];
        }
      }
      case double[] f -> {
        double[] t = (double[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k * step] += f[at + k];
        }
      }
      case long[] f -> {
        long[] t = (long[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k * step] += f[at + k];
        }
      }
      case int[] f -> {
        int[] t = (int[]) to;
        for (int k = 0; k < count; k++) {
          t[start + k * step] += f[at + k];
        }
      }
      default -> throw new AssertionError(from.getClass());
    }
  }
}
