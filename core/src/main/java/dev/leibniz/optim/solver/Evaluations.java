package dev.leibniz.optim.solver;

/**
 * How often a solver asked.
 *
 * @param values for a value alone
 * @param derivatives for a gradient, a Jacobian or a Hessian, each with the value
 * @param products for a product of a vector with a Hessian, a Jacobian or its transpose
 */
public record Evaluations(int values, int derivatives, int products) {}
