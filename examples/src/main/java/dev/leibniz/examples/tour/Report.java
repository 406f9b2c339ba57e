package dev.leibniz.examples.tour;

import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What a part has to say: results, checks, times. */
public final class Report {
  private static final int MOST_RUNS = 15;
  private static final long LONG_ENOUGH = 300_000_000;

  /**
   * How long something took.
   *
   * @param what the thing timed
   * @param nanoseconds the median of its runs, of which the first is not counted
   * @param runs how many were counted
   */
  public record Time(String what, long nanoseconds, int runs) {}

  /**
   * What a timed piece of code gave, and its time.
   *
   * @param value the result of its first run
   * @param nanoseconds the median time
   * @param <T> what the code gives
   */
  record Timed<T>(T value, long nanoseconds) {}

  private final List<String> results = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Time> times = new ArrayList<>();

  /** Adds a line to the results. */
  void result(String format, Object... arguments) {
    results.add(String.format(Locale.ROOT, format, arguments));
  }

  /** Adds a tensor to the results, as it prints itself. */
  void result(String name, Tensor tensor) {
    String lead = name + " = ";
    String text = tensor.toString().replace("\n", "\n" + " ".repeat(lead.length()));
    (lead + text).lines().forEach(results::add);
  }

  void check(Check check) {
    checks.add(check);
  }

  /** Runs some code once, then until it has taken 0.3 s or has run 15 times more. */
  <T> Timed<T> time(String what, Supplier<T> code) {
    T value = code.get();
    long[] nanoseconds = new long[MOST_RUNS];
    long total = 0;
    int runs = 0;
    while (runs < MOST_RUNS && (runs == 0 || total < LONG_ENOUGH)) {
      long start = System.nanoTime();
      code.get();
      nanoseconds[runs] = System.nanoTime() - start;
      total += nanoseconds[runs++];
    }
    Arrays.sort(nanoseconds, 0, runs);
    long median = nanoseconds[runs / 2];
    times.add(new Time(what, median, runs));
    return new Timed<>(value, median);
  }

  /** The lines that say what came out. */
  public List<String> results() {
    return List.copyOf(results);
  }

  /** What the results were compared with. */
  public List<Check> checks() {
    return List.copyOf(checks);
  }

  /** What was timed. */
  public List<Time> times() {
    return List.copyOf(times);
  }
}
