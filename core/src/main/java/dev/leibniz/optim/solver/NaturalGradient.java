package dev.leibniz.optim.solver;

import dev.leibniz.Curvature;
import dev.leibniz.HessianProduct;
import dev.leibniz.LeibnizException;
import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.function.Function;

/**
 * Steps along the natural gradient: w ← w − lr (F + λ I)⁻¹ g, where F is the Fisher information (S.
 * Amari, "Natural gradient works efficiently in learning", 1998). F is never formed: for a loss
 * that is the negative log-likelihood of the outputs of an exponential family, such as cross
 * entropy of logits or the squared error, it is the Gauss–Newton matrix, with which {@link
 * Curvature#gaussNewtonProduct} multiplies; the system is solved by conjugate gradients.
 *
 * <pre>{@code
 * NaturalGradient method = NaturalGradient.of(1);
 * for (int i = 0; i < steps; i++) {
 *   w = method.step(v -> net(v, x), logits -> crossEntropy(logits, y), w).point();
 * }
 * }</pre>
 *
 * @param lr the learning rate; with 1 and a quadratic loss of a linear model, one step is enough
 * @param damping λ, relative to nothing: it has the unit of a curvature
 * @param solver how the system is solved
 */
public record NaturalGradient(double lr, double damping, ConjugateGradients solver) {
  /**
   * What a step gives.
   *
   * @param <P> the parameters: a tensor or a tree
   * @param point the changed parameters
   * @param value the loss before the step
   * @param gradient its gradient
   * @param solution the direction, and how the system was solved
   */
  public record Step<P>(
      P point, Tensor value, P gradient, ConjugateGradients.Solution<P> solution) {}

  /**
   * A method.
   *
   * @throws LeibnizException if the rate is not positive, or the damping negative
   */
  public NaturalGradient {
    if (!(lr > 0 && lr < Double.POSITIVE_INFINITY)) {
      throw new LeibnizException("NaturalGradient: lr " + lr + "; it must be positive");
    }
    if (!(damping >= 0 && damping < Double.POSITIVE_INFINITY)) {
      throw new LeibnizException("NaturalGradient: damping " + damping + "; give 0 or more");
    }
  }

  /**
   * With the damping 1e-3, and at most 50 products to a relative residual of 1e-6.
   *
   * @param lr the learning rate
   * @return the method
   */
  public static NaturalGradient of(double lr) {
    return new NaturalGradient(lr, 1e-3, new ConjugateGradients(new Stopping(50, 1e-6)));
  }

  /**
   * The same method with another damping.
   *
   * @param damping λ
   * @return the changed method
   */
  public NaturalGradient withDamping(double damping) {
    return new NaturalGradient(lr, damping, solver);
  }

  /**
   * One step. Where the gradient, or a product with F before any other, is NaN or infinite, or
   * cannot be computed, none is taken: the point is the one that was given, and the solution's
   * status {@link Status#NOT_FINITE}.
   *
   * @param <P> the parameters: a tensor or a tree
   * @param <R> what the model gives: a tensor or a tree
   * @param model from the parameters to the outputs
   * @param loss the negative log-likelihood of the outputs, one scalar
   * @param point the parameters
   * @return the changed parameters, and what was found on the way
   * @throws dev.leibniz.ShapeException if the loss gives no scalar
   * @throws dev.leibniz.DTypeException if the point has no floating tensor
   * @throws LeibnizException if the point is not finite
   */
  public <P, R> Step<P> step(
      Function<? super P, ? extends R> model, Function<? super R, ? extends Tensor> loss, P point) {
    Unknown.of("NaturalGradient.step", point);
    try {
      HessianProduct<P> f = Curvature.<P, R>gaussNewtonProduct(model, loss, point);
      P g = f.grad();
      boolean isFinite =
          Tree.parameters(g).stream().allMatch(l -> l.tensor().isfinite().all().itemAsBoolean());
      if (!isFinite) {
        return stay(point, f.value(), g);
      }
      ConjugateGradients.Solution<P> direction = solver.solveDamped(f, damping, g);
      P to =
          Tree.map(
              (Tensor w, Tensor d) -> w.sub(d.mul(lr).to(w.dtype())), point, direction.point());
      return new Step<>(to, f.value(), g, direction);
    } catch (NumericalException e) {
      P nan = Tree.map((Tensor w) -> w.zerosLike().add(Double.NaN), point);
      return stay(point, Tensor.scalar(Double.NaN), nan);
    }
  }

  private static <P> Step<P> stay(P point, Tensor value, P gradient) {
    P zero = Tree.map(Tensor::zerosLike, point);
    return new Step<>(
        point,
        value,
        gradient,
        new ConjugateGradients.Solution<>(zero, Double.NaN, 0, Status.NOT_FINITE));
  }
}
