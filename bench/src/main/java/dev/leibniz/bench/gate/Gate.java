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

/** Screens every subject, then tries those that were suspicious. */
final class Gate {
  private static final Plan PLAN = new Plan(0.6, 1.2, 0.3, 5, false);

  private final Fork old;
  private final Fork young;
  private final Size size;
  private final Recording recording;
  private final Judge judge;
  private final List<Selection> subjects;
  private final Map<Selection, String> notComparable = new LinkedHashMap<>();
  private final Map<Selection, Decision> decisions = new LinkedHashMap<>();

  Gate(Fork old, Fork young, Size size, List<Selection> subjects, Recording recording) {
    this.old = old;
    this.young = young;
    this.size = size;
    this.subjects = subjects;
    this.recording = recording;
    judge = new Judge(subjects.size());
  }

  void run(Progress progress) {
    List<Selection> suspicious = new ArrayList<>();
    for (Selection s : subjects) {
      progress.at(title(s));
      try {
        Decision first = judge.screen(rounds(s));
        decisions.put(s, first);
        if (first.verdict() != Verdict.CLEARED) {
          suspicious.add(s);
        }
      } catch (Rounds.NotComparableException e) {
        notComparable.put(s, String.valueOf(e.getMessage()));
      }
      progress.step();
    }
    for (Selection s : suspicious) {
      double ratio = Objects.requireNonNull(decisions.get(s)).ratio();
      progress.line(
          "%s looks %s times as slow; measured again".formatted(title(s), Words.digits(ratio)));
      progress.at(title(s) + " again");
      decisions.put(s, judge.tryAgain(rounds(s)));
    }
  }

  private Rounds rounds(Selection s) {
    Order order = Order.of(s.workload().name(), s.task(), size, PLAN);
    return new Rounds(old, young, order, recording);
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
                Integer.toString(d.rounds().length),
                d.verdict().name().toLowerCase(Locale.ROOT))));
    notComparable.forEach((s, why) -> rows.add(List.of(title(s), "", "", why)));
    return new Table(List.of("", "ratio", "rounds", "verdict"), rows);
  }

  long count(Verdict v) {
    return decisions.values().stream().filter(d -> d.verdict() == v).count();
  }

  int incomparable() {
    return notComparable.size();
  }
}
