package dev.leibniz;

import dev.leibniz.transform.Anomaly;
import dev.leibniz.transform.Reverse;
import dev.leibniz.transform.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The classical API: tensors that require grad, and derivatives of what was computed from them.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(3, 4).requiresGrad();
 * Tensor y = x.square().sum();
 * Autograd.grad(y, x);           // [6. 8.], returned
 * x.square().sum().backward();   // or added into x.grad()
 * }</pre>
 *
 * <p><b>Threads.</b> Everything here may be used from several threads at once. Graphs that share
 * leaves add up in them, and no gradient is lost. Two threads may also go through <i>one</i> graph,
 * if all of them pass {@link #retainGraph()}; otherwise the first one frees the graph, and another
 * either still finds all that it needs or is refused, as by any second pass. A pass that is refused
 * adds nothing to any {@code grad()}. Hooks run on the thread that called.
 */
public final class Autograd {
  private Autograd() {}

  // ---------------------------------------------------------------- options

  /**
   * Keeps what the graph has kept, so that it can be gone through again. See {@code retain_graph}.
   *
   * @return the option
   */
  public static Option.Backward retainGraph() {
    return new Option.RetainGraph();
  }

  /**
   * Gives null for inputs that the outputs do not depend on, instead of refusing them. See {@code
   * allow_unused}.
   *
   * @return the option
   */
  public static Option.Backward allowUnused() {
    return new Option.AllowUnused();
  }

  /**
   * Gives zeros for inputs that the outputs do not depend on, instead of refusing them; with {@link
   * Functional#createGraph} zeros that require grad. See {@code materialize_grads}.
   *
   * @return the option
   */
  public static Option.Backward materializeGrads() {
    return new Option.MaterializeGrads();
  }

  /**
   * Takes each gradient for a stack of several along its first axis, and gives stacks of results:
   * all from one walk through the graph. See {@code is_grads_batched}.
   *
   * <pre>{@code
   * Tensor rows = Autograd.grad(y, x, Tensor.eye(3), gradsBatched());   // y of shape [3]: the Jacobian
   * }</pre>
   *
   * @return the option
   */
  public static Option.Backward gradsBatched() {
    return new Option.GradsBatched();
  }

  /**
   * Adds the gradients of these tensors up, leaves or not, and of no others. One that the outputs
   * do not depend on gets none. See {@code inputs} of {@code torch.autograd.backward}.
   *
   * <pre>{@code
   * loss.backward(inputs(w));      // w.grad() is there, and no other leaf's
   * }</pre>
   *
   * @param tensors tensors that require grad, at least one
   * @return the option
   * @throws GraphException if there is none, or one does not require grad
   */
  public static Option.Backward inputs(Tensor... tensors) {
    if (tensors.length == 0) {
      throw new GraphException(
          "inputs: there are none; name at least one, or leave out the option for all leaves");
    }
    for (int i = 0; i < tensors.length; i++) {
      Backward.requireRecorded("inputs", "input", i, tensors[i]);
    }
    return new Option.Inputs(List.of(tensors));
  }

  // ---------------------------------------------------------------- derivatives, returned

  /**
   * The derivative of a scalar by one tensor, returned instead of added up. See {@code
   * torch.autograd.grad}.
   *
   * @param output the scalar
   * @param input a tensor that requires grad and that the output was computed from
   * @param options {@code createGraph()}, {@code retainGraph()}, {@code allowUnused()}, {@code
   *     materializeGrads()}
   * @return a tensor of the input's shape
   * @throws GraphException if the output or the input does not require grad, the output does not
   *     depend on the input, or the graph was freed
   * @throws ShapeException if the output is no scalar
   */
  public static Tensor grad(Tensor output, Tensor input, Option.Backward... options) {
    Tensor g = grad(List.of(output), List.of(input), options).getFirst();
    return g == null ? input.zerosLike() : g;
  }

  /**
   * The product vᵀJ by one tensor. See {@code torch.autograd.grad}.
   *
   * @param output a tensor of any shape
   * @param input a tensor that requires grad and that the output was computed from
   * @param gradient v, of the output's shape; with {@code gradsBatched()} a stack of them
   * @param options {@code createGraph()}, {@code retainGraph()}, {@code allowUnused()}, {@code
   *     materializeGrads()}, {@code gradsBatched()}
   * @return a tensor of the input's shape; with {@code gradsBatched()} a stack of them
   * @throws GraphException if the output or the input does not require grad, the output does not
   *     depend on the input, or the graph was freed
   * @throws ShapeException if the gradient has another shape than the output
   */
  public static Tensor grad(
      Tensor output, Tensor input, Tensor gradient, Option.Backward... options) {
    Tensor g = grad(List.of(output), List.of(input), List.of(gradient), options).getFirst();
    if (g != null) {
      return g;
    }
    Shape like = input.shape();
    boolean stacked = gradient.rank() > output.rank();
    return Tensor.zeros(stacked ? like.insert(0, gradient.shape().get(0)) : like, input.dtype());
  }

  /**
   * The derivatives of the sum of some scalars. See {@code torch.autograd.grad}.
   *
   * @param outputs scalars that require grad
   * @param inputs tensors that require grad
   * @param options {@code createGraph()}, {@code retainGraph()}, {@code allowUnused()}, {@code
   *     materializeGrads()}
   * @return a tensor for each input; null for one that no output depends on, with {@code
   *     allowUnused()}
   * @throws GraphException if an output or an input does not require grad, no output depends on an
   *     input, or the graph was freed
   * @throws ShapeException if an output is no scalar
   */
  public static List<@Nullable Tensor> grad(
      List<Tensor> outputs, List<Tensor> inputs, Option.Backward... options) {
    return Backward.grad(outputs, inputs, null, options);
  }

  /**
   * The products vᵀJ for the v given. See {@code torch.autograd.grad}.
   *
   * @param outputs tensors of any shape that require grad
   * @param inputs tensors that require grad
   * @param gradients v: a tensor of the shape of each output, with {@code gradsBatched()} a stack
   *     of them; null stands for 1 where the output is a scalar
   * @param options {@code createGraph()}, {@code retainGraph()}, {@code allowUnused()}, {@code
   *     materializeGrads()}, {@code gradsBatched()}
   * @return a tensor for each input, with {@code gradsBatched()} a stack of them; null for one that
   *     no output depends on, with {@code allowUnused()}
   * @throws GraphException if an output or an input does not require grad, no output depends on an
   *     input, or the graph was freed
   * @throws ShapeException if a gradient has another shape than its output
   * @throws StructureException if there are not as many gradients as outputs
   */
  public static List<@Nullable Tensor> grad(
      List<Tensor> outputs,
      List<Tensor> inputs,
      List<? extends @Nullable Tensor> gradients,
      Option.Backward... options) {
    return Backward.grad(outputs, inputs, gradients, options);
  }

  // ---------------------------------------------------------------- derivatives, added up

  /**
   * Adds the derivatives of some scalars into the {@link Tensor#grad} of every leaf, in one walk.
   * See {@code torch.autograd.backward}.
   *
   * @param outputs scalars that require grad
   * @param options {@code retainGraph()}, {@code createGraph()}, {@code inputs(…)}
   * @throws GraphException if an output does not require grad, or the graph was freed
   * @throws ShapeException if an output is no scalar
   */
  public static void backward(List<Tensor> outputs, Option.Backward... options) {
    Backward.backward("Autograd.backward", outputs, null, options);
  }

  /**
   * Adds vᵀJ into the {@link Tensor#grad} of every leaf, for the v given, in one walk. See {@code
   * torch.autograd.backward}.
   *
   * @param outputs tensors of any shape that require grad
   * @param gradients v: a tensor of the shape of each output; null stands for 1 where the output is
   *     a scalar
   * @param options {@code retainGraph()}, {@code createGraph()}, {@code inputs(…)}
   * @throws GraphException if an output does not require grad, or the graph was freed
   * @throws ShapeException if a gradient has another shape than its output
   * @throws StructureException if there are not as many gradients as outputs
   */
  public static void backward(
      List<Tensor> outputs,
      List<? extends @Nullable Tensor> gradients,
      Option.Backward... options) {
    Backward.backward("Autograd.backward", outputs, gradients, options);
  }

  // ---------------------------------------------------------------- scopes

  /**
   * Runs a body of which nothing is recorded in the classical graph. See {@code torch.no_grad}.
   * Transforms of {@link Functional} take no notice of it. What the body starts on other threads is
   * recorded as usual.
   *
   * @param <T> what the body gives
   * @param body what to run
   * @return what it gives
   */
  public static <T extends @Nullable Object> T noGrad(Supplier<T> body) {
    return Reverse.recording(false, body);
  }

  /**
   * Runs a body of which nothing is recorded in the classical graph.
   *
   * @param body what to run
   */
  public static void noGrad(Runnable body) {
    Reverse.recording(
        false,
        () -> {
          body.run();
          return null;
        });
  }

  /**
   * Runs a body that is recorded in the classical graph, though it stands inside {@link #noGrad}.
   * See {@code torch.enable_grad}.
   *
   * @param <T> what the body gives
   * @param body what to run
   * @return what it gives
   */
  public static <T extends @Nullable Object> T enableGrad(Supplier<T> body) {
    return Reverse.recording(true, body);
  }

  /**
   * Runs a body that stops where a NaN or an infinity first appears: at the first operation that
   * gives one though none of its inputs has one, be it the user's own or a step of a derivative,
   * forward or backward, of this API or of {@link Functional}. See {@code
   * torch.autograd.detect_anomaly}.
   *
   * <pre>{@code
   * detectAnomaly(() -> {
   *   Tensor loss = x.square().sum().sqrt();       // x is zero: fine, but
   *   loss.backward();                             // the derivative of sqrt is infinite there
   * });
   * // detectAnomaly: the derivative of sqrt gave an infinity …, at Training.step (Training.java:12); …
   * }</pre>
   *
   * <p>The message names the operation, and the line of the program that called it: for a backward
   * pass the line of the forward computation, which must therefore stand in a scope as well. What a
   * derivative rule meets inside and then masks is not reported, and neither are NaNs and
   * infinities that the data bring along. An infinity of the forward pass is, even if a later
   * operation would take it away again: {@code x.log().clamp(-100, 0)} at zero.
   *
   * <p>The scope is that of the calling thread. Every result inside is looked through, and the
   * stack is walked for every operation that is recorded: many times slower, for finding errors
   * only. Outside of all scopes there is no cost.
   *
   * @param <T> what the body gives
   * @param body what to run
   * @return what it gives
   * @throws NumericalException where a NaN or an infinity first appears
   */
  public static <T extends @Nullable Object> T detectAnomaly(Supplier<T> body) {
    return Anomaly.detect(body);
  }

  /**
   * Runs a body that stops where a NaN or an infinity first appears.
   *
   * @param body what to run
   * @throws NumericalException where a NaN or an infinity first appears
   */
  public static void detectAnomaly(Runnable body) {
    Anomaly.detect(() -> {
      body.run();
      return null;
    });
  }

  // ---------------------------------------------------------------- what Tensor's methods do

  static Tensor leaf(Tensor x) {
    Backward.refuseTransform("requiresGrad", x);
    if (!x.dtype().isFloating()) {
      throw new DTypeException(
          "requiresGrad: a tensor of "
              + x.dtype()
              + " has no derivative; convert it with to(FLOAT64) first");
    }
    return isRecorded(x) ? x : Reverse.CLASSICAL.leaf(x);
  }

  static boolean isRecorded(Tensor x) {
    return Reverse.CLASSICAL.owns(x);
  }

  static boolean isLeaf(Tensor x) {
    return !Tracer.isOfTransform(x) && Reverse.isLeaf(x);
  }

  static @Nullable Tensor accumulated(Tensor x) {
    return Reverse.gradient(x);
  }

  static void forget(Tensor x) {
    Reverse.clearGradient(x);
  }

  static Tensor retain(Tensor x) {
    Backward.requireRecorded("retainGrad", x);
    Reverse.retainGradient(x);
    return x;
  }

  static Runnable hook(Tensor x, UnaryOperator<@Nullable Tensor> hook) {
    Backward.requireRecorded("registerHook", x);
    return Reverse.hook(x, hook);
  }

  static Runnable hookAfter(Tensor x, Consumer<Tensor> hook) {
    Backward.requireRecorded("registerPostAccumulateGradHook", x);
    if (!isLeaf(x)) {
      throw new GraphException(
          "registerPostAccumulateGradHook: this tensor of shape "
              + x.shape()
              + " is no leaf, so backward adds nothing up in it; use registerHook");
    }
    return Reverse.hookAfter(x, () -> hook.accept(x));
  }

  static void backward(Tensor output, @Nullable Tensor gradient, Option.Backward[] options) {
    List<@Nullable Tensor> gradients = new ArrayList<>(1);
    gradients.add(gradient);
    Backward.backward("backward", List.of(output), gradients, options);
  }
}
