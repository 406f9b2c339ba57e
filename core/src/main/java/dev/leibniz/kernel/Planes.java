package dev.leibniz.kernel;

/**
 * Copies two nested strided loops: the innermost part of {@link StridedCopy}, once for each kind of
 * array.
 *
 * <p>A source that is denser along the outer loop (a transpose) is walked in strips of a few columns,
 * so that every cache line that it loads serves several elements.
 */
final class Planes {
  /** Below this length a loop is quicker than a call of arraycopy. */
  private static final int SHORT = 12;

  private static final int STRIP = 16;

  private Planes() {}

  private static int tile(int f0, int f1, int n1) {
    return Math.abs(f0) < Math.abs(f1) ? STRIP : n1;
  }

  static void copy(float[] from, int f, int f0, int f1, float[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    int wide = tile(f0, f1, n1);
    for (int j = 0; j < n1; j += wide) {
      int width = Math.min(wide, n1 - j);
      for (int i = 0; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < width; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(double[] from, int f, int f0, int f1, double[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    int wide = tile(f0, f1, n1);
    for (int j = 0; j < n1; j += wide) {
      int width = Math.min(wide, n1 - j);
      for (int i = 0; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < width; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(long[] from, int f, int f0, int f1, long[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    int wide = tile(f0, f1, n1);
    for (int j = 0; j < n1; j += wide) {
      int width = Math.min(wide, n1 - j);
      for (int i = 0; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < width; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(int[] from, int f, int f0, int f1, int[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    int wide = tile(f0, f1, n1);
    for (int j = 0; j < n1; j += wide) {
      int width = Math.min(wide, n1 - j);
      for (int i = 0; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < width; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }

  static void copy(boolean[] from, int f, int f0, int f1, boolean[] to, int t, int t0, int t1, int n0, int n1) {
    if (f1 == 1 && t1 == 1 && n1 >= SHORT) {
      for (int i = 0; i < n0; i++, f += f0, t += t0) {
        System.arraycopy(from, f, to, t, n1);
      }
      return;
    }
    int wide = tile(f0, f1, n1);
    for (int j = 0; j < n1; j += wide) {
      int width = Math.min(wide, n1 - j);
      for (int i = 0; i < n0; i++) {
        int p = f + i * f0 + j * f1;
        int q = t + i * t0 + j * t1;
        for (int c = 0; c < width; c++, p += f1, q += t1) {
          to[q] = from[p];
        }
      }
    }
  }
}
