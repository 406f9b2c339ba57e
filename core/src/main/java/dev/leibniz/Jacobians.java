package dev.leibniz;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Jacobians that are too large to be had at once, or of which one wants something else than the
 * entries.
 *
 * <pre>{@code
 * Jacobians.rows(f, x, block -> write(block.first(), block.rows()));   // as they come
 * var j = Jacobians.operator(f, x);                                    // products only
 * Tensor d = Jacobians.diagonal(f, x);
 * System.out.println(Jacobians.plan(f, x));                            // what jacobian(f, x) would do
 * }</pre>
 *
 * <p>The function is evaluated once in every call. Everything here may be used from several threads
 * at once.
 */
public final class Jacobians {
  private Jacobians() {}

  /**
   * How {@link Functional#jacobian} would compute this Jacobian, and why. The function is run,
   * since its output's size decides; no derivative is computed.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options those of {@code jacobian}
   * @return the plan
   * @throws DTypeException if the point has no floating tensor
   */
  public static <P, R> Plan plan(Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("plan", Options.BLOCKS, options);
    return new Recording<P, R>("plan", f, point, o).plan(o);
  }

  /**
   * The rows of a Jacobian in blocks, one block after the other: for those that no memory holds at
   * once.
   *
   * <pre>{@code
   * double[] norms = new double[2000];
   * Jacobians.rows(f, x, block -> {
   *   double[] squares = block.rows().square().sum(1).toArray();
   *   System.arraycopy(squares, 0, norms, (int) block.first(), block.count());
   * });
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param consumer what each block is handed to, in the order of the rows
   * @param options {@link Functional#createGraph}, {@link Functional#strict}, {@link
   *     Functional#active}, {@link Functional#chunkSize}, {@link Functional#memoryBudget}
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> void rows(
      Function<? super P, ? extends R> f,
      P point,
      Consumer<? super JacobianRows<P>> consumer,
      Option... options) {
    Options o = Options.of("rows", Options.ROWS, options);
    new Recording<P, R>("rows", f, point, o).rows(o, consumer);
  }

  /**
   * The Jacobian as products with it and with its transpose.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options {@link Functional#createGraph}, {@link Functional#strict}, {@link
   *     Functional#active}
   * @return the operator, with the value
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> JacobianOperator<P, R> operator(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("operator", Options.FIRST_ORDER, options);
    return new JacobianOperator<>(new Recording<P, R>("operator", f, point, o));
  }

  /**
   * The diagonal of the Jacobian of a function that gives what it takes: ∂fᵢ/∂xᵢ. The matrix is
   * never formed; the work is that of forming it.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, whose output has the structure and shapes of the point
   * @param point the point
   * @param options {@link Functional#createGraph}, {@link Functional#strict}, {@link
   *     Functional#active}, {@link Functional#chunkSize}, {@link Functional#memoryBudget}
   * @return the diagonal, structured as the point
   * @throws ShapeException if the output has other shapes than the point
   * @throws StructureException if it has another structure
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on any input, or no
   *     output on an input
   */
  public static <P> P diagonal(Function<? super P, ? extends P> f, P point, Option... options) {
    Options o = Options.of("diagonal", Options.ROWS, options);
    return Recording.ofField("diagonal", f, point, o).diagonal(o);
  }

  /**
   * The Jacobian of each example, where a function takes a batch of examples and gives something
   * for each of them that depends on this example alone: the blocks on the diagonal of {@code
   * jacobian(f, x)}, without the zeros. One row is computed for all examples together.
   *
   * <pre>{@code
   * batch(z -> layer.apply(z), x)      // x [64, 32], layer.apply(x) [64, 10]: gives [64, 10, 32]
   * }</pre>
   *
   * <p>What a function that mixes its examples gives here has no meaning. A function of one example
   * is batched by {@code vmap(jacobian(f))} instead.
   *
   * @param f the function
   * @param x the examples along axis 0
   * @param options {@link Functional#createGraph}, {@link Functional#strict}, {@link
   *     Functional#strategy}, {@link Functional#vectorize}, {@link Functional#chunkSize}, {@link
   *     Functional#memoryBudget}
   * @return for each example its output's shape followed by its input's
   * @throws ShapeException if the output has another number of examples than x
   * @throws DTypeException if x is not floating
   */
  public static Tensor batch(
      Function<? super Tensor, ? extends Tensor> f, Tensor x, Option... options) {
    Options o = Options.of("batch", Options.BLOCKS, options);
    return new Recording<Tensor, Tensor>("batch", f, x, o).byExample(o);
  }
}
