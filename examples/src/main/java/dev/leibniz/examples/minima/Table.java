package dev.leibniz.examples.minima;

import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.BFGS;
import dev.leibniz.optim.solver.Fit;
import dev.leibniz.optim.solver.GradientDescent;
import dev.leibniz.optim.solver.LBFGS;
import dev.leibniz.optim.solver.LevenbergMarquardt;
import dev.leibniz.optim.solver.LevenbergMarquardt.LinearSolver;
import dev.leibniz.optim.solver.Minimizer;
import dev.leibniz.optim.solver.Minimum;
import dev.leibniz.optim.solver.Newton;
import dev.leibniz.optim.solver.NewtonCG;
import dev.leibniz.optim.solver.NonlinearCG;
import dev.leibniz.optim.solver.Status;
import dev.leibniz.optim.solver.Stopping;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Which solver reaches which minimum from where. */
final class Table {
  private static final double TOLERANCE = 1e-11;
  private static final double[] FACTORS = {1, 10, 100};
  private static final Stopping LONG = new Stopping(5000, TOLERANCE);

  /**
   * What came of a search.
   *
   * @param value the least sum of squares
   * @param status why it ended
   * @param iterations how many steps it took
   */
  record Outcome(double value, Status status, int iterations) {}

  /** From a problem and a factor of its start to what comes out. */
  interface Solver {
    Outcome solve(Problem problem, double factor);
  }

  private Table() {}

  static Map<String, Solver> solvers() {
    Map<String, Solver> solvers = new LinkedHashMap<>();
    solvers.put("Levenberg–Marquardt", leastSquares(LinearSolver.DENSE));
    solvers.put("Newton-CG", by(NewtonCG.of().withStopping(LONG)));
    solvers.put("Newton", by(Newton.of().withStopping(LONG)));
    solvers.put("BFGS", by(BFGS.of().withStopping(LONG)));
    solvers.put("L-BFGS", by(LBFGS.of().withStopping(LONG)));
    solvers.put("nonlinear CG", by(NonlinearCG.of().withStopping(LONG)));
    solvers.put(
        "gradient descent", by(GradientDescent.of().withStopping(LONG.withIterations(1000))));
    return solvers;
  }

  private static Solver by(Minimizer method) {
    return (problem, factor) -> {
      Minimum<Tensor> m = method.minimize(problem::value, problem.start(factor));
      return new Outcome(m.value(), m.status(), m.iterations());
    };
  }

  static Solver leastSquares(LinearSolver linear) {
    return (problem, factor) -> {
      Fit<Tensor> fit =
          LevenbergMarquardt.of()
              .withSolver(linear)
              .withStopping(new Stopping(5000, 1e-12))
              .fit(problem.residuals(), problem.start(factor));
      return new Outcome(2 * fit.cost(), fit.status(), fit.iterations());
    };
  }

  /** The table in Markdown: a mark for each of the three starts. */
  static String markdown() {
    Map<String, Solver> solvers = solvers();
    int[][] counts = new int[solvers.size()][FACTORS.length];
    StringBuilder out = new StringBuilder("| problem | minima of the paper |");
    for (String name : solvers.keySet()) {
      out.append(' ').append(name).append(" |");
    }
    out.append("\n|---|---|").append("---|".repeat(solvers.size())).append('\n');
    for (Problem problem : Problems.all()) {
      out.append("| ").append(problem.name()).append(" | ").append(minima(problem)).append(" |");
      int column = 0;
      for (Solver solver : solvers.values()) {
        for (int i = 0; i < FACTORS.length; i++) {
          int minimum = problem.minimum(solver.solve(problem, FACTORS[i]).value());
          out.append(' ').append(minimum < 0 ? "–" : minimum == 0 ? "✓" : "•");
          counts[column][i] += minimum < 0 ? 0 : 1;
        }
        out.append(" |");
        column++;
      }
      out.append('\n');
    }
    out.append("| of ").append(Problems.all().size()).append(" | |");
    for (int[] n : counts) {
      out.append(" %d, %d, %d |".formatted(n[0], n[1], n[2]));
    }
    return out.append('\n').toString();
  }

  private static String minima(Problem problem) {
    return Arrays.stream(problem.minima())
        .mapToObj(m -> String.format(Locale.ROOT, "%.6g", m).replaceFirst("^0\\.00000$", "0"))
        .collect(Collectors.joining(", "));
  }
}
