package dev.leibniz.bench.gate;

import dev.leibniz.bench.fork.Answer;
import dev.leibniz.bench.fork.Fork;
import dev.leibniz.bench.fork.Order;
import dev.leibniz.bench.measure.Measurement;
import dev.leibniz.bench.run.Selection;
import dev.leibniz.bench.statistics.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Measures rounds A B B A. All subjects of a round share its JVMs, and what the first has warmed up
 * serves the others: a JVM that has just been started needs several seconds before the library is
 * compiled, and is many times slower until then.
 */
final class Rounds {
  private final Fork old;
  private final Fork young;
  private final Function<Selection, Order> orders;
  private final Recording recording;

  /** Why a subject cannot be compared. */
  private final Map<Selection, String> obstacles = new LinkedHashMap<>();

  Rounds(Fork old, Fork young, Function<Selection, Order> orders, Recording recording) {
    this.old = old;
    this.young = young;
    this.orders = orders;
    this.recording = recording;
  }

  /** The four times of each subject; none of one that cannot be run on both. */
  Map<Selection, double[]> measure(List<Selection> subjects) {
    Map<Selection, double[]> times = new LinkedHashMap<>();
    subjects.forEach(s -> times.put(s, new double[4]));
    List<Order> work = new ArrayList<>();
    subjects.forEach(s -> work.add(orders.apply(s)));
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
          times.get(s)[i] = Samples.median(found.times());
        }
      }
    }
    times.forEach((s, t) -> recording.add(Gate.title(s), t));
    return times;
  }

  Map<Selection, String> obstacles() {
    return obstacles;
  }
}
