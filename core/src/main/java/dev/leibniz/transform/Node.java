package dev.leibniz.transform;

import dev.leibniz.DType;
import dev.leibniz.GraphException;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import dev.leibniz.op.Unary;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One value in a graph, and how it was made. Numbers grow from inputs to outputs. An op with
 * several outputs is a {@link Many} with a {@link Part} for each of them, numbered right behind it,
 * so that every edge of the graph leads to a node and every node has one cotangent.
 */
abstract sealed class Node {
  final long number;
  final Shape shape;
  final DType dtype;
  private @Nullable Gradient gradient;

  private Node(long number, Shape shape, DType dtype) {
    this.number = number;
    this.shape = shape;
    this.dtype = dtype;
  }

  /** Passes each of the nodes that this one was made from. */
  abstract void inputs(Consumer<Node> each);

  /** Hands each input its cotangent. */
  abstract void pull(Tensor ct, Pull pull);

  /** The tangent of this value, or null for zero. */
  abstract @Nullable Tensor push(Push push);

  /** Forgets the values that the rules would read. */
  void free() {}

  /** Where the user looks at this node's cotangent: hooks, and the gradient that is kept. */
  final synchronized Gradient gradient() {
    if (gradient == null) {
      gradient = new Gradient();
    }
    return gradient;
  }

  final @Nullable Gradient gradientOrNull() {
    return gradient;
  }

  private static GraphException freed() {
    return new GraphException(
        "backward: the values that this graph had kept were freed by an earlier backward or grad;"
            + " pass retainGraph() to that earlier call to go through the graph twice");
  }

  /** Where a graph begins. */
  static final class Leaf extends Node {
    Leaf(long number, Shape shape, DType dtype) {
      super(number, shape, dtype);
    }

    @Override
    void inputs(Consumer<Node> each) {}

    @Override
    void pull(Tensor ct, Pull pull) {}

    @Override
    @Nullable Tensor push(Push push) {
      return null;
    }
  }

  static final class One extends Node {
    private final Op.One op;
    private final Node from;
    private @Nullable Tensor x;
    private @Nullable Tensor y;
    private boolean freed;

    One(long number, Op.One op, Node from, @Nullable Tensor x, Shape shape, DType dtype) {
      super(number, shape, dtype);
      this.op = op;
      this.from = from;
      this.x = x;
    }

    void keepOutput(Tensor out) {
      y = out;
    }

    @Override
    void inputs(Consumer<Node> each) {
      each.accept(from);
    }

    private Tensor x(Pass pass) {
      return x != null ? pass.read(x) : Symbolic.dropped(from.shape, from.dtype);
    }

    private Tensor y(Pass pass) {
      return y != null ? pass.read(y) : Symbolic.dropped(shape, dtype);
    }

    @Override
    void pull(Tensor ct, Pull pull) {
      if (freed) {
        throw freed();
      }
      if (op.keep() == Op.NOTHING && op instanceof Unary) {
        pull.add(from, op.cotangent(Symbolic.NOTHING, Symbolic.NOTHING, ct));
      } else {
        pull.add(from, op.cotangent(x(pull), y(pull), ct));
      }
    }

    @Override
    @Nullable Tensor push(Push push) {
      Tensor dx = push.tangent(from);
      if (dx == null) {
        return null;
      }
      if (freed) {
        throw freed();
      }
      return op.tangent(x(push), y(push), dx);
    }

    @Override
    void free() {
      x = null;
      y = null;
      freed = op.keep() != Op.NOTHING;
    }
  }

  static final class Two extends Node {
    private final Op.Two op;
    private final @Nullable Node left;
    private final @Nullable Node right;
    private @Nullable Tensor x;
    private @Nullable Tensor y;
    private @Nullable Tensor z;
    private boolean freed;

    Two(
        long number,
        Op.Two op,
        @Nullable Node left,
        @Nullable Node right,
        @Nullable Tensor x,
        @Nullable Tensor y,
        Shape shape,
        DType dtype) {
      super(number, shape, dtype);
      this.op = op;
      this.left = left;
      this.right = right;
      this.x = x;
      this.y = y;
    }

    void keepOutput(Tensor out) {
      z = out;
    }

    @Override
    void inputs(Consumer<Node> each) {
      if (left != null) {
        each.accept(left);
      }
      if (right != null) {
        each.accept(right);
      }
    }

    private Tensor x(Pass pass) {
      return kept(x, left, pass);
    }

    private Tensor y(Pass pass) {
      return kept(y, right, pass);
    }

    private static Tensor kept(@Nullable Tensor t, @Nullable Node from, Pass pass) {
      return t != null
          ? pass.read(t)
          : from == null ? Symbolic.NOTHING : Symbolic.dropped(from.shape, from.dtype);
    }

    private Tensor z(Pass pass) {
      return z != null ? pass.read(z) : Symbolic.dropped(shape, dtype);
    }

