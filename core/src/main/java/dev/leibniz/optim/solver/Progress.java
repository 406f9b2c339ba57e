package dev.leibniz.optim.solver;

/**
 * What a listener is told at the start and after each iteration.
 *
 * @param <P> the unknown: a tensor or a tree
 * @param iteration how many there were
 * @param point where the solver stands
 * @param value the function there; for least squares the cost, for systems half the squared norm
 * @param gradientNorm the largest element of its gradient, by absolute value
 * @param step the Euclidean length of the last step; 0 at the start
 */
public record Progress<P>(int iteration, P point, double value, double gradientNorm, double step) {}
