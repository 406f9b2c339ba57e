package dev.leibniz.optim.solver;

import dev.leibniz.LeibnizException;
import dev.leibniz.NumericalException;
import dev.leibniz.Tensor;
import dev.leibniz.tree.Tree;
import java.util.function.UnaryOperator;

/**
 * Solves A x = b for a symmetric positive definite A that is given as a map (M. Hestenes and E.
 * Stiefel, 1952).
 *
 * <pre>{@code
 * var h = hvp(f, point);
 * var s = ConjugateGradients.of().solve(v -> h.apply(v), b);    // H⁻¹ b, H never formed
 * }</pre>
 *
 * <p>It has converged when ‖b − A x‖ is at most the tolerance times ‖b‖. A vector v with vᵀAv ≤ 0
 * ends it as {@link Status#DIVERGED}: A is not positive definite, and the quadratic has no minimum.
 * A product that is NaN or infinite, or a map that throws a {@link NumericalException}, ends it as
 * {@link Status#NOT_FINITE}.
 *
 * @param stopping when to stop
 */
public record ConjugateGradients(Stopping stopping) {
  /**
   * What came out.
   *
   * @param <P> the vectors: tensors or trees
   * @param point x
   * @param residual ‖b − A x‖, as it was carried along
   * @param iterations how many products there were
   * @param status why it stopped
   */
  public record Solution<P>(P point, double residual, int iterations, Status status) {}

  /**
   * With 1000 iterations and the tolerance 1e-10.
   *
   * @return the method
   */
  public static ConjugateGradients of() {
    return new ConjugateGradients(new Stopping(1000, 1e-10));
  }

  /**
   * The same method with another rule.
   *
   * @param stopping when to stop
   * @return the changed method
   */
  public ConjugateGradients withStopping(Stopping stopping) {
    return new ConjugateGradients(stopping);
  }

  /**
   * Solves A x = b, from x = 0.
   *
   * @param <P> the vectors: tensors or trees
   * @param a the map v ↦ A v
   * @param b the right side
   * @return the solution
   * @throws dev.leibniz.DTypeException if b has no floating tensor
   * @throws LeibnizException if b is not finite
   */
  public <P> Solution<P> solve(UnaryOperator<P> a, P b) {
    Unknown<P> vectors = Unknown.of("ConjugateGradients.solve", b);
    // Of the length 1, so that squares neither overflow nor vanish.
    double length = Vectors.norm(vectors.start());
    double[] r = Vectors.unit(vectors.start(), length);
    double[] x = new double[r.length];
    double[] d = r.clone();
    double rr = Vectors.dot(r, r);
    int i = 0;
    Status status = Status.CONVERGED;
    while (Math.sqrt(rr) > stopping.tolerance()) {
      if (Search.isCancelled()) {
        status = Status.CANCELLED;
        break;
      }
      if (i == stopping.iterations()) {
        status = Status.ITERATION_LIMIT;
        break;
      }
      double[] ad = product(vectors, a, d);
      i++;
      double curvature = Vectors.dot(d, ad);
      double alpha = rr / curvature;
      double[] next = Vectors.plus(x, alpha, d);
      double[] left = Vectors.plus(r, -alpha, ad);
      if (curvature <= 0) {
        status = Status.DIVERGED;
        break;
      }
      if (!Double.isFinite(curvature) || !Vectors.isFinite(next) || !Vectors.isFinite(left)) {
        status = Status.NOT_FINITE;
        break;
      }
      x = next;
      r = left;
      double now = Vectors.dot(r, r);
      d = Vectors.plus(r, now / rr, d);
      rr = now;
    }
    return new Solution<>(
        vectors.tree(Vectors.times(length, x)), length * Math.sqrt(rr), i, status);
  }

  /** A d; NaN where it cannot be computed. */
  private static <P> double[] product(Unknown<P> vectors, UnaryOperator<P> a, double[] d) {
    try {
      return vectors.flatten("ConjugateGradients.solve", a.apply(vectors.tree(d)));
    } catch (NumericalException e) {
      return Vectors.times(Double.NaN, d);
    }
  }

  /** The solution of (A + c I) x = b. */
  <P> Solution<P> solveDamped(UnaryOperator<P> a, double c, P b) {
    return solve(v -> Tree.map((Tensor av, Tensor u) -> av.add(u.mul(c)), a.apply(v), v), b);
  }
}