    @Override
    void pull(Tensor ct, Pull pull) {
      if (freed) {
        throw freed();
      }
      if (left != null && pull.wants(left)) {
        pull.add(left, cotangent(0, ct, pull));
      }
      if (right != null && pull.wants(right)) {
        pull.add(right, cotangent(1, ct, pull));
      }
    }

    private @Nullable Tensor cotangent(int i, Tensor ct, Pull pull) {
      if (op.keep(i) == Op.NOTHING) {
        return op.cotangent(i, Symbolic.NOTHING, Symbolic.NOTHING, Symbolic.NOTHING, ct);
      }
      return op.cotangent(i, x(pull), y(pull), z(pull), ct);
    }

    @Override
    @Nullable Tensor push(Push push) {
      Tensor dx = left == null ? null : push.tangent(left);
      Tensor dy = right == null ? null : push.tangent(right);
      if (dx == null && dy == null) {
        return null;
      }
      if (freed) {
        throw freed();
      }
      return op.tangent(x(push), y(push), z(push), dx, dy);
    }

    @Override
    void free() {
      freed |= x != null || y != null || z != null;
      x = null;
      y = null;
      z = null;
    }
  }

  /** An op of any number of inputs and outputs; with one output it is that output's node. */
  static final class Many extends Node {
    private final Op.Many op;
    private final @Nullable Node[] from;
    private final int outputs;
    private final boolean reuse;
    private Tensor @Nullable [] in;
    private Tensor @Nullable [] out;
    private Op.@Nullable TensorMap transpose;

    /**
     * @param reuse whether the recorded transpose may be kept for the next pull: not at level 0,
     *     where what was recorded without createGraph would be a constant with it
     */
    Many(
        long number,
        Op.Many op,
        @Nullable Node[] from,
        Tensor[] in,
        int outputs,
        boolean reuse,
        Shape shape,
        DType dtype) {
      super(number, shape, dtype);
      this.op = op;
      this.from = from;
      this.in = in;
      this.outputs = outputs;
      this.reuse = reuse;
    }

    int outputs() {
      return outputs;
    }

    void keepOutputs(Tensor[] kept) {
      out = kept;
    }

    @Override
    void inputs(Consumer<Node> each) {
      for (Node n : from) {
        if (n != null) {
          each.accept(n);
        }
      }
    }

    @Override
    void pull(Tensor ct, Pull pull) {
      @Nullable Tensor[] all = new Tensor[outputs];
      all[0] = ct;
      pullAll(all, pull);
    }

    void pullAll(@Nullable Tensor[] cts, Pull pull) {
      boolean[] wanted = new boolean[from.length];
      for (int i = 0; i < from.length; i++) {
        Node n = from[i];
        wanted[i] = n != null && (reuse || pull.wants(n));
      }
      Op.TensorMap map = transpose;
      if (map == null) {
        map = op.transpose(read(in, pull), read(out, pull), wanted);
        if (reuse) {
          transpose = map;
        }
      }
      @Nullable Tensor[] back = map.apply(cts);
      for (int i = 0; i < from.length; i++) {
        Node n = from[i];
        if (n != null) {
          pull.add(n, back[i]);
        }
      }
    }

    private static Tensor[] read(Tensor @Nullable [] kept, Pass pass) {
      if (kept == null) {
        throw freed();
      }
      Tensor[] read = new Tensor[kept.length];
      for (int i = 0; i < kept.length; i++) {
        read[i] = pass.read(kept[i]);
      }
      return read;
    }

    @Override
    @Nullable Tensor push(Push push) {
      @Nullable Tensor[] dy = pushAll(push);
      return dy == null ? null : dy[0];
    }

    @Nullable Tensor @Nullable [] pushAll(Push push) {
      @Nullable Tensor[] d = new Tensor[from.length];
      boolean moves = false;
      for (int i = 0; i < from.length; i++) {
        Node n = from[i];
        d[i] = n == null ? null : push.tangent(n);
        moves |= d[i] != null;
      }
      return moves ? op.linearise(read(in, push), read(out, push)).apply(d) : null;
    }

    @Override
    void free() {
      in = null;
      out = null;
      transpose = null;
    }
  }

  /** One of several outputs of the node that is numbered {@code 1 + index} before. */
  static final class Part extends Node {
    final Many whole;
    final int index;

    Part(Many whole, int index, Shape shape, DType dtype) {
      super(whole.number + 1 + index, shape, dtype);
      this.whole = whole;
      this.index = index;
    }

    @Override
    void inputs(Consumer<Node> each) {
      each.accept(whole);
    }

    @Override
    void pull(Tensor ct, Pull pull) {
      pull.part(this, ct);
    }

    @Override
    @Nullable Tensor push(Push push) {
      return push.part(this);
    }
  }
}
