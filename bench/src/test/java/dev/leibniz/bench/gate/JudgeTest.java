package dev.leibniz.bench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leibniz.bench.gate.Judge.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Power and false alarms of the gate. */
class JudgeTest {
  private static final int SUBJECTS = 30;
  private static final double SLOWDOWN = Math.log(1.15);

  /** The times of {@code gate --record}: subject, and the four times of a round. */
  private static final class Recorded {
    static final List<double[]> ROUNDS = read();

    private static List<double[]> read() {
      try (InputStream in = JudgeTest.class.getResourceAsStream("identical-builds.csv")) {
        return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> Stream.of(line.split(",", -1)).skip(1))
            .map(times -> times.mapToDouble(Double::parseDouble).toArray())
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** The noise of a process's time, as the logarithm of a factor. */
  enum Noise {
    /** A quiet machine. */
    QUIET {
      @Override
      double next(RandomGenerator random) {
        return 0.03 * random.nextGaussian();
      }
    },
    /** Log-normal, of seven parts in a hundred. */
    NOISY {
      @Override
      double next(RandomGenerator random) {
        return 0.07 * random.nextGaussian();
      }
    },
    /** Now and then something else runs, and the time is up to twice as long. */
    INTERRUPTED {
      @Override
      double next(RandomGenerator random) {
        double burst = random.nextInt(10) == 0 ? random.nextDouble() * 0.7 : 0;
        return 0.03 * random.nextGaussian() + burst;
      }
    },
    /** The compiler takes one of two ways. */
    TWO_WAYS {
      @Override
      double next(RandomGenerator random) {
        return 0.02 * random.nextGaussian() + (random.nextInt(3) == 0 ? 0.1 : 0);
      }
    },
    /** Rounds that the gate measured of identical builds, all subjects, in two runs. */
    RECORDED {
      @Override
      double next(RandomGenerator random) {
        throw new UnsupportedOperationException("a round is drawn whole");
      }

      @Override
      Supplier<double[]> rounds(double slowdown, RandomGenerator random) {
        return () -> {
          double[] t = Recorded.ROUNDS.get(random.nextInt(Recorded.ROUNDS.size())).clone();
          if (random.nextBoolean()) {
            t = new double[] {t[1], t[0], t[3], t[2]};
          }
          t[1] *= Math.exp(slowdown);
          t[2] *= Math.exp(slowdown);
          return t;
        };
      }
    };

    abstract double next(RandomGenerator random);

    /** Rounds A B B A, on a machine that becomes slower or quicker all the time. */
    Supplier<double[]> rounds(double slowdown, RandomGenerator random) {
      return () -> {
        double drift = 0.02 * random.nextGaussian();
        double[] times = new double[4];
        for (int i = 0; i < 4; i++) {
          times[i] = Math.exp(next(random) + i * drift + (i == 1 || i == 2 ? slowdown : 0));
        }
        return times;
      };
    }
  }

  /** As the gate goes about it, for one subject. */
  private static Verdict verdict(Judge judge, Supplier<double[]> rounds) {
    Verdict first = decide(rounds, judge::screen);
    return first == Verdict.CLEARED ? first : decide(rounds, judge::tryAgain);
  }

  private static Verdict decide(
      Supplier<double[]> rounds, Function<List<double[]>, Optional<Judge.Decision>> rule) {
    List<double[]> found = new ArrayList<>();
    while (true) {
      found.add(rounds.get());
      Optional<Judge.Decision> d = rule.apply(found);
      if (d.isPresent()) {
        return d.get().verdict();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSlowdownOfFifteenPercentIsFoundNineteenTimesOfTwenty(Noise noise) {
    RandomGenerator random = new SplittableRandom(noise.ordinal());
    int found = 0;
    for (int i = 0; i < 2000; i++) {
      Judge judge = new Judge(SUBJECTS);
      found += verdict(judge, noise.rounds(SLOWDOWN, random)) == Verdict.REGRESSED ? 1 : 0;
    }
    assertThat(found / 2000.0).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void fewerThanOneInAThousandRunsOfIdenticalBuildsRaisesAnAlarm(Noise noise) {
    RandomGenerator random = new SplittableRandom(100 + noise.ordinal());
    int alarms = 0;
    for (int run = 0; run < 5000; run++) {
      Judge judge = new Judge(SUBJECTS);
      boolean isAlarm = false;
      for (int s = 0; s < SUBJECTS; s++) {
        isAlarm |= verdict(judge, noise.rounds(0, random)) == Verdict.REGRESSED;
      }
      alarms += isAlarm ? 1 : 0;
    }
    assertThat(alarms / 5000.0).isLessThan(1e-3);
  }

  @Test
  void whatIsSlowerByTheCentreButNotSurelyIsUndecided() {
    int[] count = {0};
    Supplier<double[]> rounds =
        () -> {
          double b = Math.exp(count[0]++ % 2 == 0 ? 0.5 : -0.3);
          return new double[] {1, b, b, 1};
        };
    assertThat(verdict(new Judge(SUBJECTS), rounds)).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void theLesserTimeOfEachBuildCounts() {
    double[] round = {10, 30, 20, 90};
    assertThat(Judge.byRounds(List.of(round))).containsExactly(Math.log(2));
    assertThat(Judge.byPairs(List.of(round))).containsExactly(Math.log(3), Math.log(20 / 90.0));
  }
}
