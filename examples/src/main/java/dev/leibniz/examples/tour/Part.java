package dev.leibniz.examples.tour;

/**
 * A part of the tour. Its source file holds the code that is shown between lines {@code // @start
 * region=shown} and {@code // @end}, and that code is what runs.
 */
public interface Part {
  /** What the part is about, in one line. */
  String title();

  /** Runs the code, and reports what came out, what that was checked against, and the time. */
  void run(Report report);
}
