package dev.leibniz.kernel;

/**
 * The passes of {@link Standardisation} and {@link StandardisationTangent} over a row of floats,
 * each in one loop.
 */
public interface NormalisationLoops {
  /** How a row lies from a place on: in {@code outer} runs of {@code n} numbers each. */
  record Row(int outer, int step, int n) {}

  /** Σ x. */
  double sum(float[] x, int at, Row row);

  /** Σ (x − mean)². */
  double squares(float[] x, int at, Row row, float mean);

  /** Writes (x − mean) r. */
  void standardise(float[] x, int at, Row row, float mean, float r, float[] z, int to);

  /** Σ t y. */
  double products(float[] t, int at, float[] y, int yAt, Row row);

  /** Writes r (t − mean − product y). */
  void tangent(
      float[] t,
      int at,
      float[] y,
      int yAt,
      Row row,
      float mean,
      float product,
      float r,
      float[] z,
      int to);
}
