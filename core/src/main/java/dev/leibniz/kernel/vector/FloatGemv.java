package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.Matrix;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Products of a float matrix and a vector, walked in the order of memory. */
final class FloatGemv {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Rows that are summed at once where the columns are runs: they stay in the first cache. */
  private static final int STRIP = 2048;

  private static final VectorShuffle<Float> BY_1 = rotation(1);
  private static final VectorShuffle<Float> BY_2 = rotation(2);
  private static final VectorShuffle<Float> BY_4 = rotation(4);
  private static final VectorShuffle<Float> BY_8 = rotation(8);

  private FloatGemv() {}

  private static VectorShuffle<Float> rotation(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes, 1, true);
  }

  /**
   * The sum of the lanes, halves first. That of {@code reduceLanes} is in another order when it has
   * been compiled, and a result must not depend on that.
   */
  private static float sum(FloatVector v) {
    if (LANES > 8) {
      v = v.add(v.rearrange(BY_8));
    }
    if (LANES > 4) {
      v = v.add(v.rearrange(BY_4));
    }
    if (LANES > 2) {
      v = v.add(v.rearrange(BY_2));
    }
    return v.add(v.rearrange(BY_1)).lane(0);
  }

  static void apply(Matrix a, Matrix x, Matrix y) {
    float[] from = (float[]) a.array();
    float[] times = (float[]) x.array();
    float[] to = (float[]) y.array();
    int step = y.rowStride();
    if (a.columnStride() == 1) {
      int i = 0;
      for (; i + 3 < a.rows(); i += 4) {
        int p = a.at() + i * a.rowStride();
        fourDots(a.columns(), from, p, a.rowStride(), times, x.at(), to, y.at() + i * step, step);
      }
      for (; i < a.rows(); i++) {
        int p = a.at() + i * a.rowStride();
        to[y.at() + i * step] = dot(a.columns(), from, p, times, x.at());
      }
    } else {
      float[] sums = new float[Math.min(STRIP, a.rows())];
      for (int i = 0; i < a.rows(); i += STRIP) {
        int n = Math.min(STRIP, a.rows() - i);
        addColumns(n, a.columns(), from, a.at() + i, a.columnStride(), times, x.at(), sums);
        for (int r = 0; r < n; r++) {
          to[y.at() + (i + r) * step] = sums[r];
          sums[r] = 0;
        }
      }
    }
  }

  private static void fourDots(
      int n, float[] a, int p, int lda, float[] x, int q, float[] to, int at, int step) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    int end = SPECIES.loopBound(n);
    for (int k = 0; k < end; k += LANES) {
      FloatVector v = FloatVector.fromArray(SPECIES, x, q + k);
      s0 = v.fma(FloatVector.fromArray(SPECIES, a, p + k), s0);
      s1 = v.fma(FloatVector.fromArray(SPECIES, a, p + lda + k), s1);
      s2 = v.fma(FloatVector.fromArray(SPECIES, a, p + 2 * lda + k), s2);
      s3 = v.fma(FloatVector.fromArray(SPECIES, a, p + 3 * lda + k), s3);
    }
    to[at] = rest(sum(s0), end, n, a, p, x, q);
    to[at + step] = rest(sum(s1), end, n, a, p + lda, x, q);
    to[at + 2 * step] = rest(sum(s2), end, n, a, p + 2 * lda, x, q);
    to[at + 3 * step] = rest(sum(s3), end, n, a, p + 3 * lda, x, q);
  }

  private static float rest(float sum, int start, int n, float[] a, int p, float[] x, int q) {
    for (int k = start; k < n; k++) {
      sum += a[p + k] * x[q + k];
    }
    return sum;
  }

  private static float dot(int n, float[] a, int p, float[] x, int q) {
    FloatVector s0 = FloatVector.zero(SPECIES);
    FloatVector s1 = FloatVector.zero(SPECIES);
    FloatVector s2 = FloatVector.zero(SPECIES);
    FloatVector s3 = FloatVector.zero(SPECIES);
    int k = 0;
    for (; k + 4 * LANES <= n; k += 4 * LANES) {
      int u = p + k;
      int v = q + k;
      s0 = load(a, u).fma(load(x, v), s0);
      s1 = load(a, u + LANES).fma(load(x, v + LANES), s1);
      s2 = load(a, u + 2 * LANES).fma(load(x, v + 2 * LANES), s2);
      s3 = load(a, u + 3 * LANES).fma(load(x, v + 3 * LANES), s3);
    }
    for (; k + LANES <= n; k += LANES) {
      s0 = load(a, p + k).fma(load(x, q + k), s0);
    }
    float sum = sum(s0.add(s1).add(s2.add(s3)));
    return rest(sum, k, n, a, p, x, q);
  }

  private static FloatVector load(float[] a, int at) {
    return FloatVector.fromArray(SPECIES, a, at);
  }

  private static void addColumns(
      int n, int k, float[] a, int at, int lda, float[] x, int q, float[] sums) {
    int j = 0;
    for (; j + 3 < k; j += 4) {
      addFour(n, a, at + j * lda, lda, x[q + j], x[q + j + 1], x[q + j + 2], x[q + j + 3], sums);
    }
    for (; j < k; j++) {
      float v = x[q + j];
      int p = at + j * lda;
      int i = 0;
      for (; i + LANES <= n; i += LANES) {
        load(a, p + i).mul(v).add(load(sums, i)).intoArray(sums, i);
      }
      for (; i < n; i++) {
        sums[i] += a[p + i] * v;
      }
    }
  }

  private static void addFour(
      int n, float[] a, int p, int lda, float v0, float v1, float v2, float v3, float[] sums) {
    FloatVector x0 = FloatVector.broadcast(SPECIES, v0);
    FloatVector x1 = FloatVector.broadcast(SPECIES, v1);
    FloatVector x2 = FloatVector.broadcast(SPECIES, v2);
    FloatVector x3 = FloatVector.broadcast(SPECIES, v3);
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
      FloatVector s = load(sums, i);
      s = x0.fma(load(a, p + i), s);
      s = x1.fma(load(a, p + lda + i), s);
      s = x2.fma(load(a, p + 2 * lda + i), s);
      s = x3.fma(load(a, p + 3 * lda + i), s);
      s.intoArray(sums, i);
    }
    for (; i < n; i++) {
      sums[i] +=
          a[p + i] * v0 + a[p + lda + i] * v1 + a[p + 2 * lda + i] * v2 + a[p + 3 * lda + i] * v3;
    }
  }
}
