package dev.leibniz.examples.nist;

import dev.leibniz.Tensor;
import dev.leibniz.optim.solver.Fit;
import dev.leibniz.optim.solver.LevenbergMarquardt;

/**
 * A set solved from one of its starting points.
 *
 * @param problem the set
 * @param start the number of the starting point, from 1
 * @param fit what came out
 */
record Run(Problem problem, int start, Fit<Tensor> fit) {
  static Run of(LevenbergMarquardt method, Problem problem, int start) {
    return new Run(
        problem, start, method.fit(problem::residuals, problem.starts().select(0, start - 1)));
  }

  /** How many digits of the parameters are NIST's, in the worst of them; eleven are certified. */
  double digits() {
    return digits(fit.point(), problem.parameters());
  }

  /** The same of their standard deviations. */
  double deviationDigits() {
    return digits(fit.standardErrors(), problem.deviations());
  }

  /** Eight digits of parameters, six of deviations; Lanczos1's residuals have no six digits. */
  boolean isGood() {
    double deviations = problem.name().equals("Lanczos1") ? 2 : 6;
    return fit.isConverged() && digits() >= 8 && deviationDigits() >= deviations;
  }

  /** The logarithm of the greatest relative error; of 11 digits no more can be right. */
  private static double digits(Tensor found, Tensor certified) {
    double error = found.sub(certified).div(certified).abs().amax().item();
    return Math.min(11, -Math.log10(error));
  }
}
