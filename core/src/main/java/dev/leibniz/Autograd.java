package dev.leibniz;

import dev.leibniz.transform.Graph;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Reverse;
import dev.leibniz.transform.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
 * <p>Safe between threads as far as different graphs are concerned.
 */
public final class Autograd {
  private Autograd() {}

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
   * The derivative of a scalar by one tensor, returned instead of added up. See {@code
   * torch.autograd.grad}.
   *
   * @param output the scalar
   * @param input a tensor that requires grad and that the output was computed from
   * @param options {@code createGraph()}, {@code retainGraph()}
   * @return a tensor of the input's shape
   * @throws GraphException if the input does not require grad, the output does not depend on it, or
   *     the graph was freed
   * @throws ShapeException if the output is no scalar
   */
  public static Tensor grad(Tensor output, Tensor input, Option.Backward... options) {
    Tensor g = grad(List.of(output), List.of(input), options).getFirst();
    return g == null ? input.zerosLike() : g;
  }

  /**
   * The derivatives of the sum of some scalars. See {@code torch.autograd.grad}.
   *
   * @param outputs scalars
   * @param inputs tensors that require grad
   * @param options {@code createGraph()}, {@code retainGraph()}, {@code allowUnused()}
   * @return a tensor for each input; null for one that no output depends on, with {@code
   *     allowUnused()}
   * @throws GraphException if an input does not require grad, no output depends on it, or the graph
   *     was freed
   * @throws ShapeException if an output is no scalar
   */
  public static List<@Nullable Tensor> grad(
      List<Tensor> outputs, List<Tensor> inputs, Option.Backward... options) {
    List<Tensor> ones = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      ones.add(seed("Autograd.grad, output " + i, outputs.get(i), null));
    }
    return grad(outputs, inputs, ones, options);
  }

  /**
   * The products vᵀJ for the v given. See {@code torch.autograd.grad}.
   *
   * @param outputs tensors of any shape
   * @param inputs tensors that require grad
   * @param gradients v: a tensor of the shape of each output
   * @param options {@code createGraph()}, {@code retainGraph()}, {@code allowUnused()}
   * @return a tensor for each input; null for one that no output depends on, with {@code
   *     allowUnused()}
   * @throws GraphException if an input does not require grad, no output depends on it, or the graph
   *     was freed
   * @throws ShapeException if a gradient has another shape than its output
   */
  public static List<@Nullable Tensor> grad(
      List<Tensor> outputs,
      List<Tensor> inputs,
      List<Tensor> gradients,
      Option.Backward... options) {
    Options o = Options.of("Autograd.grad", Options.GRAD, options);
    if (outputs.size() != gradients.size()) {
      throw new StructureException(
          "Autograd.grad: "
              + gradients.size()
              + " gradients for "
              + outputs.size()
              + " outputs; give one for each");
    }
    Tensor[] seeds = new Tensor[outputs.size()];
    for (int i = 0; i < seeds.length; i++) {
      Tensor y = outputs.get(i);
      refuseTransform("Autograd.grad", y);
      seeds[i] = seed("Autograd.grad, output " + i, y, gradients.get(i));
    }
    for (int i = 0; i < inputs.size(); i++) {
      refuseTransform("Autograd.grad", inputs.get(i));
      if (!isRecorded(inputs.get(i))) {
        throw new GraphException(
            "Autograd.grad: input "
                + i
                + " of shape "
                + inputs.get(i).shape()
                + " does not require grad; call requiresGrad() on it, and compute the output from"
                + " what that returns");
      }
    }
    Graph graph =
        new Graph(Reverse.CLASSICAL, inputs.toArray(Tensor[]::new), outputs.toArray(Tensor[]::new));
    if (!o.allowUnused()) {
      for (int i = 0; i < inputs.size(); i++) {
        requireUsed(graph, i, outputs.size(), inputs.get(i));
      }
    }
    boolean consume = !o.createGraph() && !o.retainGraph();
    @Nullable Tensor[] g =
        graph.pull(attached(seeds, o.createGraph()), consume, o.createGraph(), true);
    List<@Nullable Tensor> out = new ArrayList<>();
    for (int i = 0; i < g.length; i++) {
      Tensor t = g[i];
      out.add(t != null || isUnused(graph, i, outputs.size()) ? t : inputs.get(i).zerosLike());
    }
    return Collections.unmodifiableList(out);
  }

  private static boolean isUnused(Graph graph, int input, int outputs) {
    for (int k = 0; k < outputs; k++) {
      if (graph.depends(k, input)) {
        return false;
      }
    }
    return true;
  }

  private static void requireUsed(Graph graph, int input, int outputs, Tensor x) {
    if (isUnused(graph, input, outputs)) {
      throw new GraphException(
          "Autograd.grad: no output depends on input "
              + input
              + " of shape "
              + x.shape()
              + "; pass allowUnused() to get null for it");
    }
  }

  static void backward(Tensor output, @Nullable Tensor gradient, Option.Backward[] options) {
    Options o = Options.of("backward", Options.BACKWARD, options);
    refuseTransform("backward", output);
    if (gradient != null) {
      refuseTransform("backward(gradient)", gradient);
    }
    if (!isRecorded(output)) {
      throw new GraphException(
          "backward: this tensor of shape "
              + output.shape()
              + " depends on nothing that requires grad; call x.requiresGrad() and compute from the"
              + " tensor that it returns");
    }
    Tensor[] seed = {seed("backward", output, gradient)};
    Graph graph = new Graph(Reverse.CLASSICAL, new Tensor[0], new Tensor[] {output});
    boolean consume = !o.createGraph() && !o.retainGraph();
    graph.accumulate(attached(seed, o.createGraph()), consume, o.createGraph());
  }

  private static Tensor[] attached(Tensor[] seeds, boolean createGraph) {
    if (!createGraph) {
      for (int i = 0; i < seeds.length; i++) {
        seeds[i] = Numbers.cutLevelZero(seeds[i]);
      }
    }
    return seeds;
  }

  private static Tensor seed(String operation, Tensor y, @Nullable Tensor gradient) {
    if (gradient == null) {
      if (y.size() != 1) {
        throw new ShapeException(
            operation
                + ": a tensor of shape "
                + y.shape()
                + " is no scalar; sum it, give the gradient to start from, or use"
                + " Functional.jacobian");
      }
      return y.onesLike();
    }
    if (!gradient.shape().equals(y.shape())) {
      throw new ShapeException(
          operation
              + ": a gradient of shape "
              + gradient.shape()
              + " for a tensor of shape "
              + y.shape()
              + "; the shapes must be equal");
    }
    return y.dtype().isFloating() ? gradient.to(y.dtype()) : gradient;
  }

  private static void refuseTransform(String operation, Tensor x) {
    if (Tracer.isOfTransform(x)) {
      throw new GraphException(
          operation
              + " on a tensor that belongs to the "
              + Tracer.transformOf(x)
              + ", not to the classical graph; inside a transform use Functional.grad, which nests");
    }
  }

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
    return Reverse.unrecorded(body);
  }

  /**
   * Runs a body of which nothing is recorded in the classical graph.
   *
   * @param body what to run
   */
  public static void noGrad(Runnable body) {
    Reverse.unrecorded(() -> {
      body.run();
      return null;
    });
  }

  static Tensor leaf(Tensor x) {
    refuseTransform("requiresGrad", x);
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
    requireRecorded("retainGrad", x);
    Reverse.retainGradient(x);
    return x;
  }

  static Runnable hook(Tensor x, UnaryOperator<@Nullable Tensor> hook) {
    requireRecorded("registerHook", x);
    return Reverse.hook(x, hook);
  }

  private static void requireRecorded(String operation, Tensor x) {
    refuseTransform(operation, x);
    if (!isRecorded(x)) {
      throw new GraphException(
          operation
              + ": this tensor of shape "
              + x.shape()
              + " does not require grad; it has no gradient");
    }
  }
}
