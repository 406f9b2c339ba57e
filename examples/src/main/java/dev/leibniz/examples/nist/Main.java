package dev.leibniz.examples.nist;

import dev.leibniz.optim.solver.LevenbergMarquardt;
import java.util.ArrayList;
import java.util.List;

/**
 * Solves NIST's 27 sets from both starting points by Levenberg–Marquardt, and counts the digits
 * that agree with the certified values.
 */
public final class Main {
  private static final int WARM_UPS = 5;

  private Main() {}

  /** Ends with status 1 if a fit has less than 8 digits, or its standard deviations less than 6. */
  public static void main(String[] arguments) {
    List<Problem> problems = Problems.all();
    LevenbergMarquardt method = LevenbergMarquardt.of();
    for (int i = 0; i < WARM_UPS; i++) {
      solve(method, problems);
    }
    long begin = System.nanoTime();
    List<Run> runs = solve(method, problems);
    double seconds = (System.nanoTime() - begin) / 1e9;
    boolean good = true;
    System.out.println(
        "                                     digits that are NIST's\n"
            + "set        start  status     steps  parameters  deviations");
    for (Run run : runs) {
      System.out.printf(
          "%-10s %5d  %-10s %5d  %10.1f  %10.1f%n",
          run.problem().name(),
          run.start(),
          run.fit().status(),
          run.fit().iterations(),
          run.digits(),
          run.deviationDigits());
      good &= run.isGood();
    }
    System.out.printf("%n%d fits in %.3f s after warming up%n", runs.size(), seconds);
    System.out.println(
        "Lanczos1 was generated with residuals of 1e-13, near the rounding of its 14 digits;"
            + "\nits standard deviations are as uncertain as they.");
    System.exit(good ? 0 : 1);
  }

  private static List<Run> solve(LevenbergMarquardt method, List<Problem> problems) {
    List<Run> runs = new ArrayList<>();
    for (Problem problem : problems) {
      runs.add(Run.of(method, problem, 1));
      runs.add(Run.of(method, problem, 2));
    }
    return runs;
  }
}
