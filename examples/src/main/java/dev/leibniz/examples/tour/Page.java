package dev.leibniz.examples.tour;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints the tour as text of at most 100 columns. */
public final class Page {
  private static final int WIDTH = 96;

  private final PrintStream out;
  private final boolean colours;

  /**
   * A page.
   *
   * @param out where to print
   * @param colours whether ANSI colours are wanted
   */
  public Page(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  private enum Ink {
    BOLD("1"),
    FAINT("2"),
    RED("31"),
    GREEN("32"),
    CYAN("36");

    private final String code;

    Ink(String code) {
      this.code = code;
    }
  }

  private String in(Ink ink, String text) {
    return colours ? "\033[" + ink.code + "m" + text + "\033[0m" : text;
  }

  /**
   * Runs and prints the parts.
   *
   * @param parts what to show
   * @return whether all checks of all parts hold
   */
  public boolean show(List<? extends Part> parts) {
    long start = System.nanoTime();
    out.println();
    out.println(in(Ink.BOLD, "A tour of Leibniz"));
    out.println(
        in(
            Ink.FAINT,
            "Java "
                + Runtime.version().feature()
                + ". The code shown is the code that ran; times are medians of warm runs."));
    List<String> failures = new ArrayList<>();
    int checks = 0;
    for (int i = 0; i < parts.size(); i++) {
      Report report = new Report();
      failures.addAll(show(i + 1, parts.get(i), report));
      checks += report.checks().size();
    }
    out.println();
    out.println(in(Ink.FAINT, "━".repeat(WIDTH)));
    String seconds = String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - start) * 1e-9);
    if (failures.isEmpty()) {
      out.println(
          in(Ink.GREEN, "All " + checks + " checks hold.") + " The tour took " + seconds + ".");
    } else {
      failures.forEach(f -> out.println(in(Ink.RED, "FAILED: " + f)));
    }
    return failures.isEmpty();
  }

  private List<String> show(int number, Part part, Report report) {
    List<String> failures = new ArrayList<>();
    String heading = number + "  " + part.title();
    out.println();
    out.println(
        in(Ink.BOLD, heading)
            + "  "
            + in(Ink.FAINT, "━".repeat(Math.max(3, WIDTH - heading.length() - 2))));
    out.println();
    try {
      Listing.of(part.shown()).forEach(this::code);
      out.println();
      part.run(report);
    } catch (RuntimeException e) {
      failures.add("part " + number + ", " + part.title() + ": " + e);
    }
    report.results().forEach(line -> out.println("  " + line));
    out.println();
    for (Check check : report.checks()) {
      out.println(
          "  " + (check.holds() ? in(Ink.GREEN, "✓") : in(Ink.RED, "✗")) + " " + check.text());
      if (!check.holds()) {
        failures.add("part " + number + ", " + part.title() + ": " + check.text());
      }
    }
    if (report.checks().isEmpty() && failures.isEmpty()) {
      failures.add("part " + number + ", " + part.title() + ": checked nothing");
    }
    for (Report.Time t : report.times()) {
      out.println(in(Ink.FAINT, "  · " + t.what() + ": " + duration(t.nanoseconds())));
    }
    return failures;
  }

  private void code(String line) {
    int comment = line.indexOf("//");
    String statement = comment < 0 ? line : line.substring(0, comment);
    String remark = comment < 0 ? "" : in(Ink.FAINT, line.substring(comment));
    out.println(
        "  │ ".stripTrailing() + (line.isEmpty() ? "" : " " + in(Ink.CYAN, statement) + remark));
  }

  static String duration(long nanoseconds) {
    if (nanoseconds < 1_000_000) {
      return String.format(Locale.ROOT, "%.3g µs", nanoseconds * 1e-3);
    }
    if (nanoseconds < 1_000_000_000) {
      return String.format(Locale.ROOT, "%.3g ms", nanoseconds * 1e-6);
    }
    return String.format(Locale.ROOT, "%.2f s", nanoseconds * 1e-9);
  }
}
