package dev.leibniz.bench.statistics;

import java.util.Arrays;
import java.util.List;

/** Order statistics. */
public final class Samples {
  private Samples() {}

  /**
   * The median.
   *
   * @param values at least one
   * @return the middle one, or the mean of the two in the middle
   */
  public static double median(double... values) {
    return quantile(0.5, values);
  }

  /**
   * A quantile, by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).
   *
   * @param p from 0 to 1
   * @param values at least one
   * @return the quantile
   */
  public static double quantile(double p, double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a quantile of no values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * The distance of the quartiles, which a few slow samples do not move.
   *
   * @param values at least one
   * @return the third quartile less the first
   */
  public static double spread(double... values) {
    return quantile(0.75, values) - quantile(0.25, values);
  }

  /**
   * The samples of all runs together.
   *
   * @param runs the samples of each
   * @return one after the other
   */
  public static double[] joined(List<double[]> runs) {
    return runs.stream().flatMapToDouble(Arrays::stream).toArray();
  }
}
