package dev.leibniz.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void quantilesInterpolate() {
    assertThat(Samples.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(Samples.quantile(0.25, 1, 2, 3, 4, 5)).isEqualTo(2);
    assertThat(Samples.spread(1, 2, 3, 4, 1000)).isEqualTo(2);
  }

  @Test
  void allPositiveDifferencesHaveOneChoiceOfSigns() {
    assertThat(SignedRank.probability(1, 2, 3, 4, 5)).isEqualTo(1 / 32.0);
    assertThat(SignedRank.probability(-1, -2, -3)).isEqualTo(1);
  }

  /** Eight pairs of Wilcoxon's table: 5 of 256 choices have negative ranks of 3 or less. */
  @Test
  void probabilitiesAreThoseOfTheTable() {
    assertThat(SignedRank.probability(-3, 1, 2, 4, 5, 6, 7, 8)).isEqualTo(5 / 256.0);
  }

  @Test
  void tiesShareTheirRank() {
    assertThat(SignedRank.probability(1, 1, 1, -1)).isEqualTo(5 / 16.0);
  }

  @Test
  void zeroIsNoEvidence() {
    assertThat(SignedRank.probability(0, 0, 0)).isEqualTo(1);
  }

  @Test
  void theCentreIsNotMovedByAnOutlier() {
    assertThat(SignedRank.centre(1, 1.1, 0.9, 1, 50)).isCloseTo(1.05, within(0.06));
  }

  @Test
  void intervalsHoldTheMedianNineteenTimesOfTwenty() {
    RandomGenerator random = new SplittableRandom(3);
    int held = 0;
    for (int i = 0; i < 200; i++) {
      held += Bootstrap.median(List.of(times(60, 1, random))).contains(1) ? 1 : 0;
    }
    assertThat(held).isBetween(180, 199);
  }

  @Test
  void theRatioOfMediansIsInItsInterval() {
    RandomGenerator random = new SplittableRandom(4);
    Interval found =
        Bootstrap.ratio(List.of(times(80, 1.2, random)), List.of(times(80, 1, random)));
    assertThat(found.contains(1.2)).isTrue();
    assertThat(found.contains(1)).isFalse();
  }

  @Test
  void theSameSamplesGiveTheSameInterval() {
    List<double[]> runs = List.of(new double[] {1, 2, 3}, new double[] {2, 3, 5});
    assertThat(Bootstrap.median(runs)).isEqualTo(Bootstrap.median(runs));
  }

  /** Log-normal, as times are. */
  static double[] times(int n, double median, RandomGenerator random) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = median * Math.exp(0.1 * random.nextGaussian());
    }
    return out;
  }
}
