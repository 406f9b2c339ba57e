package dev.leibniz;

import dev.leibniz.transform.Batch;
import dev.leibniz.transform.Graph;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Reverse;
import dev.leibniz.transform.Tracer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk back through the classical graph: what is asked for is checked, and then done. */
final class Backward {
  private Backward() {}

  static List<@Nullable Tensor> grad(
      List<Tensor> outputs,
      List<Tensor> inputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      Option.Backward[] options) {
    BackwardOptions o = BackwardOptions.of("Autograd.grad", BackwardOptions.GRAD, options);
    requireOutputs("Autograd.grad", outputs);
    for (int i = 0; i < inputs.size(); i++) {
      requireRecorded("Autograd.grad", "input", i, inputs.get(i));
    }
    int stacked = o.gradsBatched() ? stacked(outputs, gradients) : -1;
    Tensor[] seeds = seeds("Autograd.grad", outputs, gradients, stacked);
    Graph graph =
        new Graph(Reverse.CLASSICAL, inputs.toArray(Tensor[]::new), outputs.toArray(Tensor[]::new));
    if (!o.allowUnused() && !o.materializeGrads()) {
      for (int i = 0; i < inputs.size(); i++) {
        requireUsed(graph, i, inputs.get(i));
      }
    }
    @Nullable Tensor[] v = attached(seeds, o.createGraph());
    @Nullable Tensor[] g =
        stacked < 0
            ? graph.pull(v, o.consumes(), o.createGraph(), true)
            : Batch.map(
                "Autograd.grad",
                stacked,
                v,
                cts -> graph.pull(cts, o.consumes(), o.createGraph(), true));
    List<@Nullable Tensor> out = new ArrayList<>();
    for (int i = 0; i < g.length; i++) {
      Tensor x = inputs.get(i);
      Shape shape = stacked < 0 ? x.shape() : x.shape().insert(0, stacked);
      Tensor found = g[i];
      boolean used = found != null || graph.uses(i);
      if (found == null && (used || o.materializeGrads())) {
        found = Tensor.zeros(shape, x.dtype());
      }
      out.add(used || found == null || !o.createGraph() ? found : found.requiresGrad());
    }
    return Collections.unmodifiableList(out);
  }

  static void backward(
      String operation,
      List<Tensor> outputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      Option.Backward[] options) {
    BackwardOptions o = BackwardOptions.of(operation, BackwardOptions.BACKWARD, options);
    requireOutputs(operation, outputs);
    Tensor[] seeds = seeds(operation, outputs, gradients, -1);
    for (Tensor s : seeds) {
      refuseTransform(operation + "(gradient)", s);
    }
    List<Tensor> inputs = o.inputs();
    Graph graph =
        new Graph(
            Reverse.CLASSICAL,
            inputs == null ? new Tensor[0] : inputs.toArray(Tensor[]::new),
            outputs.toArray(Tensor[]::new));
    graph.accumulate(
        attached(seeds, o.createGraph()), o.consumes(), o.createGraph(), inputs != null);
  }

  private static void requireOutputs(String operation, List<Tensor> outputs) {
    if (outputs.isEmpty()) {
      throw new StructureException(operation + ": there are no outputs; give at least one");
    }
    for (int i = 0; i < outputs.size(); i++) {
      requireRecorded(operation, outputs.size() == 1 ? "" : "output", i, outputs.get(i));
    }
  }

  private static void requireUsed(Graph graph, int input, Tensor x) {
    if (!graph.uses(input)) {
      throw new GraphException(
          "Autograd.grad: no output depends on input "
              + input
              + " of shape "
              + x.shape()
              + "; pass allowUnused() to get null for it, or materializeGrads() to get zeros");
    }
  }

  /** How many gradients are stacked in each of those given. */
  private static int stacked(
      List<Tensor> outputs, @Nullable List<? extends @Nullable Tensor> gradients) {
    if (gradients == null) {
      throw new ShapeException(
          "Autograd.grad, gradsBatched: there are no gradients; give a stack of them for each"
              + " output");
    }
    requireAsMany("Autograd.grad", outputs, gradients);
    int n = -1;
    for (int i = 0; i < gradients.size(); i++) {
      Tensor g = gradients.get(i);
      Shape shape = outputs.get(i).shape();
      boolean fits =
          g != null
              && g.rank() == shape.rank() + 1
              && g.shape().remove(0).equals(shape)
              && (n < 0 || g.shape().get(0) == n);
      if (g == null || !fits) {
        throw new ShapeException(
            "Autograd.grad, gradsBatched: gradient "
                + i
                + (g == null ? " is null" : " has the shape " + g.shape())
                + " for an output of shape "
                + shape
                + "; needed is "
                + (n < 0 ? "one more axis in front" : shape.insert(0, n) + " as for the others"));
      }
      n = g.shape().get(0);
    }
    return n;
  }

  private static void requireAsMany(
      String operation, List<Tensor> outputs, List<? extends @Nullable Tensor> gradients) {
    if (outputs.size() != gradients.size()) {
      throw new StructureException(
          operation
              + ": "
              + gradients.size()
              + " gradients for "
              + outputs.size()
              + " outputs; give one for each");
    }
  }

  private static Tensor[] seeds(
      String operation,
      List<Tensor> outputs,
      @Nullable List<? extends @Nullable Tensor> gradients,
      int stacked) {
    if (gradients != null) {
      requireAsMany(operation, outputs, gradients);
    }
    Tensor[] seeds = new Tensor[outputs.size()];
    for (int i = 0; i < seeds.length; i++) {
      Tensor y = outputs.get(i);
      Tensor g = gradients == null ? null : gradients.get(i);
      String what = seeds.length == 1 ? operation : operation + ", output " + i;
      seeds[i] = g == null ? one(what, y) : seed(what, y, g, stacked);
    }
    return seeds;
  }

  private static Tensor one(String operation, Tensor y) {
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

  private static Tensor seed(String operation, Tensor y, Tensor gradient, int stacked) {
    if (stacked < 0 && !gradient.shape().equals(y.shape())) {
      throw new ShapeException(
          operation
              + ": a gradient of shape "
              + gradient.shape()
              + " for a tensor of shape "
              + y.shape()
              + "; the shapes must be equal");
    }
    return gradient.to(y.dtype());
  }

  private static Tensor[] attached(Tensor[] seeds, boolean createGraph) {
    if (!createGraph) {
      for (int i = 0; i < seeds.length; i++) {
        seeds[i] = Numbers.cutLevelZero(seeds[i]);
      }
    }
    return seeds;
  }

  static void refuseTransform(String operation, Tensor x) {
    if (Tracer.isOfTransform(x)) {
      throw new GraphException(
          operation
              + " on a tensor that belongs to the "
              + Tracer.transformOf(x)
              + ", not to the classical graph; inside a transform use Functional.grad, which nests");
    }
  }

  static void requireRecorded(String operation, Tensor x) {
    requireRecorded(operation, "", 0, x);
  }

  /** The message names which of several it is, if they have a name. */
  static void requireRecorded(String operation, String which, int i, Tensor x) {
    refuseTransform(operation, x);
    if (!Autograd.isRecorded(x)) {
      throw new GraphException(
          operation
              + ": "
              + (which.isEmpty() ? "this tensor" : which + " " + i)
              + " of shape "
              + x.shape()
              + " does not require grad: it is no leaf and depends on none; call"
              + " x.requiresGrad() and compute from the tensor that it returns");
    }
  }
}
