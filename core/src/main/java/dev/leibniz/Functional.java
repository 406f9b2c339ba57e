package dev.leibniz;

import dev.leibniz.transform.Checkpoint;
import dev.leibniz.tree.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Functions go in, derivatives come out.
 *
 * <pre>{@code
 * import static dev.leibniz.Functional.*;
 *
 * Tensor j = jacobian(v -> v.exp().sum(1), x);       // at a point: now
 * TensorFunction df = grad(f);                       // without one: a function
 * Tensor third = grad(grad(grad(f))).apply(x);       // everything nests
 * var hv = hvp(f, x);                                // v ↦ H v; f has run once
 * }</pre>
 *
 * <p>A point is a tensor or a <i>tree</i>: a record, list, map or optional of tensors (see {@link
 * dev.leibniz.tree}); derivatives have its structure. Only floating tensors are differentiated, all
 * else rides along. The function is evaluated exactly once in every call.
 *
 * <p>Functions may capture tensors freely: they are constants to this derivative, and seen by the
 * one they belong to. Inside a function Java's own {@code if} and loops work, and {@link
 * Tensor#item} gives the number at the point (except inside {@link #vmap}).
 *
 * <p>Results are constants to the classical graph of {@link Tensor#backward} unless {@link
 * #createGraph} is given; inside another transform of this class they always stay attached to it.
 *
 * <p>Everything here may be used from several threads at once, the functions that it gives too, if
 * the function that it is given may. That one runs on the thread of the call, and may use others.
 */
public final class Functional {
  private Functional() {}

  // ---------------------------------------------------------------- options

  /**
   * The result stays attached to the classical graph, so that {@link Tensor#backward}
   * differentiates it again. See {@code create_graph}.
   *
   * @return the option
   */
  public static Option.Backward createGraph() {
    return new Option.CreateGraph();
  }

  /**
   * An output that does not depend on an input is an error and no silent zero. The recorded graph
   * decides, not the values. See {@code strict}.
   *
   * @return the option
   */
  public static Option strict() {
    return new Option.Strict();
  }

  /**
   * What of a tree is differentiated. The rest is held: the function sees it as it is, and a
   * derivative by it is zero. Without this option everything is differentiated. See {@code argnums}
   * of {@code torch.func}.
   *
   * <pre>{@code
   * Mlp slope = grad(m -> loss(m, x, y), model, active("layers.2", "scale"));
   * }</pre>
   *
   * @param paths the names of tensors, as {@link dev.leibniz.tree.Tree.Leaf#path} gives them, or of
   *     what holds tensors
   * @return the option
   * @throws LeibnizException if no path is given
   */
  public static Option active(String... paths) {
    return new Option.Active(List.of(paths));
  }

  /**
   * All rows of a Jacobian at once, whatever memory that takes. Without it, as many at once as fit
   * into the {@link #memoryBudget}.
   *
   * @return the option
   */
  public static Option vectorize() {
    return new Option.Vectorize();
  }

  /**
   * At most so many rows (or columns) of a Jacobian, or examples of {@link #vmap}, at once.
   *
   * @param rows at least 1
   * @return the option
   * @throws LeibnizException if it is less than 1
   */
  public static Option chunkSize(int rows) {
    return new Option.ChunkSize(rows);
  }

  /**
   * At most so many rows (or columns) of a Jacobian at once as need about so many bytes, beside the
   * result itself; at least one. An eighth of the heap if this is not given. {@link Jacobians#plan}
   * tells what follows from it.
   *
   * @param bytes at least 1
   * @return the option
   * @throws LeibnizException if it is less than 1
   */
  public static Option memoryBudget(long bytes) {
    return new Option.MemoryBudget(bytes);
  }

  /**
   * In which direction a Jacobian is computed; {@link Option.Strategy#AUTO} if this is not given.
   *
   * @param strategy the direction
   * @return the option
   */
  public static Option strategy(Option.Strategy strategy) {
    return strategy;
  }

  /**
   * The axes along which {@link #vmap} takes its inputs apart: one for all of them, or one for each
   * (of several arguments, or of a tree's tensors). Null leaves an input whole. Without it, all are
   * taken apart along axis 0.
   *
   * @param axes the axes, counted from the end if negative
   * @return the option
   */
  public static Option inAxes(@Nullable Integer... axes) {
    return Option.InAxes.of(axes);
  }

  /**
   * The axis along which {@link #vmap} takes one part of a tree apart; the other parts follow
   * {@link #inAxes}. It may be given for several parts.
   *
   * @param path the name of a tensor, as {@link dev.leibniz.tree.Tree.Leaf#path} gives it, or of
   *     what holds tensors
   * @param axis the axis, counted from the end if negative; null leaves the part whole
   * @return the option
   */
  public static Option inAxis(String path, @Nullable Integer axis) {
    return new Option.InAxis(path, Optional.ofNullable(axis));
  }

  /**
   * The axes along which {@link #vmap} stacks its outputs: one for all of them, or one for each of
   * a tree's tensors. Null gives an output as it is, which then must be the same for all examples.
   *
   * @param axes counted in the result, from the end if negative
   * @return the option
   */
  public static Option outAxes(@Nullable Integer... axes) {
    return Option.OutAxes.of(axes);
  }

  /**
   * The axis along which {@link #vmap} stacks its outputs; 0 if this is not given.
   *
   * @param axis counted in the result, from the end if negative
   * @return the option
   */
  public static Option outAxis(int axis) {
    return new Option.OutAxis(axis);
  }

  // ---------------------------------------------------------------- jacobian

  /**
   * The Jacobian of a function of one tensor. See {@code torch.autograd.functional.jacobian}.
   *
   * <pre>{@code
   * jacobian(v -> v.exp().sum(1), x)      // x of shape [2, 3] gives shape [2, 2, 3]
   * }</pre>
   *
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param x the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}, {@link #strategy},
   *     {@link #vectorize}, {@link #chunkSize}, {@link #memoryBudget}
   * @return the structure of f's output, each floating tensor replaced by the block of its
   *     derivatives: of the output's shape followed by the input's
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <R> R jacobian(
      Function<? super Tensor, ? extends R> f, Tensor x, Option... options) {
    Options o = Options.of("jacobian", Options.BLOCKS, options);
    return new Recording<Tensor, R>("jacobian", f, x, o).jacobianByTensor(o);
  }

  /**
   * The Jacobian of a function of a tree.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}, {@link #strategy},
   *     {@link #vectorize}, {@link #chunkSize}, {@link #memoryBudget}
   * @return a block for each floating tensor of the output by each of the input
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Jacobian<P, R> jacobian(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("jacobian", Options.BLOCKS, options);
    return new Recording<P, R>("jacobian", f, point, o).jacobian(o);
  }

  /**
   * A value and the Jacobian there.
   *
   * @param value what the function gave
   * @param jacobian its Jacobian
   * @param <R> what the function gives
   * @param <J> the structure of R for a point that is one tensor, else a {@link Jacobian} of blocks
   */
  public record ValueAndJacobian<R, J>(R value, J jacobian) {}

  /**
   * The value and the Jacobian of a function of one tensor.
   *
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param x the point
   * @param options those of {@link #jacobian(Function, Tensor, Option...)}
   * @return both, from one evaluation
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <R> ValueAndJacobian<R, R> valueAndJacobian(
      Function<? super Tensor, ? extends R> f, Tensor x, Option... options) {
    Options o = Options.of("valueAndJacobian", Options.BLOCKS, options);
    var recording = new Recording<Tensor, R>("valueAndJacobian", f, x, o);
    return new ValueAndJacobian<>(recording.out(), recording.jacobianByTensor(o));
  }

  /**
   * The value and the Jacobian of a function of a tree.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options those of {@link #jacobian(Function, Object, Option...)}
   * @return both, from one evaluation
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> ValueAndJacobian<R, Jacobian<P, R>> valueAndJacobian(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("valueAndJacobian", Options.BLOCKS, options);
    var recording = new Recording<P, R>("valueAndJacobian", f, point, o);
    return new ValueAndJacobian<>(recording.out(), recording.jacobian(o));
  }

  /**
   * The function that gives the Jacobian, rows or columns first by the sizes.
   *
   * @param f the function
   * @return x ↦ J(x)
   */
  public static TensorFunction jacobian(Function<? super Tensor, ? extends Tensor> f) {
    return x -> Functional.<Tensor>jacobian(f, x);
  }

  /**
   * The function that gives the Jacobian, row by row: for few outputs. See {@code
   * torch.func.jacrev}.
   *
   * @param f the function
   * @return x ↦ J(x)
   */
  public static TensorFunction jacrev(Function<? super Tensor, ? extends Tensor> f) {
    return x -> Functional.<Tensor>jacobian(f, x, Option.Strategy.REVERSE);
  }

  /**
   * The function that gives the Jacobian, column by column: for few inputs. See {@code
   * torch.func.jacfwd}.
   *
   * @param f the function
   * @return x ↦ J(x)
   */
  public static TensorFunction jacfwd(Function<? super Tensor, ? extends Tensor> f) {
    return x -> Functional.<Tensor>jacobian(f, x, Option.Strategy.FORWARD);
  }

  // ---------------------------------------------------------------- grad

  /**
   * The gradient of a scalar function. See {@code torch.func.grad}.
   *
   * <pre>{@code
   * Mlp slope = grad(m -> loss(m, x, y), model);      // a gradient for each weight, as an Mlp
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the structure of the point, each floating tensor replaced by its derivative
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> P grad(Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("grad", Options.FIRST_ORDER, options);
    return new Recording<P, Tensor>("grad", f, point, o).gradient();
  }

  /**
   * The function that gives the gradient.
   *
   * @param f a function that gives one scalar
   * @return x ↦ ∇f(x)
   */
  public static TensorFunction grad(Function<? super Tensor, ? extends Tensor> f) {
    return x -> Functional.<Tensor>grad(f, x);
  }

  /**
   * The function that gives the gradient by the first of two arguments.
   *
   * @param f a function that gives one scalar
   * @return (x, y) ↦ ∂f/∂x
   */
  public static TensorFunction2 grad(
      BiFunction<? super Tensor, ? super Tensor, ? extends Tensor> f) {
    return (x, y) -> Functional.<Tensor>grad(new Partial(f, y), x);
  }

  /**
   * The function that gives the gradient by a tree.
   *
   * @param <P> the point: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambda takes
   * @param f a function that gives one scalar
   * @return p ↦ ∇f(p)
   */
  public static <P> UnaryOperator<P> grad(
      Class<? super P> type, Function<? super P, ? extends Tensor> f) {
    return p -> grad(f, p);
  }

  /**
   * A value and the gradient there.
   *
   * @param value what the function gave
   * @param grad its gradient
   * @param <P> the point: a tensor or a tree
   */
  public record ValueAndGrad<P>(Tensor value, P grad) {}

  /**
   * The value and the gradient of a scalar function. See {@code torch.func.grad_and_value}.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return both, from one evaluation
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> ValueAndGrad<P> valueAndGrad(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("valueAndGrad", Options.FIRST_ORDER, options);
    var recording = new Recording<P, Tensor>("valueAndGrad", f, point, o);
    P grad = recording.gradient();
    return new ValueAndGrad<>(recording.out(), grad);
  }

  /**
   * What a function gives beside its value. It is differentiated by nothing: {@code jacobian},
   * {@code vjp} and the others give it back as it is, like any {@link dev.leibniz.tree.Buffer}.
   *
   * <pre>{@code
   * var step = gradWithAux(w -> new WithAux<>(loss(w), statistics(w)), weights);
   * step.grad(); step.value(); step.aux();
   * }</pre>
   *
   * @param value what is differentiated
   * @param aux what is not: a tensor, a tree or anything else
   * @param <R> the value: a tensor or a tree
   * @param <A> the rest
   */
  public record WithAux<R, A>(R value, @Buffer A aux) {}

  /**
   * A value, the gradient there, and what the function gave beside.
   *
   * @param value what the function gave
   * @param grad its gradient
   * @param aux what it gave beside
   * @param <P> the point: a tensor or a tree
   * @param <A> the rest
   */
  public record GradWithAux<P, A>(Tensor value, P grad, A aux) {}

  /**
   * The gradient of a scalar function that gives something else, too. See {@code has_aux} of {@code
   * torch.func.grad_and_value}.
   *
   * @param <P> the point: a tensor or a tree
   * @param <A> what the function gives beside
   * @param f the function, which gives one scalar and something else
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return value, gradient and the rest, from one evaluation
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, A> GradWithAux<P, A> gradWithAux(
      Function<? super P, WithAux<Tensor, A>> f, P point, Option... options) {
    Options o = Options.of("gradWithAux", Options.FIRST_ORDER, options);
    var recording = new Recording<P, WithAux<Tensor, A>>("gradWithAux", f, point, o);
    P grad = recording.gradient();
    return new GradWithAux<>(recording.out().value(), grad, recording.out().aux());
  }

  // ---------------------------------------------------------------- products with the Jacobian

  /**
   * The pullback at a point: v ↦ vᵀJ. See {@code torch.func.vjp}.
   *
   * <pre>{@code
   * var pullback = vjp(f, x);
   * pullback.value();           // f(x)
   * pullback.apply(v);          // vᵀ J(x), as often as one likes
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value, and the map from a cotangent (structured as the output) to one of the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Linearized<R, R, P> vjp(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("vjp", Options.FIRST_ORDER, options);
    var recording = new Recording<P, R>("vjp", f, point, o);
    return new Linearized<>(
        recording.out(), recording::pull, () -> Structure.one("vjp", "cotangent", recording.out()));
  }

  /**
   * A value, and the product of a cotangent with the Jacobian there.
   *
   * @param value what the function gave
   * @param cotangent vᵀJ
   * @param <R> what the function gives
   * @param <P> the point: a tensor or a tree
   */
  public record Vjp<R, P>(R value, P cotangent) {}

  /**
   * The product vᵀJ. See {@code torch.autograd.functional.vjp}.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param v the cotangent, of the output's shape
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the product, structured as the point
   * @throws ShapeException if v has other shapes than the output
   * @throws StructureException if v has another structure than the output
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> Vjp<Tensor, P> vjp(
      Function<? super P, ? extends Tensor> f, P point, Tensor v, Option... options) {
    return Recording.vjp(f, point, v, options);
  }

  /**
   * The product vᵀJ of a function that gives a record.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives
   * @param f the function
   * @param point the point
   * @param v the cotangent, structured as the output
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the product, structured as the point
   * @throws ShapeException if v has other shapes than the output
   * @throws StructureException if v has another structure than the output
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R extends Record> Vjp<R, P> vjp(
      Function<? super P, ? extends R> f, P point, R v, Option... options) {
    return Recording.vjp(f, point, v, options);
  }

  /**
   * The linearisation at a point: v ↦ J v, with f run once. See {@code torch.func.linearize}. For
   * one v alone {@link #jvp} needs no memory for a graph.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value, and the map from a tangent (structured as the point) to one of the output
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Linearized<R, P, R> linearize(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("linearize", Options.FIRST_ORDER, options);
    var recording = new Recording<P, R>("linearize", f, point, o);
    return new Linearized<>(
        recording.out(), recording::push, () -> Structure.one("linearize", "tangent", point));
  }

  /**
   * A value and a directional derivative there.
   *
   * @param value what the function gave
   * @param tangent J v
   * @param <R> what the function gives
   */
  public record Jvp<R>(R value, R tangent) {}

  /**
   * The directional derivative J v, by true forward mode: nothing is recorded. See {@code
   * torch.func.jvp}.
   *
   * <pre>{@code
   * Tensor slope = jvp(f, x, v).tangent();
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param v the direction, structured as the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the derivative, structured as the output
   * @throws ShapeException if v has other shapes than the point
   * @throws StructureException if v has another structure than the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Jvp<R> jvp(
      Function<? super P, ? extends R> f, P point, P v, Option... options) {
    Options o = Options.of("jvp", Options.FIRST_ORDER, options);
    return Tangents.jvp(f, point, v, o);
  }

  // ---------------------------------------------------------------- second order

  /**
   * The Hessian of a scalar function of one tensor, forward over reverse. See {@code
   * torch.autograd.functional.hessian}.
   *
   * @param f the function, which gives one scalar
   * @param x the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}, {@link #strategy},
   *     {@link #vectorize}, {@link #chunkSize}, {@link #memoryBudget}
   * @return a tensor of the point's shape twice
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static Tensor hessian(
      Function<? super Tensor, ? extends Tensor> f, Tensor x, Option... options) {
    Options o = Options.of("hessian", Options.BLOCKS, options);
    return new SecondOrder<Tensor>("hessian", f, x, o).gradient().jacobianByTensor(o);
  }

  /**
   * The Hessian of a scalar function of a tree.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}, {@link #strategy},
   *     {@link #vectorize}, {@link #chunkSize}, {@link #memoryBudget}
   * @return a block for each pair of floating tensors of the point
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> Jacobian<P, P> hessian(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("hessian", Options.BLOCKS, options);
    return new SecondOrder<P>("hessian", f, point, o).gradient().jacobian(o);
  }

  /**
   * A value, the gradient and the Hessian there.
   *
   * @param value what the function gave
   * @param grad its gradient
   * @param hessian its Hessian
   * @param <P> the point: a tensor or a tree
   * @param <H> a tensor for a point that is one, else a {@link Jacobian} of blocks
   */
  public record ValueAndHessian<P, H>(Tensor value, P grad, H hessian) {}

  /**
   * The value, the gradient and the Hessian of a scalar function of one tensor.
   *
   * <pre>{@code
   * var all = valueAndHessian(f, x);
   * Tensor newton = x.sub(Linalg.solve(all.hessian(), all.grad()));
   * }</pre>
   *
   * @param f the function, which gives one scalar
   * @param x the point
   * @param options those of {@link #hessian(Function, Tensor, Option...)}
   * @return all three, from one evaluation
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static ValueAndHessian<Tensor, Tensor> valueAndHessian(
      Function<? super Tensor, ? extends Tensor> f, Tensor x, Option... options) {
    Options o = Options.of("valueAndHessian", Options.BLOCKS, options);
    var second = new SecondOrder<Tensor>("valueAndHessian", f, x, o);
    return new ValueAndHessian<>(
        second.value(), second.gradient().out(), second.gradient().jacobianByTensor(o));
  }

  /**
   * The value, the gradient and the Hessian of a scalar function of a tree.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options those of {@link #hessian(Function, Object, Option...)}
   * @return all three, from one evaluation
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> ValueAndHessian<P, Jacobian<P, P>> valueAndHessian(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("valueAndHessian", Options.BLOCKS, options);
    var second = new SecondOrder<P>("valueAndHessian", f, point, o);
    return new ValueAndHessian<>(
        second.value(), second.gradient().out(), second.gradient().jacobian(o));
  }

  /**
   * The function that gives the Hessian.
   *
   * @param f a function that gives one scalar
   * @return x ↦ H(x)
   */
  public static TensorFunction hessian(Function<? super Tensor, ? extends Tensor> f) {
    return x -> hessian(f, x);
  }

  /**
   * The Hessian at a point as a map v ↦ H v, forward over reverse; H is never formed. See {@code
   * torch.autograd.functional.hvp}.
   *
   * <pre>{@code
   * var h = hvp(f, x);
   * Tensor hv = h.apply(v);     // costs a small multiple of f, which runs no more
   * h.value(); h.grad();        // found on the way
   * }</pre>
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the map, with value and gradient
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> HessianProduct<P> hvp(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    return SecondOrder.hvp(f, point, options);
  }

  /**
   * A value, and the product of a vector with the Hessian there.
   *
   * @param value what the function gave
   * @param product H v, or vᵀ H
   * @param <P> the point: a tensor or a tree
   */
  public record Hvp<P>(Tensor value, P product) {}

  /**
   * The product H v, forward over reverse. See {@code torch.autograd.functional.hvp}.
   *
   * @param f the function, which gives one scalar
   * @param point the point
   * @param v the vector, of the same shape
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the product
   * @throws ShapeException if the function gives no scalar, or v has other shapes than the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static Hvp<Tensor> hvp(
      Function<? super Tensor, ? extends Tensor> f, Tensor point, Tensor v, Option... options) {
    return SecondOrder.hvp(f, point, v, options);
  }

  /**
   * The product H v of a scalar function of a record.
   *
   * @param <P> the point
   * @param f the function, which gives one scalar
   * @param point the point
   * @param v the vector, structured as the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the product
   * @throws ShapeException if the function gives no scalar, or v has other shapes than the point
   * @throws StructureException if v has another structure than the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P extends Record> Hvp<P> hvp(
      Function<? super P, ? extends Tensor> f, P point, P v, Option... options) {
    return SecondOrder.hvp(f, point, v, options);
  }

  /**
   * The Hessian at a point as a map v ↦ vᵀ H, reverse over reverse. See {@code
   * torch.autograd.functional.vhp}.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the map, with value and gradient
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> HessianProduct<P> vhp(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    return SecondOrder.vhp(f, point, options);
  }

  /**
   * The product vᵀ H, reverse over reverse. See {@code torch.autograd.functional.vhp}.
   *
   * @param f the function, which gives one scalar
   * @param point the point
   * @param v the vector, of the same shape
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the product
   * @throws ShapeException if the function gives no scalar, or v has other shapes than the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static Hvp<Tensor> vhp(
      Function<? super Tensor, ? extends Tensor> f, Tensor point, Tensor v, Option... options) {
    return SecondOrder.vhp(f, point, v, options);
  }

  /**
   * The product vᵀ H of a scalar function of a record.
   *
   * @param <P> the point
   * @param f the function, which gives one scalar
   * @param point the point
   * @param v the vector, structured as the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #active}
   * @return the value and the product
   * @throws ShapeException if the function gives no scalar, or v has other shapes than the point
   * @throws StructureException if v has another structure than the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P extends Record> Hvp<P> vhp(
      Function<? super P, ? extends Tensor> f, P point, P v, Option... options) {
    return SecondOrder.vhp(f, point, v, options);
  }

  /**
   * The derivative of a formula in one number, for those who have no tensors in mind.
   *
   * <pre>{@code
   * DoubleUnaryOperator slope = derivative(t -> t.sin().mul(t));
   * slope.applyAsDouble(0.5);
   * }</pre>
   *
   * @param formula a function of a scalar, written with tensor operations
   * @return t ↦ d formula / dt
   */
  public static DoubleUnaryOperator derivative(Function<? super Tensor, ? extends Tensor> formula) {
    return nthDerivative(1, formula);
  }

  /**
   * The n-th derivative of a formula in one number, by nested forward mode.
   *
   * @param n the order, not negative
   * @param formula a function of a scalar, written with tensor operations
   * @return t ↦ dⁿ formula / dtⁿ
   * @throws LeibnizException if the order is negative
   */
  public static DoubleUnaryOperator nthDerivative(
      int n, Function<? super Tensor, ? extends Tensor> formula) {
    return Tangents.nthDerivative(n, formula);
  }

  // ---------------------------------------------------------------- vmap

  /**
   * The function that applies another to every slice along an axis, all at once. See {@code
   * torch.func.vmap}.
   *
   * <pre>{@code
   * vmap(x -> x.dot(w)).apply(rows)                                          // a number for each row
   * vmap((x, y) -> grad(m -> loss(m, x, y), model)).apply(xs, ys)            // per-example gradients
   * }</pre>
   *
   * <p>The number of kernels that run does not depend on the size of the batch. Inside, numbers
   * cannot be looked at: use {@link Tensor#where} to choose by value.
   *
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function of one example
   * @param options {@link #inAxes}, {@link #inAxis}, {@link #outAxis}, {@link #outAxes}, {@link
   *     #chunkSize}: so many examples at once
   * @return the function of a batch
   */
  public static <R> Function<Tensor, R> vmap(
      Function<? super Tensor, ? extends R> f, Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return x -> map.<Tensor, R>apply(x, f);
  }

  /**
   * The function that applies another to every pair of slices along an axis of two tensors.
   *
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function of one example
   * @param options {@link #inAxes}, {@link #inAxis}, {@link #outAxis}, {@link #outAxes}, {@link
   *     #chunkSize}: so many examples at once
   * @return the function of a batch
   */
  public static <R> BiFunction<Tensor, Tensor, R> vmap(
      BiFunction<? super Tensor, ? super Tensor, ? extends R> f, Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return (x, y) -> map.<Tensor, Tensor, R>apply(x, y, f);
  }

  /**
   * The function that applies another to every slice of all tensors of a tree, integer ones too: a
   * key's bits, an index.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the input, which tells the compiler what the lambda takes
   * @param f the function of one example
   * @param options {@link #inAxes}, {@link #inAxis}, {@link #outAxis}, {@link #outAxes}, {@link
   *     #chunkSize}: so many examples at once
   * @return the function of a batch
   */
  public static <P, R> Function<P, R> vmap(
      Class<? super P> type, Function<? super P, ? extends R> f, Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return p -> map.<P, R>apply(p, f);
  }

  /**
   * The function that applies another to every slice of the tensors of two trees. With {@link
   * #inAxes} an axis is given for all, or one for each of the two; {@link #inAxis} names parts by
   * paths that begin with the number of the argument.
   *
   * <pre>{@code
   * vmap(Mlp.class, Data.class, (m, d) -> loss(m, d)).apply(models, data)     // each model has its own
   * vmap(Mlp.class, Data.class, (m, d) -> loss(m, d), inAxes(null, 0))        // all have one model
   * vmap(Mlp.class, Data.class, (m, d) -> loss(m, d), inAxis("0.scale", null)) // one scale
   * }</pre>
   *
   * @param <P> the first argument: a tensor or a tree
   * @param <Q> the second one: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param first the class of the first argument, which tells the compiler what the lambda takes
   * @param second the class of the second one
   * @param f the function of one example
   * @param options {@link #inAxes}, {@link #inAxis}, {@link #outAxis}, {@link #outAxes}, {@link
   *     #chunkSize}: so many examples at once
   * @return the function of a batch
   */
  public static <P, Q, R> BiFunction<P, Q, R> vmap(
      Class<? super P> first,
      Class<? super Q> second,
      BiFunction<? super P, ? super Q, ? extends R> f,
      Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return (p, q) -> map.<P, Q, R>apply(p, q, f);
  }

  /**
   * The function that applies another to every slice along an axis, each with a key of its own: the
   * keys are {@code key.split(n)}, whatever the chunks. A key that the function captures is the
   * same for all.
   *
   * <pre>{@code
   * vmapWithKey((x, key) -> dropout(x, key)).apply(rows, Key.of(1))
   * }</pre>
   *
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function of one example and its key
   * @param options {@link #inAxes} of the examples, {@link #outAxis}, {@link #outAxes}, {@link
   *     #chunkSize}
   * @return the function of a batch and one key
   */
  public static <R> BiFunction<Tensor, Key, R> vmapWithKey(
      BiFunction<? super Tensor, ? super Key, ? extends R> f, Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return (x, key) -> map.<R>apply(x, key, f);
  }

  // ---------------------------------------------------------------- checkpoints

  /**
   * The value of a function, of which no reverse mode keeps what was computed on the way: it is
   * computed again when a derivative asks for it. See {@code torch.utils.checkpoint}.
   *
   * <pre>{@code
   * for (Layer layer : layers) {
   *   h = checkpoint(layer::apply, h);        // keeps h alone, not what the layer made of it
   * }
   * }</pre>
   *
   * <p>This trades one more run of the function for memory, in every transform and around every
   * other, in {@link Tensor#backward} too, and to any order; forward mode keeps nothing anyway. One
   * stretch of the program is recomputed at a time. Checkpoints may stand inside checkpoints: of
   * 100 layers, ten stretches of ten layers, each a checkpoint too, keep 10 + 10 values at most.
   *
   * <p>The function may capture tensors, weights among them: their derivatives are as without the
   * checkpoint. It must do the same operations each time, on the thread that called it, for a
   * backward pass runs it again and matches the two runs one by one. Draw random numbers from a
   * {@link Key} that it is given or captures; what it prints or stores, it does twice.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @return what the function gives
   */
  public static <P, R> R checkpoint(Function<? super P, ? extends R> f, P point) {
    return Checkpoint.<R>run(
        Structure.tensors(point),
        () -> Structure.given("checkpoint", f.apply(point)),
        Structure::tensors);
  }

  /**
   * The function that computes its intermediate values again when a derivative asks for them; see
   * {@link #checkpoint(Function, Object)}.
   *
   * @param f the function
   * @return the same function with less memory
   */
  public static TensorFunction checkpoint(Function<? super Tensor, ? extends Tensor> f) {
    return x -> Functional.<Tensor, Tensor>checkpoint(f, x);
  }
}
