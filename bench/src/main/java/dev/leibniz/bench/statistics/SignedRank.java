package dev.leibniz.bench.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test, exact and one-sided. Under the hypothesis that differences are
 * symmetric about zero each rank has either sign with probability ½; the sums of positive ranks are
 * counted. Ties share their mean rank, for which ranks are doubled so as to stay whole.
 */
public final class SignedRank {
  private SignedRank() {}

  /**
   * The probability of differences so far above zero, if they are symmetric about it.
   *
   * @param differences at least one; zeros say nothing and count against
   * @return between 0 and 1
   */
  public static double probability(double... differences) {
    int n = differences.length;
    Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> Math.abs(differences[i])));
    int[] ranks = new int[n];
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && Math.abs(differences[order[to]]) == Math.abs(differences[order[from]])) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = from + to + 1;
      }
      from = to;
    }
    int positive = 0;
    for (int i = 0; i < n; i++) {
      positive += differences[i] > 0 ? ranks[i] : 0;
    }
    return tail(ranks, positive);
  }

  /** The share of all choices of signs whose positive ranks add up to the sum or more. */
  private static double tail(int[] ranks, int sum) {
    double[] ways = new double[Arrays.stream(ranks).sum() + 1];
    ways[0] = 1;
    for (int rank : ranks) {
      for (int s = ways.length - 1; s >= 0; s--) {
        ways[s] = 0.5 * (ways[s] + (s >= rank ? ways[s - rank] : 0));
      }
    }
    double p = 0;
    for (int s = sum; s < ways.length; s++) {
      p += ways[s];
    }
    return p;
  }

  /**
   * The estimate that belongs to the test (Hodges and Lehmann 1963): the median of the means of all
   * pairs of differences.
   *
   * @param differences at least one
   * @return the estimate of their centre
   */
  public static double centre(double... differences) {
    int n = differences.length;
    double[] means = new double[n * (n + 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        means[at++] = (differences[i] + differences[j]) / 2;
      }
    }
    return Samples.median(means);
  }
}
