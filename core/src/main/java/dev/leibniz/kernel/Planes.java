package dev.leibniz.kernel;

import java.util.Arrays;

/**
 * Copies two nested strided loops: the innermost part of {@link StridedCopy}, once for each kind of
 * array.
 *
 * <p>Four rows go side by side, and a source that is denser along the outer loop (a transpose) is
 * walked in strips of columns: so a cache line, once loaded, serves several elements, and few lines
 * fall on the same place of the cache where sizes are powers of two.
 */
final class Planes {
  /** Below this length a loop is quicker than a call of arraycopy. */
  private static final int SHORT = 12;

  private static final int STRIP = 64;

  private Planes() {}

  private static int width(int f0, int f1, int n1) {
    return Math.abs(f0) < Math.abs(f1) ? STRIP : n1;
  }

  static void copy(
      float[] from, int f, int f0, int f1, float[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    if (f1 == 0 && t1 == 1) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        Arrays.fill(to, t, t + n1, from[f]);
      }
      return;
    }
    int width = width(f0, f1, n1);
    for (int j = 0; j < n1; j += width) {
      int n = Math.min(width, n1 - j);
      int i = 0;
      for (; i + 3 < n0; i += 4) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          float first = from[p];
          float second = from[p + f0];
          float third = from[p + 2 * f0];
          float fourth = from[p + 3 * f0];
          to[q] = first;
          to[q + t0] = second;
          to[q + 2 * t0] = third;
          to[q + 3 * t0] = fourth;
        }
      }
      for (; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(
      double[] from, int f, int f0, int f1, double[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    if (f1 == 0 && t1 == 1) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        Arrays.fill(to, t, t + n1, from[f]);
      }
      return;
    }
    int width = width(f0, f1, n1);
    for (int j = 0; j < n1; j += width) {
      int n = Math.min(width, n1 - j);
      int i = 0;
      for (; i + 3 < n0; i += 4) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          double first = from[p];
          double second = from[p + f0];
          double third = from[p + 2 * f0];
          double fourth = from[p + 3 * f0];
          to[q] = first;
          to[q + t0] = second;
          to[q + 2 * t0] = third;
          to[q + 3 * t0] = fourth;
        }
      }
      for (; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(
      long[] from, int f, int f0, int f1, long[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    if (f1 == 0 && t1 == 1) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        Arrays.fill(to, t, t + n1, from[f]);
      }
      return;
    }
    int width = width(f0, f1, n1);
    for (int j = 0; j < n1; j += width) {
      int n = Math.min(width, n1 - j);
      int i = 0;
      for (; i + 3 < n0; i += 4) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          long first = from[p];
          long second = from[p + f0];
          long third = from[p + 2 * f0];
          long fourth = from[p + 3 * f0];
          to[q] = first;
          to[q + t0] = second;
          to[q + 2 * t0] = third;
          to[q + 3 * t0] = fourth;
        }
      }
      for (; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(
      int[] from, int f, int f0, int f1, int[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    if (f1 == 0 && t1 == 1) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        Arrays.fill(to, t, t + n1, from[f]);
      }
      return;
    }
    int width = width(f0, f1, n1);
    for (int j = 0; j < n1; j += width) {
      int n = Math.min(width, n1 - j);
      int i = 0;
      for (; i + 3 < n0; i += 4) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          int first = from[p];
          int second = from[p + f0];
          int third = from[p + 2 * f0];
          int fourth = from[p + 3 * f0];
          to[q] = first;
          to[q + t0] = second;
          to[q + 2 * t0] = third;
          to[q + 3 * t0] = fourth;
        }
      }
      for (; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(
      boolean[] from, int f, int f0, int f1, boolean[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    if (f1 == 0 && t1 == 1) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        Arrays.fill(to, t, t + n1, from[f]);
      }
      return;
    }
    int width = width(f0, f1, n1);
    for (int j = 0; j < n1; j += width) {
      int n = Math.min(width, n1 - j);
      int i = 0;
      for (; i + 3 < n0; i += 4) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          boolean first = from[p];
          boolean second = from[p + f0];
          boolean third = from[p + 2 * f0];
          boolean fourth = from[p + 3 * f0];
          to[q] = first;
          to[q + t0] = second;
          to[q + 2 * t0] = third;
          to[q + 3 * t0] = fourth;
        }
      }
      for (; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < n; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }
}
