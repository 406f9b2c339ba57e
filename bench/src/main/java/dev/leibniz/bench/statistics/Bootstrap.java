package dev.leibniz.bench.statistics;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Percentile bootstrap in two stages: runs are drawn with replacement, then samples of each run
 * drawn. The seed is fixed, so that the same samples always give the same interval.
 */
public final class Bootstrap {
  private static final int ROUNDS = 2000;
  private static final long SEED = 0x1e1b_0001L;
  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * The median and its 95 % interval.
   *
   * @param runs the samples of each run
   * @return the interval
   */
  public static Interval median(List<double[]> runs) {
    RandomGenerator random = generator();
    double[] found = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      found[i] = Samples.median(drawn(runs, random));
    }
    return interval(found, Samples.median(Samples.joined(runs)));
  }

  /**
   * The ratio of two medians and its 95 % interval.
   *
   * @param numerator the samples of each run
   * @param denominator likewise
   * @return the interval
   */
  public static Interval ratio(List<double[]> numerator, List<double[]> denominator) {
    RandomGenerator random = generator();
    double[] found = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      double above = Samples.median(drawn(numerator, random));
      found[i] = above / Samples.median(drawn(denominator, random));
    }
    double estimate =
        Samples.median(Samples.joined(numerator)) / Samples.median(Samples.joined(denominator));
    return interval(found, estimate);
  }

  private static RandomGenerator generator() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  }

  private static double[] drawn(List<double[]> runs, RandomGenerator random) {
    double[][] out = new double[runs.size()][];
    int length = 0;
    for (int r = 0; r < out.length; r++) {
      double[] run = runs.get(random.nextInt(runs.size()));
      out[r] = new double[run.length];
      for (int i = 0; i < run.length; i++) {
        out[r][i] = run[random.nextInt(run.length)];
      }
      length += run.length;
    }
    double[] joined = new double[length];
    int at = 0;
    for (double[] run : out) {
      System.arraycopy(run, 0, joined, at, run.length);
      at += run.length;
    }
    return joined;
  }

  private static Interval interval(double[] found, double estimate) {
    return new Interval(Samples.quantile(TAIL, found), estimate, Samples.quantile(1 - TAIL, found));
  }
}
