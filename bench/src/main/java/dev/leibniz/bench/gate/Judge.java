package dev.leibniz.bench.gate;

import dev.leibniz.bench.statistics.Samples;
import dev.leibniz.bench.statistics.SignedRank;
import java.util.List;
import java.util.Optional;

/**
 * Decides from what JVMs measured in turns, A B B A A B B A …
 *
 * <ol>
 *   <li>Screening. Four JVMs make a round: the logarithm of the ratio of the new build's time to
 *       the old one's, each the lesser of its two, so that what else the machine did in one of them
 *       does not count. A subject whose first round says that it is quicker by more than {@link
 *       #QUICKER} is cleared; of the others, those whose centre of two rounds is below {@link
 *       #SUSPICIOUS}.
 *   <li>Trial, measured anew, so that what was picked out for being high counts for nothing. Here
 *       two JVMs make a pair, A B or B A: twice as many numbers for the same time, which a test by
 *       ranks needs more than it needs quiet ones. At a few looks the signed-rank test is made of
 *       the pairs less {@link #TOLERATED}; a regression is what it finds at the level below. At
 *       each look a subject whose centre is low is cleared, so that the time goes to those that are
 *       slower.
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
  private static final double SUSPICIOUS = Math.log(1.02);

  /** What clears at a look that can only clear. */
  private static final double EARLY = Math.log(1.025);

  private static final List<Integer> LOOKS = List.of(4, 8, 16, 32, 64);

  /** Looks before this one can only clear: so few pairs cannot reach the level. */
  private static final int FIRST_TEST = 16;

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
   * @param rounds logarithms of ratios; of the trial's pairs if there was one
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Decision(Verdict verdict, double[] rounds) {
    /**
     * The new build's time to the old one's.
     *
     * @return above 1 if it is slower
     */
    public double ratio() {
      return Math.exp(SignedRank.centre(rounds));
    }
  }

  /**
   * Screens a subject.
   *
   * @param rounds what was measured of it so far
   * @return cleared, or undecided if a trial is called for; nothing if another round is
   */
  public Optional<Decision> screen(double... rounds) {
    if (rounds.length == 1) {
      return rounds[0] < QUICKER
          ? Optional.of(new Decision(Verdict.CLEARED, rounds))
          : Optional.empty();
    }
    boolean isClear = Samples.median(rounds) < SUSPICIOUS;
    return Optional.of(new Decision(isClear ? Verdict.CLEARED : Verdict.UNDECIDED, rounds));
  }

  /**
   * Tries a subject that was suspicious.
   *
   * @param pairs what was measured of it in the trial so far
   * @return the decision; nothing if another pair is called for
   */
  public Optional<Decision> tryAgain(double... pairs) {
    int n = pairs.length;
    if (!LOOKS.contains(n)) {
      return Optional.empty();
    }
    if (SignedRank.centre(pairs) < (n < FIRST_TEST ? EARLY : TOLERATED)) {
      return Optional.of(new Decision(Verdict.CLEARED, pairs));
    }
    if (n >= FIRST_TEST && probability(pairs) <= level) {
      return Optional.of(new Decision(Verdict.REGRESSED, pairs));
    }
    return n == LOOKS.getLast()
        ? Optional.of(new Decision(Verdict.UNDECIDED, pairs))
        : Optional.empty();
  }

  private static double probability(double[] pairs) {
    double[] beyond = new double[pairs.length];
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] = pairs[i] - TOLERATED;
    }
    return SignedRank.probability(beyond);
  }
}
