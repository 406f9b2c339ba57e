package dev.leibniz.bench.compare;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.ResultFile;
import dev.leibniz.bench.result.Subject;
import dev.leibniz.bench.statistics.Bootstrap;
import dev.leibniz.bench.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One subject before and after.
 *
 * @param subject what was measured
 * @param before nanoseconds
 * @param after nanoseconds
 * @param ratio after to before, with its interval
 * @param verdict what to think of it
 */
public record Comparison(
    Subject subject, double before, double after, Interval ratio, Verdict verdict) {
  /** What to think of a ratio. */
  public enum Verdict {
    /** Quicker than before. */
    IMPROVED,
    /** Slower than before. */
    REGRESSED,
    /** Not surely, or not by much. */
    UNCHANGED
  }

  /**
   * Compares all that both files have measured.
   *
   * @param before a file
   * @param after another
   * @param threshold a change of at least this part counts
   * @return in the order of the first
   */
  public static List<Comparison> of(ResultFile before, ResultFile after, double threshold) {
    List<Comparison> out = new ArrayList<>();
    for (Result a : before.results()) {
      Optional<Result> b = after.find(a.subject());
      if (a.isMeasured() && b.filter(Result::isMeasured).isPresent()) {
        out.add(of(a, b.get(), threshold));
      }
    }
    return out;
  }

  private static Comparison of(Result before, Result after, double threshold) {
    Interval ratio = Bootstrap.ratio(after.runs(), before.runs());
    return new Comparison(
        before.subject(),
        before.nanoseconds(),
        after.nanoseconds(),
        ratio,
        verdict(ratio, threshold));
  }

  private static Verdict verdict(Interval ratio, double threshold) {
    if (ratio.low() > 1 && ratio.estimate() >= 1 + threshold) {
      return Verdict.REGRESSED;
    }
    if (ratio.high() < 1 && ratio.estimate() <= 1 / (1 + threshold)) {
      return Verdict.IMPROVED;
    }
    return Verdict.UNCHANGED;
  }
}
