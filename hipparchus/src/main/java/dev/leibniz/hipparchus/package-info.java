/**
 * Functions of tensors, or of records of tensors, as the optimisers and solvers of Hipparchus take
 * them. Derivatives are exact, and nobody writes them.
 *
 * <pre>{@code
 * var rosenbrock = Objective.of(f, Tensor.of(-1.2, 1));
 * var best = new NonLinearConjugateGradientOptimizer(Formula.POLAK_RIBIERE, checker)
 *     .optimize(rosenbrock.function(), rosenbrock.gradient(), rosenbrock.initialGuess(),
 *         GoalType.MINIMIZE, new MaxEval(1000));
 * Tensor point = rosenbrock.point(best.getPoint());
 * }</pre>
 *
 * <table>
 *   <caption>Which adapter for which solver</caption>
 *   <tr><th>for</th><th>take</th></tr>
 *   <tr><td>optimisers of a scalar function, by values, gradients or Hessians</td>
 *     <td>{@link dev.leibniz.hipparchus.Objective}</td></tr>
 *   <tr><td>least squares: Levenberg–Marquardt, Gauss–Newton, sequential Gauss–Newton</td>
 *     <td>{@link dev.leibniz.hipparchus.Model}</td></tr>
 *   <tr><td>constraints of sequential quadratic programming</td>
 *     <td>{@link dev.leibniz.hipparchus.Equality}, {@link dev.leibniz.hipparchus.Inequality}</td></tr>
 *   <tr><td>roots and minima in one variable</td>
 *     <td>{@link dev.leibniz.hipparchus.Univariate}</td></tr>
 * </table>
 */
package dev.leibniz.hipparchus;
