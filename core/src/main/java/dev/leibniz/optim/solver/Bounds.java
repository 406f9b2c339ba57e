package dev.leibniz.optim.solver;

/**
 * Between what each element of the unknown must stay. Infinities leave a side open.
 *
 * <pre>{@code
 * new Bounds<>(Tensor.of(0, 0), Tensor.of(1, Double.POSITIVE_INFINITY))
 * }</pre>
 *
 * @param <P> the unknown: a tensor or a tree
 * @param lower the least values, structured as the unknown
 * @param upper the greatest values, structured as the unknown
 */
public record Bounds<P>(P lower, P upper) {}
