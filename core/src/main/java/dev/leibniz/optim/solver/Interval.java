package dev.leibniz.optim.solver;

/**
 * An interval for each element.
 *
 * @param <P> the unknown: a tensor or a tree
 * @param lower where it begins
 * @param upper where it ends
 */
public record Interval<P>(P lower, P upper) {}
