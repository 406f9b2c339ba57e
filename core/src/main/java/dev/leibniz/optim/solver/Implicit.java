package dev.leibniz.optim.solver;

import dev.leibniz.CustomRules;
import dev.leibniz.Functional;
import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Derivatives of solutions by the implicit function theorem: where F(x, θ) = 0 defines x, its
 * derivative is −(∂F/∂x)⁻¹ ∂F/∂θ, whatever the solver did to find it.
 *
 * <pre>{@code
 * // x with x² = θ
 * Function<Tensor, Tensor> root = implicit(
 *     theta -> NewtonRaphson.of().solve(x -> x.square().sub(theta), theta).point(),
 *     (x, theta) -> x.square().sub(theta));
 * grad(root, Tensor.scalar(9));                    // 1/6
 *
 * // the gradient of a validation loss by a hyper-parameter
 * Function<Tensor, Weights> trained = argmin(
 *     lambda -> NewtonCG.of().minimize(w -> loss(w, lambda), start).point(),
 *     (w, lambda) -> loss(w, lambda));
 * grad(lambda -> validation(trained.apply(lambda)), lambda);
 * }</pre>
 *
 * <p>The functions that these methods give can be differentiated in both modes, to any order. The
 * solver is never differentiated: it sees plain numbers, even inside of transforms, and runs once
 * for each parameter. It must not use tensors of an enclosing transform other than its argument.
 * Under {@code vmap} it runs for one example after the other, and what is differentiated and solved
 * for the derivatives, for all at once.
 *
 * <p>What is differentiated is F, so that F must mention every tensor whose derivative is wanted
 * through θ. Derivatives are as accurate as the solution; the Jacobian ∂F/∂x is formed whole and
 * must be regular.
 */
public final class Implicit {
  private Implicit() {}

  /**
   * The solution of F(x, θ) = 0 as a function of θ.
   *
   * @param <T> the parameters: a tensor or a tree
   * @param <X> the solution: a tensor or a tree
   * @param solve from θ to x, by any means
   * @param residual F, which gives as many numbers as x has
   * @return θ ↦ x with its derivatives; they throw a {@link dev.leibniz.NumericalException} where
   *     ∂F/∂x is singular, and a {@link StructureException} if F gives more or fewer numbers than x
   *     has
   */
  public static <T, X> Function<T, X> implicit(
      Function<? super T, ? extends X> solve,
      BiFunction<? super X, ? super T, ? extends X> residual) {
    return new Solution<T, X>(solve, residual);
  }

  /**
   * The least point of f(x, θ) over x as a function of θ: F is the gradient.
   *
   * @param <T> the parameters: a tensor or a tree
   * @param <X> the least point: a tensor or a tree
   * @param solve from θ to the least point, by any means
   * @param objective f, which gives one scalar
   * @return θ ↦ x with its derivatives
   */
  public static <T, X> Function<T, X> argmin(
      Function<? super T, ? extends X> solve,
      BiFunction<? super X, ? super T, ? extends Tensor> objective) {
    return new Solution<T, X>(
        solve, (x, theta) -> Functional.<X>grad(z -> objective.apply(z, theta), x));
  }

  /**
   * The fixed point x = g(x, θ) as a function of θ: F is g(x, θ) − x.
   *
   * @param <T> the parameters: a tensor or a tree
   * @param <X> the fixed point: a tensor or a tree
   * @param solve from θ to the fixed point, by any means
   * @param map g
   * @return θ ↦ x with its derivatives
   */
  public static <T, X> Function<T, X> fixedPoint(
      Function<? super T, ? extends X> solve, BiFunction<? super X, ? super T, ? extends X> map) {
    return new Solution<T, X>(solve, (x, theta) -> Tree.map(Tensor::sub, map.apply(x, theta), x));
  }

  /**
   * A solution with its two rules. In a rule x is asked for anew, through this function, so that
   * derivatives of derivatives know how x depends on θ; a callback keeps what it gave last.
   */
  private static final class Solution<T, X> implements Function<T, X> {
    private final BiFunction<? super X, ? super T, ? extends X> residual;
    private final Function<T, X> function;

    Solution(
        Function<? super T, ? extends X> solve,
        BiFunction<? super X, ? super T, ? extends X> residual) {
      this.residual = residual;
      this.function =
          CustomRules.<T, X>callback(Object.class, solve::apply, this::tangent, this::cotangent);
    }

    @Override
    public X apply(T theta) {
      return function.apply(theta);
    }

    private X tangent(T theta, T v) {
      X x = apply(theta);
      X right = Functional.<T, X>jvp(t -> residual.apply(x, t), theta, v).tangent();
      Tensor step = Linalg.solve(slope(x, theta), Tree.ravel(right).neg().unsqueeze(1));
      return Tree.unravel(x, step.squeeze(1));
    }

    private T cotangent(T theta, X ct) {
      X x = apply(theta);
      Tensor u = Linalg.solve(slope(x, theta).mT(), Tree.ravel(ct).neg().unsqueeze(1)).squeeze(1);
      var pullback = Functional.<T, X>vjp(t -> residual.apply(x, t), theta);
      return pullback.apply(Tree.unravel(pullback.value(), u));
    }

    private Tensor slope(X x, T theta) {
      Tensor slope = Functional.<X, X>jacobian(z -> residual.apply(z, theta), x).toDense();
      Shape shape = slope.shape();
      if (shape.get(0) != shape.get(1)) {
        throw new StructureException(
            "implicit: the residual gives "
                + shape.get(0)
                + " numbers and the solution has "
                + shape.get(1)
                + "; there must be as many");
      }
      return slope;
    }
  }
}
