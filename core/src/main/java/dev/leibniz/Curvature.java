package dev.leibniz;

import java.util.function.Function;

/**
 * What is wanted of a Hessian, without the Hessian.
 *
 * <pre>{@code
 * Tensor d = hessianDiagonal(f, x);
 * Tensor l = laplacian(f, x);
 * Estimate e = laplacianEstimate(f, x, Key.of(1), 100);          // for many dimensions
 * var gn = gaussNewtonProduct(w -> net(w, xs), y -> loss(y), w);  // v ↦ JᵀHJ v
 * }</pre>
 *
 * <p>The function is evaluated once in every call. Everything here may be used from several threads
 * at once, and inside other transforms.
 */
public final class Curvature {
  private Curvature() {}

  /**
   * How {@link Functional#hessian} would compute this Hessian, and why. The function and its
   * gradient are run; no second derivative is computed.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options those of {@code hessian}
   * @return the plan
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P> Plan plan(Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("plan", Options.BLOCKS, options);
    return new SecondOrder<P>("plan", f, point, o).gradient().plan(o);
  }

  /**
   * The diagonal of the Hessian: ∂²f/∂xᵢ². Products with unit vectors, many at once; the matrix is
   * never there.
   *
   * <pre>{@code
   * hessianDiagonal(z -> z.pow(3).sum(), Tensor.of(1, 2));     // [ 6. 12.]
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link Functional#createGraph}, {@link Functional#strict}, {@link
   *     Functional#active}, {@link Functional#chunkSize}, {@link Functional#memoryBudget}
   * @return the diagonal, structured as the point
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if the gradient by an input is a constant
   */
  public static <P> P hessianDiagonal(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("hessianDiagonal", Options.ROWS, options);
    return new SecondOrder<P>("hessianDiagonal", f, point, o).gradient().diagonal(o);
  }

  /**
   * The Laplacian: the sum of ∂²f/∂xᵢ² over everything that is active.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options those of {@link #hessianDiagonal}
   * @return a scalar
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if the gradient by an input is a constant
   */
  public static <P> Tensor laplacian(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("laplacian", Options.ROWS, options);
    Recording<P, P> gradient = new SecondOrder<P>("laplacian", f, point, o).gradient();
    return gradient.trace(o);
  }

  /**
   * Hutchinson's estimate of the Laplacian: the mean of vᵀHv over random vectors v of signs. One
   * product with the Hessian for each sample, whatever the dimension.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param key what the signs are drawn from
   * @param samples how many vectors, at least 1
   * @param options those of {@link #hessianDiagonal}
   * @return the mean and its standard error
   * @throws LeibnizException if there is no sample
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if the gradient by an input is a constant
   */
  public static <P> Estimate laplacianEstimate(
      Function<? super P, ? extends Tensor> f, P point, Key key, int samples, Option... options) {
    if (samples < 1) {
      throw new LeibnizException(
          "laplacianEstimate: " + samples + " samples; there must be 1 or more");
    }
    Options o = Options.of("laplacianEstimate", Options.ROWS, options);
    Recording<P, P> gradient = new SecondOrder<P>("laplacianEstimate", f, point, o).gradient();
    Tensor forms = gradient.quadraticForms(gradient.signs(key, samples), o);
    Tensor mean = forms.mean();
    Tensor squares = forms.sub(mean).square().sum();
    Tensor error = squares.div((double) samples * (samples - 1)).sqrt();
    return new Estimate(mean, error, samples);
  }

  /**
   * The Gauss–Newton matrix of a loss of a model as a map v ↦ JᵀHJ v, where J is the model's
   * Jacobian and H the loss's Hessian at what the model gives. For a convex loss it is positive
   * semidefinite, and for a linear model it is the Hessian. Model and loss run once.
   *
   * <pre>{@code
   * var g = gaussNewtonProduct(w -> net(w, xs), y -> mse(y, ys), weights);
   * Mlp step = conjugateGradients(v -> damped(g.apply(v)), g.grad());
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the model gives: a tensor or a tree
   * @param model from the point to what the loss looks at
   * @param loss what gives one scalar
   * @param point the point
   * @param options {@link Functional#createGraph}, {@link Functional#strict}, {@link
   *     Functional#active}; active concerns the point
   * @return the map, with the value and the gradient of the loss
   * @throws ShapeException if the loss gives no scalar
   * @throws DTypeException if the point, or what the model gives, has no floating tensor
   * @throws GraphException with {@code strict()}, if the model's output does not depend on the
   *     point or the loss's gradient is a constant
   */
  public static <P, R> HessianProduct<P> gaussNewtonProduct(
      Function<? super P, ? extends R> model,
      Function<? super R, ? extends Tensor> loss,
      P point,
      Option... options) {
    Options o = Options.of("gaussNewtonProduct", Options.FIRST_ORDER, options);
    var inner = new Recording<P, R>("gaussNewtonProduct", model, point, o);
    var outer = new SecondOrder<R>("gaussNewtonProduct", loss, inner.out(), o.withAllActive());
    return new HessianProduct<>(
        outer.value(),
        inner.pull(outer.gradient().out()),
        v -> inner.pull(outer.gradient().push(inner.push(v))),
        () -> Structure.one("gaussNewtonProduct", "vector", point));
  }
}
