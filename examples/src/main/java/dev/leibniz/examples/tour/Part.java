package dev.leibniz.examples.tour;

import java.util.List;

/**
 * A part of the tour. The code that it shows is the code that runs: source files are packaged
 * beside their class files, and what stands in them between lines {@code // @start region=shown}
 * and {@code // @end} is printed.
 */
public interface Part {
  /** What the part is about, in one line. */
  String title();

  /** The classes whose marked code is shown. */
  default List<Class<?>> shown() {
    return List.of(getClass());
  }

  /** Runs the code, and reports what came out, what that was checked against, and the time. */
  void run(Report report);
}
