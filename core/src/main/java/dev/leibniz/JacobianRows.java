package dev.leibniz;

/**
 * Some rows of a Jacobian; from {@link Jacobians#rows}.
 *
 * @param first the number of the first one, from 0; the elements of all outputs are counted row by
 *     row, one output after the other
 * @param count how many there are
 * @param rows for each floating tensor of the point the derivatives by it: of the shape [count]
 *     followed by the tensor's own
 * @param <P> the point: a tensor or a tree
 */
public record JacobianRows<P>(long first, int count, P rows) {}
