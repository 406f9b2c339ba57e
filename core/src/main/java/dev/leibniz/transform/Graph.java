package dev.leibniz.transform;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import org.jspecify.annotations.Nullable;

/**
 * What one run recorded between some inputs and some outputs: the linearisation at that point.
 * Cotangents are pulled back through it, tangents pushed forward; both as often as one likes, and
 * from several threads, unless a pull consumes it.
 */
public final class Graph {
  private final @Nullable Node[] in;
  private final @Nullable Node[] out;
  private final Order order;

  public Graph(Reverse run, Tensor[] inputs, @Nullable Tensor[] outputs) {
    in = nodes(run, inputs);
    out = nodes(run, outputs);
    order = new Order(out);
  }

  private static @Nullable Node[] nodes(Reverse run, @Nullable Tensor[] tensors) {
    @Nullable Node[] nodes = new Node[tensors.length];
    for (int i = 0; i < tensors.length; i++) {
      Tensor t = tensors[i];
      nodes[i] = t == null ? null : run.node(t);
    }
    return nodes;
  }

  /** Records a linear map once, on tangents that have a shape and a dtype only. */
  public static Graph symbolic(Op.TensorMap map, Tensor[] like, boolean[] wanted) {
    Symbolic below = Symbolic.tangents();
    Reverse run = new Reverse("linearisation", null);
    @Nullable Tensor[] tangents = new Tensor[like.length];
    Tensor[] leaves = new Tensor[like.length];
    for (int i = 0; i < like.length; i++) {
      leaves[i] = like[i];
      if (wanted[i]) {
        leaves[i] = run.leaf(below.shadow(like[i].shape(), like[i].dtype()));
        tangents[i] = leaves[i];
      }
    }
    return new Graph(run, leaves, map.apply(tangents));
  }

  /** Whether an output depends on an input, by the graph and not by the values. */
  public boolean depends(int output, int input) {
    Node o = out[output];
    Node i = in[input];
    if (o == null || i == null) {
      return false;
    }
    if (o == i) {
      return true;
    }
    Order one = new Order(o);
    return i instanceof Node.Leaf leaf ? one.reaches(leaf) : one.contains(i);
  }

  /** Whether any output depends on an input. */
  public boolean uses(int input) {
    for (int o = 0; o < out.length; o++) {
      if (depends(o, input)) {
        return true;
      }
    }
    return false;
  }

  /** The number of outputs. */
  public int outputs() {
    return out.length;
  }

  /**
   * The bytes that one cotangent or tangent for every node takes: what each of those that go
   * through the graph together costs at most.
   */
  public long bytes() {
    long bytes = 0;
    for (int i = 0; i < order.size(); i++) {
      Node n = order.at(i);
      if (n != null) {
        bytes += (n.dtype == DType.FLOAT32 ? 4L : 8L) * n.shape.size();
      }
    }
    return bytes;
  }

  /** The elements of the largest value. */
  public int largest() {
    int largest = 1;
    for (int i = 0; i < order.size(); i++) {
      Node n = order.at(i);
      if (n != null) {
        largest = Math.max(largest, n.shape.size());
      }
    }
    return largest;
  }

  /** Cotangents of the inputs; null is zero. The graph is kept. */
  public @Nullable Tensor[] pull(@Nullable Tensor[] cotangents) {
    return pull(cotangents, false, true, false);
  }

  /**
   * Cotangents of the inputs; null is zero.
   *
   * @param consume frees what the nodes keep as they are passed, where nobody else holds this graph
   * @param attached whether the walk may be recorded at level 0
   * @param onlyInputs whether what leads to other leaves is left out
   */
  public @Nullable Tensor[] pull(
      @Nullable Tensor[] cotangents, boolean consume, boolean attached, boolean onlyInputs) {
    Pull pull = new Pull(order, in, onlyInputs, attached);
    seed(pull, cotangents);
    pull.run(consume);
    @Nullable Tensor[] results = pull.results();
    pull.settle();
    return results;
  }

  private void seed(Pull pull, @Nullable Tensor[] cotangents) {
    for (int i = 0; i < out.length; i++) {
      Node n = out[i];
      if (n != null && pull.wants(n)) {
        pull.add(n, cotangents[i]);
      }
    }
  }

  /**
   * Level 0: adds the cotangents into the gradients of all leaves, or of the inputs alone. Only
   * once all of them are known; a pass that fails adds nothing.
   */
  public void accumulate(
      @Nullable Tensor[] cotangents, boolean consume, boolean attached, boolean onlyInputs) {
    Pull pull = new Pull(order, in, onlyInputs, attached);
    seed(pull, cotangents);
    pull.run(consume);
    if (onlyInputs) {
      @Nullable Tensor[] results = pull.results();
      for (int i = 0; i < in.length; i++) {
        Node n = in[i];
        Tensor ct = results[i];
        if (n != null && !pull.owes(n) && (ct != null || uses(i))) {
          pull.owe(n, ct != null ? ct : Tensor.zeros(n.shape, n.dtype));
        }
      }
    } else {
      pull.forEachLeaf((leaf, ct) -> pull.owe(leaf, leaf.gradient().hooked(ct)));
    }
    pull.settle();
  }

  /** Tangents of the outputs; null is zero. */
  public @Nullable Tensor[] push(@Nullable Tensor[] tangents) {
    Push push = new Push(order);
    for (int i = 0; i < in.length; i++) {
      Node n = in[i];
      Tensor t = tangents[i];
      if (n != null && t != null) {
        push.set(n, t);
      }
    }
    push.run();
    @Nullable Tensor[] d = new Tensor[out.length];
    for (int i = 0; i < out.length; i++) {
      Node n = out[i];
      Tensor t = n == null ? null : push.tangent(n);
      d[i] = t == null || n == null ? null : t.expand(n.shape);
    }
    return d;
  }
}
