package dev.leibniz.bench.run;

import java.util.Locale;

/** Quantities for people. */
public final class Words {
  private Words() {}

  /**
   * A time.
   *
   * @param nanoseconds the time
   * @return three digits and a unit
   */
  public static String time(double nanoseconds) {
    if (nanoseconds >= 1e9) {
      return digits(nanoseconds / 1e9) + " s";
    }
    if (nanoseconds >= 1e6) {
      return digits(nanoseconds / 1e6) + " ms";
    }
    return nanoseconds >= 1e3 ? digits(nanoseconds / 1e3) + " µs" : digits(nanoseconds) + " ns";
  }

  /**
   * An amount of memory.
   *
   * @param bytes the amount
   * @return three digits and a unit
   */
  public static String bytes(double bytes) {
    if (bytes >= 1 << 30) {
      return digits(bytes / (1 << 30)) + " GiB";
    }
    if (bytes >= 1 << 20) {
      return digits(bytes / (1 << 20)) + " MiB";
    }
    return bytes >= 1 << 10 ? digits(bytes / (1 << 10)) + " KiB" : digits(bytes) + " B";
  }

  /**
   * A number.
   *
   * @param x the number
   * @return three digits, more before the point if need be
   */
  public static String digits(double x) {
    String form = x >= 99.95 ? "%.0f" : x >= 9.995 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, form, x);
  }
}
