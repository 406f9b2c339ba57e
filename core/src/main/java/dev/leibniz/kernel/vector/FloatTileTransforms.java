package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.TileTransforms;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The transforms of tiles in one loop each, to the same bits as the plain ones. Lines are short,
 * some sixty numbers, of which a loop that C2 makes a vector loop of spends most before and behind
 * its vectors.
 */
final class FloatTileTransforms implements TileTransforms {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** For what is shorter than a vector. */
  private final TileTransforms plain;

  FloatTileTransforms(TileTransforms plain) {
    this.plain = plain;
  }

  @Override
  public void data(
      int n, float[] x0, float[] x1, float[] x2, float[] x3, float[] x4, float[] x5, float[][] to) {
    if (n < LANES) {
      plain.data(n, x0, x1, x2, x3, x4, x5, to);
      return;
    }
    data(0, n, x0, x1, x2, x3, x4, x5, to);
    if (n % LANES > 0) {
      data(n - LANES, n, x0, x1, x2, x3, x4, x5, to);
    }
  }

  private static void data(
      int start,
      int end,
      float[] x0,
      float[] x1,
      float[] x2,
      float[] x3,
      float[] x4,
      float[] x5,
      float[][] to) {
    float[] y0 = to[0];
    float[] y1 = to[1];
    float[] y2 = to[2];
    float[] y3 = to[3];
    float[] y4 = to[4];
    float[] y5 = to[5];
    for (int t = start; t <= end - LANES; t += LANES) {
      FloatVector v1 = FloatVector.fromArray(SPECIES, x1, t);
      FloatVector v2 = FloatVector.fromArray(SPECIES, x2, t);
      FloatVector v3 = FloatVector.fromArray(SPECIES, x3, t);
      FloatVector v4 = FloatVector.fromArray(SPECIES, x4, t);
      FloatVector.fromArray(SPECIES, x0, t).sub(v2.mul(2.5f)).add(v4).intoArray(y0, t);
      FloatVector even = v4.sub(v2.mul(B2));
      FloatVector odd = v3.sub(v1.mul(B2)).mul(A);
      even.add(odd).intoArray(y1, t);
      even.sub(odd).intoArray(y2, t);
      even = v4.sub(v2.mul(A2));
      odd = v3.sub(v1.mul(A2)).mul(B);
      even.add(odd).intoArray(y3, t);
      even.sub(odd).intoArray(y4, t);
      v1.sub(v3.mul(2.5f)).add(FloatVector.fromArray(SPECIES, x5, t)).intoArray(y5, t);
    }
  }

  @Override
  public void results(int n, float[][] m, int from, int step, float[][] to) {
    if (n < LANES) {
      plain.results(n, m, from, step, to);
      return;
    }
    results(0, n, m, from, step, to);
    if (n % LANES > 0) {
      results(n - LANES, n, m, from, step, to);
    }
  }

  private static void results(int start, int end, float[][] m, int from, int step, float[][] to) {
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
    for (int t = start; t <= end - LANES; t += LANES) {
      FloatVector v1 = FloatVector.fromArray(SPECIES, m1, t);
      FloatVector v2 = FloatVector.fromArray(SPECIES, m2, t);
      FloatVector v3 = FloatVector.fromArray(SPECIES, m3, t);
      FloatVector v4 = FloatVector.fromArray(SPECIES, m4, t);
      FloatVector a = v1.add(v2);
      FloatVector b = v3.add(v4);
      FloatVector.fromArray(SPECIES, m0, t).add(a).add(b).intoArray(y0, t);
      a.mul(A2).add(b.mul(B2)).intoArray(y2, t);
      a = v1.sub(v2);
      b = v3.sub(v4);
      a.mul(A).add(b.mul(B)).intoArray(y1, t);
      a.mul(A3).add(b.mul(B3)).add(FloatVector.fromArray(SPECIES, m5, t)).intoArray(y3, t);
    }
  }

  @Override
  public void cotangents(
      int n, float[] g0, float[] g1, float[] g2, float[] g3, float[][] to, int at, int step) {
    if (n < LANES) {
      plain.cotangents(n, g0, g1, g2, g3, to, at, step);
      return;
    }
    cotangents(0, n, g0, g1, g2, g3, to, at, step);
    if (n % LANES > 0) {
      cotangents(n - LANES, n, g0, g1, g2, g3, to, at, step);
    }
  }

  private static void cotangents(
      int start,
      int end,
      float[] g0,
      float[] g1,
      float[] g2,
      float[] g3,
      float[][] to,
      int at,
      int step) {
    float[] y0 = to[at];
    float[] y1 = to[at + step];
    float[] y2 = to[at + 2 * step];
    float[] y3 = to[at + 3 * step];
    float[] y4 = to[at + 4 * step];
    float[] y5 = to[at + 5 * step];
    for (int t = start; t <= end - LANES; t += LANES) {
      FloatVector v0 = FloatVector.fromArray(SPECIES, g0, t);
      FloatVector v1 = FloatVector.fromArray(SPECIES, g1, t);
      FloatVector v2 = FloatVector.fromArray(SPECIES, g2, t);
      FloatVector v3 = FloatVector.fromArray(SPECIES, g3, t);
      v0.intoArray(y0, t);
      v3.intoArray(y5, t);
      FloatVector even = v0.add(v2.mul(A2));
      FloatVector odd = v1.mul(A).add(v3.mul(A3));
      even.add(odd).intoArray(y1, t);
      even.sub(odd).intoArray(y2, t);
      even = v0.add(v2.mul(B2));
      odd = v1.mul(B).add(v3.mul(B3));
      even.add(odd).intoArray(y3, t);
      even.sub(odd).intoArray(y4, t);
    }
  }
}
