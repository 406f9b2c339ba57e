package dev.leibniz.examples.tour;

import java.util.Locale;

/**
 * A result compared with what it should be.
 *
 * @param text what was compared, and how it came out
 * @param holds whether that is good enough
 */
public record Check(String text, boolean holds) {
  /** Two results that must be equal but for rounding. NaN does not agree with anything. */
  public static Check agreement(String against, double difference, double tolerance) {
    boolean holds = difference <= tolerance;
    String verdict =
        difference == 0
            ? "agrees exactly"
            : holds
                ? String.format(Locale.ROOT, "agrees to %.0e", difference)
                : String.format(
                    Locale.ROOT, "differs by %.0e, and may by %.0e", difference, tolerance);
    return new Check(against + ": " + verdict, holds);
  }

  /** A number that must not lie below a bound. */
  public static Check atLeast(String what, double value, double bound) {
    return new Check(
        String.format(Locale.ROOT, "%s: %.1f, to be at least %.1f", what, value, bound),
        value >= bound);
  }
}
