package dev.leibniz.bench.run;

import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.statistics.Interval;
import java.util.Objects;

/** What is printed of each result. */
final class Lines {
  private Lines() {}

  static String of(Result r) {
    String title = "%-44s".formatted(r.subject().title());
    if (!r.isMeasured()) {
      return title + " FAILED: " + r.failure();
    }
    Interval m = Objects.requireNonNull(r.median());
    StringBuilder out = new StringBuilder(title);
    out.append(
        "%10s  [%s, %s]"
            .formatted(Words.time(m.estimate()), Words.time(m.low()), Words.time(m.high())));
    if (r.memory() != null) {
      out.append("  ").append(Words.bytes(r.memory().allocatedBytes())).append(" a call");
      if (r.memory().smallestHeapBytes() >= 0) {
        out.append(", least heap ").append(Words.bytes((double) r.memory().smallestHeapBytes()));
      }
    }
    if (r.warmUp() != null) {
      double[] w = r.warmUp().windows();
      out.append(
          "  warm-up %.1f s %s → %s%s"
              .formatted(
                  r.warmUp().seconds(),
                  Words.time(w[0]),
                  Words.time(w[w.length - 1]),
                  r.warmUp().isSettled() ? "" : ", NOT SETTLED"));
    }
    if (r.reusedFrom() != null) {
      out.append("  (reused, of ").append(r.reusedFrom()).append(')');
    }
    return out.toString();
  }
}
