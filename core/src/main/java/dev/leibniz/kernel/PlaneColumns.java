package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.spi.Sliding;
import java.util.Arrays;

/**
 * The columns of small images, whose rows are too short for a copy each.
 *
 * <p>A table says for each element of a window and each place which element of a plane is read. A
 * plane is copied behind a zero first, and what lies outside reads that zero, so that no element
 * asks where it is.
 */
final class PlaneColumns {
  /** Up to how many places in a row the table is quicker than runs. */
  private static final int SHORT = 64;

  /** Larger tables are not worth their making. */
  private static final int MOST = 1 << 16;

  private final int[] table;
  private final int window;
  private final int places;
  private final int plane;

  PlaneColumns(ConvolutionGeometry geometry) {
    this.window = geometry.window();
    this.places = geometry.places();
    this.plane = geometry.elements();
    this.table = table(geometry);
  }

  static boolean suits(ConvolutionGeometry geometry, DType dtype) {
    return dtype.isFloating()
        && geometry.horizontal().places() <= SHORT
        && (long) geometry.window() * geometry.places() <= MOST;
  }

  private static int[] table(ConvolutionGeometry geometry) {
    Sliding vertical = geometry.vertical();
    Sliding horizontal = geometry.horizontal();
    int[] table = new int[geometry.window() * geometry.places()];
    int at = 0;
    for (int i = 0; i < vertical.window(); i++) {
      for (int j = 0; j < horizontal.window(); j++) {
        for (int down = 0; down < vertical.places(); down++) {
          int y = vertical.read(down, i);
          for (int across = 0; across < horizontal.places(); across++) {
            int x = horizontal.read(across, j);
            boolean isInside = y >= 0 && y < vertical.size() && x >= 0 && x < horizontal.size();
            table[at++] = isInside ? 1 + y * horizontal.size() + x : 0;
          }
        }
      }
    }
    return table;
  }

  /** As {@link Columns#gather}. */
  void gather(
      Object image,
      int at,
      int channels,
      int from,
      int to,
      Object columns,
      int start,
      int leading) {
    if (image instanceof float[] x) {
      gather(x, at, channels, from, to, (float[]) columns, start, leading);
    } else {
      gather((double[]) image, at, channels, from, to, (double[]) columns, start, leading);
    }
  }

  private void gather(
      float[] image, int at, int channels, int from, int to, float[] z, int start, int leading) {
    float[] x = new float[plane + 1];
    int row = start;
    for (int c = 0; c < channels; c++) {
      System.arraycopy(image, at + c * plane, x, 1, plane);
      for (int e = 0; e < window; e++, row += leading) {
        int[] read = table;
        int t = e * places + from;
        int n = to - from;
        for (int p = 0; p < n; p++) {
          z[row + p] = x[read[t + p]];
        }
      }
    }
  }

  private void gather(
      double[] image, int at, int channels, int from, int to, double[] z, int start, int leading) {
    double[] x = new double[plane + 1];
    int row = start;
    for (int c = 0; c < channels; c++) {
      System.arraycopy(image, at + c * plane, x, 1, plane);
      for (int e = 0; e < window; e++, row += leading) {
        int[] read = table;
        int t = e * places + from;
        int n = to - from;
        for (int p = 0; p < n; p++) {
          z[row + p] = x[read[t + p]];
        }
      }
    }
  }

  /** As {@link Columns#scatter}. */
  void scatter(
      Object columns,
      int start,
      int leading,
      int channels,
      int from,
      int to,
      Object image,
      int at) {
    if (image instanceof float[] x) {
      scatter((float[]) columns, start, leading, channels, from, to, x, at);
    } else {
      scatter((double[]) columns, start, leading, channels, from, to, (double[]) image, at);
    }
  }

  private void scatter(
      float[] z, int start, int leading, int channels, int from, int to, float[] image, int at) {
    float[] x = new float[plane + 1];
    int row = start;
    for (int c = 0; c < channels; c++) {
      Arrays.fill(x, 0);
      for (int e = 0; e < window; e++, row += leading) {
        int[] read = table;
        int t = e * places + from;
        int n = to - from;
        for (int p = 0; p < n; p++) {
          x[read[t + p]] += z[row + p];
        }
      }
      int first = at + c * plane;
      for (int i = 0; i < plane; i++) {
        image[first + i] += x[i + 1];
      }
    }
  }

  private void scatter(
      double[] z, int start, int leading, int channels, int from, int to, double[] image, int at) {
    double[] x = new double[plane + 1];
    int row = start;
    for (int c = 0; c < channels; c++) {
      Arrays.fill(x, 0);
      for (int e = 0; e < window; e++, row += leading) {
        int[] read = table;
        int t = e * places + from;
        int n = to - from;
        for (int p = 0; p < n; p++) {
          x[read[t + p]] += z[row + p];
        }
      }
      int first = at + c * plane;
      for (int i = 0; i < plane; i++) {
        image[first + i] += x[i + 1];
      }
    }
  }
}
