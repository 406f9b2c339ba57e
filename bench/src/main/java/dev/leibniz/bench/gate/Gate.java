package dev.leibniz.bench.gate;

import dev.leibniz.bench.compare.Table;
import dev.leibniz.bench.fork.Fork;
import dev.leibniz.bench.fork.Order;
import dev.leibniz.bench.gate.Judge.Decision;
import dev.leibniz.bench.gate.Judge.Verdict;
import dev.leibniz.bench.measure.Plan;
import dev.leibniz.bench.run.Progress;
import dev.leibniz.bench.run.Selection;
import dev.leibniz.bench.run.Words;
import dev.leibniz.models.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Screens every subject, then tries those that were suspicious. */
final class Gate {
  /** For finding out how long a call takes. */
  private static final Plan PLAN = new Plan(0.3, 15, 0.05, 5, false);

  private final Judge judge;
  private final List<Selection> subjects;
  private final Rounds rounds;
  private final Map<Selection, Decision> decisions = new LinkedHashMap<>();

  Gate(Fork old, Fork young, Size size, List<Selection> subjects, Recording recording) {
    this.subjects = subjects;
    judge = new Judge(subjects.size());
    rounds =
        new Rounds(
            old,
            young,
            s -> Order.of(s.workload().name(), s.task(), size, PLAN).unchecked(),
            recording);
  }

  void run(Progress progress) {
    progress.at("how long calls take");
    rounds.calibrate(subjects);
    decide(subjects, progress, judge::screen);
    List<Selection> suspicious =
        subjects.stream()
            .filter(s -> decisions.containsKey(s))
            .filter(s -> Objects.requireNonNull(decisions.get(s)).verdict() != Verdict.CLEARED)
            .toList();
    for (Selection s : suspicious) {
      double ratio = Objects.requireNonNull(decisions.get(s)).ratio();
      progress.line(
          "%s looks %s times as slow; measured again".formatted(title(s), Words.digits(ratio)));
    }
    decide(suspicious, progress, judge::tryAgain);
  }

  /** Measures round after round what is not decided yet. */
  private void decide(
      List<Selection> all, Progress progress, Function<List<double[]>, Optional<Decision>> rule) {
    Map<Selection, List<double[]>> found = new LinkedHashMap<>();
    all.forEach(s -> found.put(s, new ArrayList<>()));
    while (!found.isEmpty()) {
      progress.at(found.size() + " to be decided");
      Map<Selection, double[]> times = rounds.measure(List.copyOf(found.keySet()));
      found.keySet().retainAll(times.keySet());
      times.forEach((s, t) -> {
        List<double[]> known = Objects.requireNonNull(found.get(s));
        known.add(t);
        rule.apply(known)
            .ifPresent(d -> {
              decisions.put(s, d);
              found.remove(s);
            });
      });
      progress.step();
    }
    decisions.keySet().removeAll(rounds.obstacles().keySet());
  }

  static String title(Selection s) {
    return s.workload().name() + " " + s.task().title();
  }

  Table table() {
    List<List<String>> rows = new ArrayList<>();
    decisions.forEach((s, d) ->
        rows.add(
            List.of(
                title(s),
                Words.digits(d.ratio()),
                Integer.toString(d.numbers().length),
                d.verdict().name().toLowerCase(Locale.ROOT))));
    rounds.obstacles().forEach((s, why) -> rows.add(List.of(title(s), "", "", why)));
    return new Table(List.of("", "ratio", "numbers", "verdict"), rows);
  }

  long count(Verdict v) {
    return decisions.values().stream().filter(d -> d.verdict() == v).count();
  }

  int incomparable() {
    return rounds.obstacles().size();
  }
}
