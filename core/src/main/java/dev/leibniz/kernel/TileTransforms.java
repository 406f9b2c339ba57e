package dev.leibniz.kernel;

/**
 * The transforms of {@link Winograd} that are made for each tile of each image, over arrays side by
 * side: what stands at index t of the six or four arrays is one line of one tile.
 */
public interface TileTransforms {
  /** The first of the points, √½; the others are −√½, ±√2, 0 and infinity. */
  float A = (float) Math.sqrt(0.5);

  float A2 = 0.5f;
  float A3 = A * A2;

  /** The second of the points, √2. */
  float B = (float) Math.sqrt(2);

  float B2 = 2;
  float B3 = B * B2;

  /** Six elements to six points: D. The target's arrays are none of the source's. */
  void data(
      int n, float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[][] to);

  /** Six points, {@code step} apart from {@code from} on, to four results: Rᵀ. */
  void results(int n, float[][] m, int from, int step, float[][] to);

  /** Four cotangents of results to six points, {@code step} apart from {@code at} on: R. */
  void cotangents(
      int n, float[] g0, float[] g1, float[] g2, float[] g3, float[][] to, int at, int step);
}
