package dev.leibniz.kernel;

/**
 * The transforms of Winograd's convolution F(4 × 4, 3 × 3), one axis at a time, over arrays side by
 * side: what stands at index t of the six, four or three arrays is one line of one tile.
 *
 * <p>Four results of a window of three are the values of a product of polynomials; it is taken at
 * the points 0, ±√½, ±√2 and infinity, six multiplications instead of twelve. With D the transform
 * of data, G that of the window and R that of results, {@code y = Rᵀ((G w) ⊙ (D x))}, and each
 * transposed where a gradient asks for it. These points lose least of the precision among those
 * with few operations (Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016,
 * use ±1 and ±2).
 *
 * <p>The loops here are plain, with one index for all arrays, which C2 makes vector loops of; those
 * of tiles are written out in the Vector API too.
 */
final class Winograd implements TileTransforms {
  /** Results of a tile along an axis. */
  static final int RESULTS = 4;

  /** Elements of a tile along an axis, and multiplications. */
  static final int TILE = 6;

  /** All multiplications of a tile. */
  static final int POINTS = TILE * TILE;

  /** The quickest that there are. */
  static final TileTransforms TRANSFORMS = choose();

  /** The divisors of the window's transform at ±√½ and at ±√2; that at 0 is 1. */
  private static final float AT_A = 1 / (2 * A2 * (A2 - B2));

  private static final float AT_B = 1 / (2 * B2 * (B2 - A2));

  Winograd() {}

  private static TileTransforms choose() {
    Winograd plain = new Winograd();
    LaneLoops lanes = Lanes.LOOPS;
    return lanes == null ? plain : lanes.tileTransforms(plain);
  }

  @Override
  public void data(
      int n, float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[][] to) {
    float[] y0 = to[0];
    float[] y1 = to[1];
    float[] y2 = to[2];
    float[] y3 = to[3];
    float[] y4 = to[4];
    float[] y5 = to[5];
    for (int t = 0; t < n; t++) {
      y0[t] = x0[t] - 2.5f * x2[t] + x4[t];
    }
    for (int t = 0; t < n; t++) {
      float even = x4[t] - B2 * x2[t];
      float odd = A * (x3[t] - B2 * x1[t]);
      y1[t] = even + odd;
      y2[t] = even - odd;
    }
    for (int t = 0; t < n; t++) {
      float even = x4[t] - A2 * x2[t];
      float odd = B * (x3[t] - A2 * x1[t]);
      y3[t] = even + odd;
      y4[t] = even - odd;
    }
    for (int t = 0; t < n; t++) {
      y5[t] = x1[t] - 2.5f * x3[t] + x5[t];
    }
  }

  @Override
  public void results(int n, float[][] m, int from, int step, float[][] to) {
    float[] m0 = m[from];
    float[] m1 = m[from + step];
    float[] m2 = m[from + 2 * step];
    float[] m3 = m[from + 3 * step];
    float[] m4 = m[from + 4 * step];
    float[] m5 = m[from + 5 * step];
    float[] y0 = to[0];
    float[] y1 = to[1];
    float[] y2 = to[2];
    float[] y3 = to[3];
    for (int t = 0; t < n; t++) {
      float a = m1[t] + m2[t];
      float b = m3[t] + m4[t];
      y0[t] = m0[t] + a + b;
      y2[t] = A2 * a + B2 * b;
    }
    for (int t = 0; t < n; t++) {
      float a = m1[t] - m2[t];
      float b = m3[t] - m4[t];
      y1[t] = A * a + B * b;
      y3[t] = A3 * a + B3 * b + m5[t];
    }
  }

  @Override
  public void cotangents(
      int n, float[] g0, float[] g1, float[] g2, float[] g3, float[][] to, int at, int step) {
    float[] y0 = to[at];
    float[] y1 = to[at + step];
    float[] y2 = to[at + 2 * step];
    float[] y3 = to[at + 3 * step];
    float[] y4 = to[at + 4 * step];
    float[] y5 = to[at + 5 * step];
    System.arraycopy(g0, 0, y0, 0, n);
    System.arraycopy(g3, 0, y5, 0, n);
    for (int t = 0; t < n; t++) {
      float even = g0[t] + A2 * g2[t];
      float odd = A * g1[t] + A3 * g3[t];
      y1[t] = even + odd;
      y2[t] = even - odd;
    }
    for (int t = 0; t < n; t++) {
      float even = g0[t] + B2 * g2[t];
      float odd = B * g1[t] + B3 * g3[t];
      y3[t] = even + odd;
      y4[t] = even - odd;
    }
  }

  /** Three elements of a window to six points: G. */
  static void window(int n, float[] w0, float[] w1, float[] w2, float[][] to, int at, int step) {
    float[] y1 = to[at + step];
    float[] y2 = to[at + 2 * step];
    float[] y3 = to[at + 3 * step];
    float[] y4 = to[at + 4 * step];
    System.arraycopy(w0, 0, to[at], 0, n);
    System.arraycopy(w2, 0, to[at + 5 * step], 0, n);
    for (int t = 0; t < n; t++) {
      float even = AT_A * (w0[t] + A2 * w2[t]);
      float odd = AT_A * A * w1[t];
      y1[t] = even + odd;
      y2[t] = even - odd;
    }
    for (int t = 0; t < n; t++) {
      float even = AT_B * (w0[t] + B2 * w2[t]);
      float odd = AT_B * B * w1[t];
      y3[t] = even + odd;
      y4[t] = even - odd;
    }
  }

  /** Six points to three cotangents of a window's elements: Gᵀ. */
  static void windowCotangents(int n, float[][] m, int from, int step, float[][] to, int at) {
    float[] m0 = m[from];
    float[] m1 = m[from + step];
    float[] m2 = m[from + 2 * step];
    float[] m3 = m[from + 3 * step];
    float[] m4 = m[from + 4 * step];
    float[] m5 = m[from + 5 * step];
    float[] w0 = to[at];
    float[] w1 = to[at + 1];
    float[] w2 = to[at + 2];
    for (int t = 0; t < n; t++) {
      float a = AT_A * (m1[t] + m2[t]);
      float b = AT_B * (m3[t] + m4[t]);
      w0[t] = m0[t] + a + b;
      w2[t] = A2 * a + B2 * b + m5[t];
    }
    for (int t = 0; t < n; t++) {
      w1[t] = AT_A * A * (m1[t] - m2[t]) + AT_B * B * (m3[t] - m4[t]);
    }
  }
}
