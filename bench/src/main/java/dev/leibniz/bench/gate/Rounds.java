package dev.leibniz.bench.gate;

import dev.leibniz.bench.fork.Answer;
import dev.leibniz.bench.fork.Fork;
import dev.leibniz.bench.fork.Order;
import dev.leibniz.bench.measure.Calls;
import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.run.Selection;
import dev.leibniz.bench.statistics.Samples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Measures rounds A B B A. All subjects of a round share its JVMs, and what the first has warmed up
 * serves the others: a JVM that has just been started needs several seconds before the library is
 * compiled, and is many times slower until then.
 *
 * <p>The four JVMs of a round make the same calls in the same order and wait for their compilers,
 * so that builds that are alike get code that is alike. The next round has another order, so that
 * code which one order happens to bring about does not decide.
 */
final class Rounds {
  /** Of the samples of a JVM: a few slow ones do not move it, nor does half of them. */
  private static final double QUARTILE = 0.25;

  private final Fork old;
  private final Fork young;
  private final Function<Selection, Order> orders;
  private final Recording recording;
  private final RandomGenerator random = new SplittableRandom(1);

  /** How often each subject is called. */
  private final Map<Selection, Calls> calls = new LinkedHashMap<>();

  /** Why a subject cannot be compared. */
  private final Map<Selection, String> obstacles = new LinkedHashMap<>();

  Rounds(Fork old, Fork young, Function<Selection, Order> orders, Recording recording) {
    this.old = old.waitingForCompilers();
    this.young = young.waitingForCompilers();
    this.orders = orders;
    this.recording = recording;
  }

  /** Finds out how long calls take, and what the working tree cannot run. */
  void calibrate(List<Selection> subjects) {
    List<Answer> answers = young.run(subjects.stream().map(orders).toList());
    for (int i = 0; i < answers.size(); i++) {
      Selection s = subjects.get(i);
      Measurement found = answers.get(i).measurement();
      if (found == null) {
        obstacles.put(s, "the working tree cannot run it: " + answers.get(i).failure());
      } else {
        calls.put(s, Calls.of(Samples.quantile(QUARTILE, found.times())));
      }
    }
  }

  /** The four times of each subject; none of one that cannot be run on both. */
  Map<Selection, double[]> measure(List<Selection> all) {
    List<Selection> subjects = new ArrayList<>(all);
    subjects.removeAll(obstacles.keySet());
    Collections.shuffle(subjects, random);
    Map<Selection, double[]> times = new LinkedHashMap<>();
    subjects.forEach(s -> times.put(s, new double[4]));
    List<Order> work = subjects.stream().map(this::counted).toList();
    for (int i = 0; i < 4; i++) {
      boolean isYoung = i == 1 || i == 2;
      List<Answer> answers = (isYoung ? young : old).run(work);
      for (int j = 0; j < answers.size(); j++) {
        Selection s = subjects.get(j);
        Measurement found = answers.get(j).measurement();
        if (found == null) {
          String which = isYoung ? "the working tree" : "the base";
          obstacles.put(s, which + " cannot run it: " + answers.get(j).failure());
          times.remove(s);
        } else if (times.containsKey(s)) {
          times.get(s)[i] = Samples.quantile(QUARTILE, found.times());
        }
      }
    }
    times.forEach((s, t) -> recording.add(Gate.title(s), t));
    return times;
  }

  private Order counted(Selection s) {
    return orders.apply(s).counted(Objects.requireNonNull(calls.get(s)));
  }

  Map<Selection, String> obstacles() {
    return obstacles;
  }
}
