package dev.leibniz.conformance;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects what came of the cases, and prints it. */
final class Summary {
  private final PrintWriter out;
  private final boolean isVerbose;
  private final Map<String, Tally> operators = new HashMap<>();
  private final Map<String, Integer> missing = new TreeMap<>();
  private final Map<String, List<String>> deliberate = new TreeMap<>();
  private final Tally all = new Tally();

  /** How many cases ended in which way. A deliberate difference counts as passed. */
  private static final class Tally {
    int passed;
    int failed;
    int unsupported;

    void count(Outcome outcome) {
      switch (outcome) {
        case Outcome.Passed p -> passed++;
        case Outcome.Deliberate d -> passed++;
        case Outcome.Failed f -> failed++;
        case Outcome.Unsupported u -> unsupported++;
      }
    }
  }

  Summary(PrintWriter out, boolean isVerbose) {
    this.out = out;
    this.isVerbose = isVerbose;
  }

  /** Takes in what came of a case; prints it at once if it is a failure. */
  void add(Case c, Outcome outcome) {
    all.count(outcome);
    c.operators().forEach(o -> operators.computeIfAbsent(o, n -> new Tally()).count(outcome));
    switch (outcome) {
      case Outcome.Passed p -> verbose("passed       " + c.id());
      case Outcome.Failed f -> printFailure(c, f.differences());
      case Outcome.Unsupported u -> {
        missing.merge(u.reason(), 1, Integer::sum);
        verbose("unsupported  " + c.id() + "  " + u.reason());
      }
      case Outcome.Deliberate d -> {
        deliberate.computeIfAbsent(d.reason(), r -> new ArrayList<>()).add(c.id());
        verbose("deliberate   " + c.id() + "  " + d.reason());
      }
    }
  }

  private void printFailure(Case c, List<Outcome.Difference> differences) {
    Outcome.Difference first = differences.getFirst();
    out.println("FAILED       " + c.id() + "  " + first.call() + ": " + first.what());
    for (Outcome.Difference d : differences.subList(1, differences.size())) {
      verbose("             " + c.id() + "  " + d.call() + ": " + d.what());
    }
    if (!isVerbose && differences.size() > 1) {
      List<String> others =
          differences.stream().skip(1).map(Outcome.Difference::call).distinct().toList();
      out.println("             and in " + String.join(", ", others));
    }
  }

  private void verbose(String line) {
    if (isVerbose) {
      out.println(line);
    }
  }

  /**
   * Prints the table, what is missing, what differs on purpose, and the totals as the last line.
   */
  void print() {
    if (all.failed > 0 || isVerbose) {
      out.println();
    }
    int width = operators.keySet().stream().mapToInt(String::length).reduce(8, Math::max);
    String row = "%-" + width + "s  %6s  %6s  %11s%n";
    out.printf(Locale.ROOT, row, "operator", "passed", "failed", "unsupported");
    operators.entrySet().stream()
        .sorted(
            Comparator.comparingInt((Map.Entry<String, Tally> e) -> -e.getValue().failed)
                .thenComparing(Map.Entry::getKey))
        .forEach(e -> {
          Tally t = e.getValue();
          out.printf(Locale.ROOT, row, e.getKey(), t.passed, t.failed, t.unsupported);
        });
    if (!missing.isEmpty()) {
      out.printf("%nunsupported:%n");
      missing.forEach((reason, cases) -> out.printf("  %s (%s)%n", reason, cases(cases)));
    }
    if (!deliberate.isEmpty()) {
      out.printf("%ndifferent on purpose, counted as passed:%n");
      deliberate.forEach((reason, ids) -> out.printf("  %s: %s%n", String.join(", ", ids), reason));
    }
    out.printf("%n%d passed, %d failed, %d unsupported%n", all.passed, all.failed, all.unsupported);
    out.flush();
  }

  private static String cases(int n) {
    return n == 1 ? "1 case" : n + " cases";
  }

  boolean isEmpty() {
    return all.passed + all.failed + all.unsupported == 0;
  }

  /** Whether nothing failed and nothing was unsupported. */
  boolean isClean() {
    return all.failed == 0 && all.unsupported == 0;
  }
}
