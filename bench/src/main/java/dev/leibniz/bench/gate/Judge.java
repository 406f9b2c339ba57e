package dev.leibniz.bench.gate;

import dev.leibniz.bench.statistics.Samples;
import dev.leibniz.bench.statistics.SignedRank;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Decides from rounds of four JVMs, A B B A. A round gives the logarithm of the ratio of the new
 * build's time to the old one's, each the lesser of its two times: what else the machine did in one
 * of them does not count.
 *
 * <ol>
 *   <li>Screening: a subject whose first round says that it is quicker by more than {@link
 *       #QUICKER} is cleared; of the others, those whose centre of two rounds is below {@link
 *       #SUSPICIOUS}.
 *   <li>Trial: rounds measured anew, so that what was picked out for being high counts for nothing.
 *       At a few looks the signed-rank test is made of the rounds less {@link #TOLERATED}; a
 *       regression is what it finds at the level below. At each look a subject whose centre is low
 *       is cleared, so that the time goes to those that are slower.
 * </ol>
 *
 * <p>Identical builds may change places within a round, so their rounds are symmetric about zero,
 * whatever the noise, and at most one in two is held for trial: its centre would have to be above
 * zero. A trial makes two tests. So a run with n subjects raises a false alarm with a probability
 * of at most n · ½ · 2 · α; the level α makes this {@link #FALSE_ALARMS}.
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

  private static final List<Integer> LOOKS = List.of(4, 8, 16, 32);

  /** Looks before this one can only clear: so few rounds cannot reach the level. */
  private static final int FIRST_TEST = 16;

  private final double level;

  /**
   * A judge.
   *
   * @param subjects how many are judged in a run
   */
  public Judge(int subjects) {
    level = FALSE_ALARMS / subjects;
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
   * @param rounds logarithms of ratios; of the trial if there was one
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
   * @param rounds measures a round
   * @return cleared, or undecided if a trial is called for
   */
  public Decision screen(DoubleSupplier rounds) {
    double first = rounds.getAsDouble();
    if (first < QUICKER) {
      return new Decision(Verdict.CLEARED, new double[] {first});
    }
    double[] found = {first, rounds.getAsDouble()};
    return new Decision(
        Samples.median(found) < SUSPICIOUS ? Verdict.CLEARED : Verdict.UNDECIDED, found);
  }

  /**
   * Tries a subject that was suspicious.
   *
   * @param rounds measures a round
   * @return the decision
   */
  public Decision tryAgain(DoubleSupplier rounds) {
    List<Double> found = new ArrayList<>();
    for (int look : LOOKS) {
      while (found.size() < look) {
        found.add(rounds.getAsDouble());
      }
      double[] all = found.stream().mapToDouble(Double::doubleValue).toArray();
      if (SignedRank.centre(all) < (look < FIRST_TEST ? EARLY : TOLERATED)) {
        return new Decision(Verdict.CLEARED, all);
      }
      if (look >= FIRST_TEST && probability(all) <= level) {
        return new Decision(Verdict.REGRESSED, all);
      }
    }
    return new Decision(
        Verdict.UNDECIDED, found.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Screens, and tries if need be.
   *
   * @param rounds measures a round
   * @return the decision
   */
  public Decision judge(DoubleSupplier rounds) {
    Decision first = screen(rounds);
    return first.verdict() == Verdict.CLEARED ? first : tryAgain(rounds);
  }

  private static double probability(double[] rounds) {
    double[] beyond = new double[rounds.length];
    for (int i = 0; i < beyond.length; i++) {
      beyond[i] = rounds[i] - TOLERATED;
    }
    return SignedRank.probability(beyond);
  }
}
