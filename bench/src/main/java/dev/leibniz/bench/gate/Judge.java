package dev.leibniz.bench.gate;

import dev.leibniz.bench.statistics.Samples;
import dev.leibniz.bench.statistics.SignedRank;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Decides from rounds, in each of which four JVMs measured in turns: A B B A.
 *
 * <ol>
 *   <li>Screening. A round gives one number, the logarithm of the ratio of the new build's time to
 *       the old one's, each the lesser of its two, so that what else the machine did in one of them
 *       does not count. A subject whose first round says that it is quicker by more than {@link
 *       #QUICKER} is cleared; of the others, those whose centre of two rounds is below {@link
 *       #SUSPICIOUS}.
 *   <li>Trial, measured anew, so that what was picked out for being high counts for nothing. A
 *       round gives two numbers here, for the pairs A B and B A: a test by ranks needs many numbers
 *       more than it needs quiet ones. The last look goes by the rounds again, for a machine on
 *       which pairs are too noisy. A few looks are made; the test is Wilcoxon's signed-rank test of
 *       the numbers less {@link #TOLERATED}, and a regression is what it finds at the level below.
 *       At each look a subject whose centre is low is cleared, so that the time goes to those that
 *       are slower.
 * </ol>
 *
 * <p>Identical builds may change places, so their rounds and pairs are symmetric about zero,
 * whatever the noise, and at most one subject in two is held for trial: its centre would have to be
 * above zero. A trial makes three tests. So a run with n subjects raises a false alarm with a
 * probability of at most n · ½ · 3 · α; the level α makes this {@link #FALSE_ALARMS}.
 */
public final class Judge {
  /** The probability of a false alarm in a whole run. */
  public static final double FALSE_ALARMS = 1e-3;

  /** A slowdown of this size is put up with: three parts in a hundred. */
  private static final double TOLERATED = Math.log(1.03);

  private static final double QUICKER = Math.log(0.97);
  private static final double SUSPICIOUS = TOLERATED;

  /** What clears at a look that can only clear. */
  private static final double EARLY = Math.log(1.025);

  /** After how many rounds of a trial numbers are looked at. */
  private static final List<Integer> LOOKS = List.of(4, 8, 16, 32);

  /** Looks before this one can only clear: so few pairs cannot reach the level. */
  private static final int FIRST_TEST = 8;

  private static final int TESTS = 3;

  private final double level;

  /**
   * A judge.
   *
   * @param subjects how many are judged in a run
   */
  public Judge(int subjects) {
    level = FALSE_ALARMS / (subjects * 0.5 * TESTS);
  }

  /** What was decided. */
  public enum Verdict {
    /** No slowdown that matters. */
    CLEARED,
    /** Slower, surely. */
    REGRESSED,
    /** Perhaps slower, but the machine was too noisy to say. */
    UNDECIDED
  }

  /**
   * A decision and what it rests on.
   *
   * @param verdict the decision
   * @param numbers logarithms of ratios
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Decision(Verdict verdict, double[] numbers) {
    /**
     * The new build's time to the old one's.
     *
     * @return above 1 if it is slower
     */
    public double ratio() {
      return Math.exp(SignedRank.centre(numbers));
    }
  }

  /**
   * Screens a subject.
   *
   * @param rounds the four times of each round so far
   * @return cleared, or undecided if a trial is called for; nothing if another round is
   */
  public Optional<Decision> screen(List<double[]> rounds) {
    double[] numbers = byRounds(rounds);
    if (numbers.length == 1) {
      return numbers[0] < QUICKER
          ? Optional.of(new Decision(Verdict.CLEARED, numbers))
          : Optional.empty();
    }
    boolean isClear = Samples.median(numbers) < SUSPICIOUS;
    return Optional.of(new Decision(isClear ? Verdict.CLEARED : Verdict.UNDECIDED, numbers));
  }

  /**
   * Tries a subject that was suspicious.
   *
   * @param rounds the four times of each round of the trial so far
   * @return the decision; nothing if another round is called for
   */
  public Optional<Decision> tryAgain(List<double[]> rounds) {
    int n = rounds.size();
    if (!LOOKS.contains(n)) {
      return Optional.empty();
    }
    boolean isLast = n == LOOKS.getLast();
    double[] numbers = isLast ? byRounds(rounds) : byPairs(rounds);
    if (SignedRank.centre(numbers) < (n < FIRST_TEST ? EARLY : TOLERATED)) {
      return Optional.of(new Decision(Verdict.CLEARED, numbers));
    }
    if (n >= FIRST_TEST && probability(numbers) <= level) {
      return Optional.of(new Decision(Verdict.REGRESSED, numbers));
    }
    return isLast ? Optional.of(new Decision(Verdict.UNDECIDED, numbers)) : Optional.empty();
  }

  /** The logarithms of the ratios of the lesser times. */
  static double[] byRounds(List<double[]> rounds) {
    return rounds.stream()
        .mapToDouble(t -> Math.log(Math.min(t[1], t[2]) / Math.min(t[0], t[3])))
        .toArray();
  }

  /** The logarithms of the ratios of the pairs A B and B A. */
  static double[] byPairs(List<double[]> rounds) {
    return rounds.stream()
        .flatMapToDouble(t -> DoubleStream.of(Math.log(t[1] / t[0]), Math.log(t[2] / t[3])))
        .toArray();
  }

  private static double probability(double[] numbers) {
    double[] beyond = new double[numbers.length];
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] = numbers[i] - TOLERATED;
    }
    return SignedRank.probability(beyond);
  }
}
