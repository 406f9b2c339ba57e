package dev.leibniz;

import dev.leibniz.op.Custom;
import dev.leibniz.transform.Checkpoint;
import dev.leibniz.transform.Forward;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
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
   * All rows of a Jacobian at once, whatever memory that takes. Without it, as many at once as take
   * an eighth of the heap.
   *
   * @return the option
   */
  public static Option vectorize() {
    return new Option.Vectorize();
  }

  /**
   * At most so many rows (or columns) of a Jacobian at once.
   *
   * @param rows at least 1
   * @return the option
   * @throws LeibnizException if it is less than 1
   */
  public static Option chunkSize(int rows) {
    if (rows < 1) {
      throw new LeibnizException("chunkSize: " + rows + " rows at once; it must be 1 or more");
    }
    return new Option.ChunkSize(rows);
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
    List<Optional<Integer>> list = new ArrayList<>();
    for (Integer a : axes) {
      list.add(Optional.ofNullable(a));
    }
    return new Option.InAxes(List.copyOf(list));
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
   * @param options {@link #createGraph}, {@link #strict}, {@link #strategy}, {@link #vectorize},
   *     {@link #chunkSize}
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
   * @param options {@link #createGraph}, {@link #strict}, {@link #strategy}, {@link #vectorize},
   *     {@link #chunkSize}
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
   * @param options {@link #createGraph}, {@link #strict}
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
    return (x, y) -> Functional.<Tensor>grad(a -> f.apply(a, y), x);
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
   * @param options {@link #createGraph}, {@link #strict}
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
   * @param options {@link #createGraph}, {@link #strict}
   * @return the value, and the map from a cotangent (structured as the output) to one of the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Linearized<R, R, P> vjp(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("vjp", Options.FIRST_ORDER, options);
    var recording = new Recording<P, R>("vjp", f, point, o);
    return new Linearized<>(recording.out(), recording::pull);
  }

  /**
   * The linearisation at a point: v ↦ J v, with f run once. See {@code torch.func.linearize}. For
   * one v alone {@link #jvp} needs no memory for a graph.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param f the function
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}
   * @return the value, and the map from a tangent (structured as the point) to one of the output
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Linearized<R, P, R> linearize(
      Function<? super P, ? extends R> f, P point, Option... options) {
    Options o = Options.of("linearize", Options.FIRST_ORDER, options);
    var recording = new Recording<P, R>("linearize", f, point, o);
    return new Linearized<>(recording.out(), recording::push);
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
   * @param options {@link #createGraph}, {@link #strict}
   * @return the value and the derivative, structured as the output
   * @throws ShapeException if v has other shapes than the point
   * @throws StructureException if v has another structure than the point
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P, R> Jvp<R> jvp(
      Function<? super P, ? extends R> f, P point, P v, Option... options) {
    Options o = Options.of("jvp", Options.FIRST_ORDER, options);
    Tensor[] xs = Structure.inputs("jvp", point);
    Tensor[] vs = Structure.vector("jvp", "direction v", v, point, xs);
    Forward run = new Forward("jvp", f);
    Tensor[] duals = new Tensor[xs.length];
    for (int i = 0; i < xs.length; i++) {
      duals[i] = run.lift(xs[i], vs[i]);
    }
    R y;
    try {
      y = Structure.given("jvp", f.apply(Structure.with(point, duals)));
    } finally {
      run.end();
    }
    Tensor[] out = Structure.parameters(y);
    Tensor[] tangents = new Tensor[out.length];
    for (int i = 0; i < out.length; i++) {
      if (o.strict() && !run.owns(out[i])) {
        throw new GraphException(
            "jvp, strict: output "
                + i
                + " does not depend on the point; leave out strict() to get zeros for it");
      }
      Tensor tangent = run.tangent(out[i]);
      tangents[i] = tangent == null ? out[i].zerosLike() : finished(tangent, run, o);
    }
    R value = Structure.each(y, t -> finished(run.primal(t), run, o));
    return new Jvp<>(value, Structure.with(value, tangents));
  }

  private static Tensor finished(Tensor t, Forward run, Options o) {
    return o.createGraph() || run.isNested() ? t : Numbers.cutLevelZero(t);
  }

  // ---------------------------------------------------------------- second order

  /**
   * The Hessian of a scalar function of one tensor, forward over reverse. See {@code
   * torch.autograd.functional.hessian}.
   *
   * @param f the function, which gives one scalar
   * @param x the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #strategy}, {@link #vectorize},
   *     {@link #chunkSize}
   * @return a tensor of the point's shape twice
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static Tensor hessian(
      Function<? super Tensor, ? extends Tensor> f, Tensor x, Option... options) {
    Options o = Options.of("hessian", Options.BLOCKS, options);
    return new SecondOrder<Tensor>("hessian", f, x, o).gradient().jacobianByTensor(forward(o));
  }

  /**
   * The Hessian of a scalar function of a tree.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}, {@link #strategy}, {@link #vectorize},
   *     {@link #chunkSize}
   * @return a block for each pair of floating tensors of the point
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> Jacobian<P, P> hessian(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("hessian", Options.BLOCKS, options);
    return new SecondOrder<P>("hessian", f, point, o).gradient().jacobian(forward(o));
  }

  private static Options forward(Options o) {
    return o.strategy() == Option.Strategy.REVERSE ? o : o.with(Option.Strategy.FORWARD);
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
   * @param options {@link #createGraph}, {@link #strict}
   * @return the map, with value and gradient
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> HessianProduct<P> hvp(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("hvp", Options.FIRST_ORDER, options);
    var second = new SecondOrder<P>("hvp", f, point, o);
    return new HessianProduct<>(second.value(), second.gradient().out(), second.gradient()::push);
  }

  /**
   * The Hessian at a point as a map v ↦ vᵀ H, reverse over reverse. See {@code
   * torch.autograd.functional.vhp}.
   *
   * @param <P> the point: a tensor or a tree
   * @param f the function, which gives one scalar
   * @param point the point
   * @param options {@link #createGraph}, {@link #strict}
   * @return the map, with value and gradient
   * @throws ShapeException if the function gives no scalar
   * @throws DTypeException if the point has no floating tensor
   * @throws GraphException with {@code strict()}, if an output does not depend on an input
   */
  public static <P> HessianProduct<P> vhp(
      Function<? super P, ? extends Tensor> f, P point, Option... options) {
    Options o = Options.of("vhp", Options.FIRST_ORDER, options);
    var second = new SecondOrder<P>("vhp", f, point, o);
    return new HessianProduct<>(second.value(), second.gradient().out(), second.gradient()::pull);
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
    if (n < 0) {
      throw new LeibnizException("nthDerivative: the order " + n + " is negative");
    }
    Function<Tensor, Tensor> f = formula::apply;
    for (int i = 0; i < n; i++) {
      Function<Tensor, Tensor> g = f;
      f = t -> Functional.<Tensor, Tensor>jvp(g, t, t.onesLike()).tangent();
    }
    Function<Tensor, Tensor> last = f;
    return t -> last.apply(Tensor.scalar(t)).item();
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
   * @param options {@link #inAxes}, {@link #outAxis}
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
   * @param options {@link #inAxes}, {@link #outAxis}
   * @return the function of a batch
   */
  public static <R> BiFunction<Tensor, Tensor, R> vmap(
      BiFunction<? super Tensor, ? super Tensor, ? extends R> f, Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return (x, y) -> map.<Tuple, R>apply(Tuple.of(x, y), t -> f.apply(t.get(0), t.get(1)));
  }

  /**
   * The function that applies another to every slice of all tensors of a tree, integer ones too: a
   * key's bits, an index.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the input, which tells the compiler what the lambda takes
   * @param f the function of one example
   * @param options {@link #inAxes}, {@link #outAxis}
   * @return the function of a batch
   */
  public static <P, R> Function<P, R> vmap(
      Class<? super P> type, Function<? super P, ? extends R> f, Option... options) {
    VectorizingMap map = new VectorizingMap(f, options);
    return p -> map.<P, R>apply(p, f);
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

  // ---------------------------------------------------------------- rules of one's own

  /**
   * A function with a tangent rule of its own; reverse mode transposes it.
   *
   * <pre>{@code
   * TensorFunction softplus = customJvp(
   *     x -> x.exp().log1p(),
   *     (x, v) -> v.mul(x.neg().exp().add(1).reciprocal()));      // finite where exp(x) is not
   * }</pre>
   *
   * @param f the function
   * @param jvp from the point and a tangent to the output's tangent; linear in the tangent, written
   *     in tensor operations
   * @return the function with this derivative, under every transform and to every order
   */
  public static TensorFunction customJvp(TensorFunction f, BinaryOperator<Tensor> jvp) {
    return custom("customJvp", f, jvp, null);
  }

  /**
   * A function with a cotangent rule of its own; forward mode transposes it.
   *
   * @param f the function
   * @param vjp from the point and a cotangent of the output to one of the point; linear in the
   *     cotangent, written in tensor operations
   * @return the function with this derivative, under every transform and to every order
   */
  public static TensorFunction customVjp(TensorFunction f, BinaryOperator<Tensor> vjp) {
    return custom("customVjp", f, null, vjp);
  }

  /**
   * A function with both rules of its own, each used in its mode. {@link GradCheck#checkTranspose}
   * tells whether they agree, {@link GradCheck#check} whether they are right.
   *
   * <pre>{@code
   * TensorFunction sine = customRule(
   *     x -> x.sin(), (x, v) -> v.mul(x.cos()), (x, ct) -> ct.mul(x.cos()));
   * GradCheck.require(sine, Tensor.of(0.3, 1.2));
   * }</pre>
   *
   * @param f the function
   * @param jvp from the point and a tangent to the output's tangent, as in {@link
   *     #customJvp(TensorFunction, BinaryOperator)}
   * @param vjp from the point and a cotangent of the output to one of the point: the transpose of
   *     {@code jvp}
   * @return the function with this derivative, under every transform and to every order
   */
  public static TensorFunction customRule(
      TensorFunction f, BinaryOperator<Tensor> jvp, BinaryOperator<Tensor> vjp) {
    return custom("customRule", f, jvp, vjp);
  }

  private static TensorFunction custom(
      String name,
      TensorFunction f,
      @Nullable BinaryOperator<Tensor> jvp,
      @Nullable BinaryOperator<Tensor> vjp) {
    Custom op =
        new Custom(
            name,
            x -> new Tensor[] {f.apply(x[0])},
            jvp == null ? null : (x, v) -> new Tensor[] {jvp.apply(x[0], v[0])},
            vjp == null ? null : (x, ct) -> new Tensor[] {vjp.apply(x[0], ct[0])});
    return x -> Run.many(op, x)[0];
  }

  /**
   * A function of several tensors, or with several results, with a tangent rule of its own.
   *
   * <pre>{@code
   * Function<Tuple, Tensor> product = customJvp(
   *     Tuple.class,
   *     p -> p.get(0).mul(p.get(1)),
   *     (p, v) -> v.get(0).mul(p.get(1)).add(p.get(0).mul(v.get(1))));
   * }</pre>
   *
   * <p>Tangents and cotangents have the structure of what they belong to. Integer tensors of the
   * point ride along; they must not come from an enclosing {@link #vmap}. All results are floating.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function
   * @param jvp from the point and a tangent to the results' tangents
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> customJvp(
      Class<? super P> type, Function<P, R> f, BiFunction<P, P, R> jvp) {
    return new CustomTree<>("customJvp", f, jvp, null);
  }

  /**
   * A function of several tensors, or with several results, with a cotangent rule of its own.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function
   * @param vjp from the point and cotangents of the results to a cotangent of the point
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> customVjp(
      Class<? super P> type, Function<P, R> f, BiFunction<P, R, P> vjp) {
    return new CustomTree<>("customVjp", f, null, vjp);
  }

  /**
   * A function of several tensors, or with several results, with both rules of its own.
   *
   * @param <P> the point: a tensor or a tree
   * @param <R> what the function gives: a tensor or a tree
   * @param type the class of the point, which tells the compiler what the lambdas take
   * @param f the function
   * @param jvp from the point and a tangent to the results' tangents
   * @param vjp from the point and cotangents of the results to a cotangent of the point
   * @return the function with this derivative, under every transform and to every order
   */
  public static <P, R> Function<P, R> customRule(
      Class<? super P> type, Function<P, R> f, BiFunction<P, P, R> jvp, BiFunction<P, R, P> vjp) {
    return new CustomTree<>("customRule", f, jvp, vjp);
  }
}
