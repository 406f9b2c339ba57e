package dev.leibniz.kernel;

/** A few {@code float}s as {@code double}s and back. */
final class Widening {
  /** How many at a time: they stay in the cache. */
  static final int BLOCK = 256;

  private Widening() {}

  static void widen(float[] x, int xo, double[] block, int n) {
    for (int i = 0; i < n; i++) {
      block[i] = x[xo + i];
    }
  }

  static void narrow(double[] block, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (float) block[i];
    }
  }
}
