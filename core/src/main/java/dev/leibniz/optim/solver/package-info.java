/**
 * Solvers that run to the end: minima of scalar functions, least squares, roots of systems, and
 * derivatives of what they find.
 *
 * <pre>{@code
 * Minimum<Tensor> m = NewtonCG.of().minimize(f, start);
 * Fit<Curve> fit = LevenbergMarquardt.of().fit(c -> c.at(x).sub(y), curve);
 * fit.standardErrors();
 * }</pre>
 *
 * <p>The unknown is a tensor, or a record, list or map of tensors. A solver stops with a {@link
 * dev.leibniz.optim.solver.Status} and the best point it met; it stops on NaN, infinity,
 * divergence, a limit of iterations and the interruption of its thread.
 */
package dev.leibniz.optim.solver;
