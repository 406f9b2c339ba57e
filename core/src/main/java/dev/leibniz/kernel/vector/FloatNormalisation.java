package dev.leibniz.kernel.vector;

import dev.leibniz.kernel.NormalisationLoops;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums are made as in {@link FloatVectorSum}: a few numbers in {@code float}, one upon the other,
 * and their sums in {@code double}.
 */
final class FloatNormalisation implements NormalisationLoops {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** How many numbers are added up in float, to two sums for each lane. */
  private static final int BLOCK = 64 * LANES;

  @Override
  public double sum(float[] x, int at, Row row) {
    DoubleVector sum = DoubleVector.zero(WIDE);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    double rest = 0;
    int left = BLOCK;
    for (int run = 0; run < row.outer(); run++) {
      int i = at + run * row.step();
      int end = i + row.n();
      while (end - i >= LANES) {
        int stop = i + Math.min(left, (end - i) / LANES * LANES);
        left -= stop - i;
        for (; i < stop - LANES; i += 2 * LANES) {
          a = a.add(FloatVector.fromArray(SPECIES, x, i));
          b = b.add(FloatVector.fromArray(SPECIES, x, i + LANES));
        }
        if (i < stop) {
          a = a.add(FloatVector.fromArray(SPECIES, x, i));
          i += LANES;
        }
        if (left == 0) {
          sum = add(sum, a.add(b));
          a = FloatVector.zero(SPECIES);
          b = a;
          left = BLOCK;
        }
      }
      for (; i < end; i++) {
        rest += x[i];
      }
    }
    return total(add(sum, a.add(b))) + rest;
  }

  @Override
  public double squares(float[] x, int at, Row row, float mean) {
    DoubleVector sum = DoubleVector.zero(WIDE);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    double rest = 0;
    int left = BLOCK;
    for (int run = 0; run < row.outer(); run++) {
      int i = at + run * row.step();
      int end = i + row.n();
      while (end - i >= LANES) {
        int stop = i + Math.min(left, (end - i) / LANES * LANES);
        left -= stop - i;
        for (; i < stop - LANES; i += 2 * LANES) {
          FloatVector d = FloatVector.fromArray(SPECIES, x, i).sub(mean);
          a = d.fma(d, a);
          FloatVector e = FloatVector.fromArray(SPECIES, x, i + LANES).sub(mean);
          b = e.fma(e, b);
        }
        if (i < stop) {
          FloatVector d = FloatVector.fromArray(SPECIES, x, i).sub(mean);
          a = d.fma(d, a);
          i += LANES;
        }
        if (left == 0) {
          sum = add(sum, a.add(b));
          a = FloatVector.zero(SPECIES);
          b = a;
          left = BLOCK;
        }
      }
      for (; i < end; i++) {
        rest += (double) (x[i] - mean) * (x[i] - mean);
      }
    }
    return total(add(sum, a.add(b))) + rest;
  }

  @Override
  public double products(float[] t, int at, float[] y, int yAt, Row row) {
    int offset = yAt - at;
    DoubleVector sum = DoubleVector.zero(WIDE);
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    double rest = 0;
    int left = BLOCK;
    for (int run = 0; run < row.outer(); run++) {
      int i = at + run * row.step();
      int end = i + row.n();
      while (end - i >= LANES) {
        int stop = i + Math.min(left, (end - i) / LANES * LANES);
        left -= stop - i;
        for (; i < stop - LANES; i += 2 * LANES) {
          a =
              FloatVector.fromArray(SPECIES, t, i)
                  .fma(FloatVector.fromArray(SPECIES, y, i + offset), a);
          b =
              FloatVector.fromArray(SPECIES, t, i + LANES)
                  .fma(FloatVector.fromArray(SPECIES, y, i + offset + LANES), b);
        }
        if (i < stop) {
          a =
              FloatVector.fromArray(SPECIES, t, i)
                  .fma(FloatVector.fromArray(SPECIES, y, i + offset), a);
          i += LANES;
        }
        if (left == 0) {
          sum = add(sum, a.add(b));
          a = FloatVector.zero(SPECIES);
          b = a;
          left = BLOCK;
        }
      }
      for (; i < end; i++) {
        rest += (double) t[i] * y[i + offset];
      }
    }
    return total(add(sum, a.add(b))) + rest;
  }

  private static DoubleVector add(DoubleVector sum, FloatVector x) {
    return sum.add((DoubleVector) x.convertShape(VectorOperators.F2D, WIDE, 0))
        .add((DoubleVector) x.convertShape(VectorOperators.F2D, WIDE, 1));
  }

  /** In a fixed order, which {@code reduceLanes} has not. */
  private static double total(DoubleVector x) {
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      sum += x.lane(i);
    }
    return sum;
  }

  @Override
  public void standardise(float[] x, int at, Row row, float mean, float r, float[] z, int to) {
    int offset = to - at;
    for (int run = 0; run < row.outer(); run++) {
      int i = at + run * row.step();
      int end = i + row.n();
      for (; i <= end - LANES; i += LANES) {
        FloatVector.fromArray(SPECIES, x, i).sub(mean).mul(r).intoArray(z, i + offset);
      }
      for (; i < end; i++) {
        z[i + offset] = (x[i] - mean) * r;
      }
    }
  }

  @Override
  public void tangent(
      float[] t,
      int at,
      float[] y,
      int yAt,
      Row row,
      float mean,
      float product,
      float r,
      float[] z,
      int to) {
    int other = yAt - at;
    int offset = to - at;
    for (int run = 0; run < row.outer(); run++) {
      int i = at + run * row.step();
      int end = i + row.n();
      for (; i <= end - LANES; i += LANES) {
        FloatVector along = FloatVector.fromArray(SPECIES, y, i + other).mul(product);
        FloatVector.fromArray(SPECIES, t, i).sub(mean).sub(along).mul(r).intoArray(z, i + offset);
      }
      for (; i < end; i++) {
        z[i + offset] = (t[i] - mean - y[i + other] * product) * r;
      }
    }
  }
}
