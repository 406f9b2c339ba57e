/**
 * Optimisers as pure functions: state, parameters and gradient go in, the next state and parameters
 * come out. They work on any tree of tensors, and on whole ensembles through {@code vmap}.
 *
 * <pre>{@code
 * Adam adam = Adam.of(1e-3);
 * Optimizer.State<Mlp> state = adam.init(mlp);
 * for (int i = 0; i < steps; i++) {
 *   Mlp g = grad(m -> loss(m, x, y), mlp);
 *   Optimizer.Next<Mlp> next = adam.step(state, mlp, g);
 *   mlp = next.parameters();
 *   state = next.state();
 * }
 * }</pre>
 */
package dev.leibniz.optim;
