package dev.leibniz.examples.tour;

import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What a part has to say: results, checks, times. */
public final class Report {
  private static final int MOST_RUNS = 31;
  private static final long WARM_UP = 800_000_000;
  private static final long LONG_ENOUGH = 100_000_000;

  /**
   * How long something took.
   *
   * @param what the thing timed
   * @param nanoseconds the median of its runs
   */
  public record Time(String what, long nanoseconds) {}

  private final List<String> results = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Time> times = new ArrayList<>();

  /** Adds a line to the results. */
  @SuppressWarnings("AnnotateFormatMethod") // the annotation would need a jar of Error Prone's
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

  /** Runs some code until it is warm, and then some more times with an eye on the clock. */
  <T> T time(String what, Supplier<T> code) {
    T value = code.get();
    warmUp(code, WARM_UP);
    long[] nanoseconds = new long[MOST_RUNS];
    int runs = 0;
    for (long total = 0; runs == 0 || runs < MOST_RUNS && total < LONG_ENOUGH; runs++) {
      nanoseconds[runs] = once(code);
      total += nanoseconds[runs];
    }
    addTime(what, median(Arrays.copyOf(nanoseconds, runs)));
    return value;
  }

  void addTime(String what, long nanoseconds) {
    times.add(new Time(what, nanoseconds));
  }

  /** Runs some code until it gets no faster, or for as long as is given. */
  static void warmUp(Supplier<?> code, long nanoseconds) {
    long end = System.nanoTime() + nanoseconds;
    double before = Double.POSITIVE_INFINITY;
    while (System.nanoTime() < end) {
      long block = System.nanoTime();
      int runs = 0;
      do {
        var _ = code.get();
        runs++;
      } while (System.nanoTime() - block < nanoseconds / 8);
      double mean = (double) (System.nanoTime() - block) / runs;
      if (mean > 0.95 * before) {
        return;
      }
      before = mean;
    }
  }

  /** How long one run takes. */
  static long once(Supplier<?> code) {
    long start = System.nanoTime();
    var _ = code.get();
    return System.nanoTime() - start;
  }

  static long median(long[] nanoseconds) {
    long[] sorted = nanoseconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
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
