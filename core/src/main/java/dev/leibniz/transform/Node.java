package dev.leibniz.transform;

import dev.leibniz.DType;
import dev.leibniz.GraphException;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.op.MatMul;
import dev.leibniz.op.Op;
import dev.leibniz.op.Unary;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
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

  /** Whether rules of this node read values, be they kept or to be recomputed. */
  boolean isKeeping() {
    return false;
  }

  /** Forgets the values that the rules would read. */
  void free() {}

  /** Forgets them too, but knows how to get them again. */
  void drop(Segment from) {}

  /** The values that the rules would read, as far as they are there. */
  @Nullable Tensor[] kept() {
    return new Tensor[0];
  }

  /** Where dropped values come from, if they were dropped. */
  @Nullable Segment segment() {
    return null;
  }

  /** The op that made this value; a leaf has none. */
  @Nullable Op op() {
    return null;
  }

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

  /**
   * Refuses what was freed. To be asked after the kept values have been read: {@code free()} sets
   * the mark first, so that a pass on another thread finds all values or the mark.
   */
  private static void requireKept(boolean freed) {
    if (freed) {
      throw new GraphException(
          "backward: the values that this graph had kept were freed by an earlier backward or"
              + " grad; pass retainGraph() to that earlier call to go through the graph twice");
    }
  }

  private static Tensor read(@Nullable Tensor kept, @Nullable Node of, Pass pass) {
    return kept != null
        ? pass.read(kept)
        : of == null ? Symbolic.NOTHING : Symbolic.dropped(of.shape, of.dtype);
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
    private @Nullable Segment segment;
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

    @Override
    Op op() {
      return op;
    }

    @Override
    void pull(Tensor ct, Pull pull) {
      if (op.keep() == Op.NOTHING && op instanceof Unary) {
        pull.add(from, op.cotangent(Symbolic.NOTHING, Symbolic.NOTHING, ct));
      } else {
        pull.add(from, cotangent(ct, pull));
      }
    }

    private @Nullable Tensor cotangent(Tensor ct, Pull pull) {
      Tensor keptX = x;
      Tensor keptY = y;
      VarHandle.loadLoadFence();
      requireKept(freed);
      Segment dropped = segment;
      return dropped != null
          ? ((One) pull.twin(dropped, this)).cotangent(ct, pull)
          : op.cotangent(read(keptX, from, pull), read(keptY, this, pull), ct);
    }

    @Override
    @Nullable Tensor push(Push push) {
      Tensor dx = push.tangent(from);
      return dx == null ? null : tangent(dx, push);
    }

    private @Nullable Tensor tangent(Tensor dx, Push push) {
      Tensor keptX = x;
      Tensor keptY = y;
      VarHandle.loadLoadFence();
      requireKept(freed);
      Segment dropped = segment;
      return dropped != null
          ? ((One) push.twin(dropped, this)).tangent(dx, push)
          : op.tangent(read(keptX, from, push), read(keptY, this, push), dx);
    }

    @Override
    @Nullable Tensor[] kept() {
      return new Tensor[] {x, y};
    }

    @Override
    boolean isKeeping() {
      return op.keep() != Op.NOTHING;
    }

    @Override
    void free() {
      freed = isKeeping();
      VarHandle.storeStoreFence();
      x = null;
      y = null;
      segment = null;
    }

    @Override
    @Nullable Segment segment() {
      return segment;
    }

    @Override
    void drop(Segment from) {
      segment = from;
      VarHandle.storeStoreFence();
      x = null;
      y = null;
    }
  }

  static final class Two extends Node {
    private final Op.Two op;
    private final @Nullable Node left;
    private final @Nullable Node right;
    private @Nullable Tensor x;
    private @Nullable Tensor y;
    private @Nullable Tensor z;
    private @Nullable Segment segment;
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

    @Override
    Op op() {
      return op;
    }

    @Override
    void pull(Tensor ct, Pull pull) {
      if (left != null && pull.wants(left)) {
        pull.add(left, cotangent(0, ct, pull));
      }
      if (right != null && pull.wants(right) && !(op instanceof MatMul && joins(ct, pull))) {
        pull.add(right, cotangent(1, ct, pull));
      }
    }

    /** Whether the right factor's cotangent was left to a sum with others. */
    private boolean joins(Tensor ct, Pull pull) {
      Tensor keptX = x;
      return right != null && keptX != null && pull.addProduct(right, pull.read(keptX), ct);
    }

    private @Nullable Tensor cotangent(int i, Tensor ct, Pull pull) {
      if (op.keep(i) == Op.NOTHING) {
        return op.cotangent(i, Symbolic.NOTHING, Symbolic.NOTHING, Symbolic.NOTHING, ct);
      }
      Tensor keptX = x;
      Tensor keptY = y;
      Tensor keptZ = z;
      VarHandle.loadLoadFence();
      requireKept(freed);
      Segment dropped = segment;
      return dropped != null
          ? ((Two) pull.twin(dropped, this)).cotangent(i, ct, pull)
          : op.cotangent(
              i, read(keptX, left, pull), read(keptY, right, pull), read(keptZ, this, pull), ct);
    }

    @Override
    @Nullable Tensor push(Push push) {
      Tensor dx = left == null ? null : push.tangent(left);
      Tensor dy = right == null ? null : push.tangent(right);
      return dx == null && dy == null ? null : tangent(dx, dy, push);
    }

    private @Nullable Tensor tangent(@Nullable Tensor dx, @Nullable Tensor dy, Push push) {
      Tensor keptX = x;
      Tensor keptY = y;
      Tensor keptZ = z;
      VarHandle.loadLoadFence();
      requireKept(freed);
      Segment dropped = segment;
      return dropped != null
          ? ((Two) push.twin(dropped, this)).tangent(dx, dy, push)
          : op.tangent(
              read(keptX, left, push), read(keptY, right, push), read(keptZ, this, push), dx, dy);
    }

    @Override
    @Nullable Tensor[] kept() {
      return new Tensor[] {x, y, z};
    }

    @Override
    boolean isKeeping() {
      return x != null || y != null || z != null || segment != null;
    }

    @Override
    void free() {
      freed |= isKeeping();
      VarHandle.storeStoreFence();
      x = null;
      y = null;
      z = null;
      segment = null;
    }

    @Override
    @Nullable Segment segment() {
      return segment;
    }

    @Override
    void drop(Segment from) {
      segment = from;
      VarHandle.storeStoreFence();
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
    private volatile Op.@Nullable TensorMap transpose;
    private @Nullable Segment segment;

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
    Op op() {
      return op;
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
      @Nullable Tensor[] back = transpose(wanted, pull).apply(cts);
      for (int i = 0; i < from.length; i++) {
        Node n = from[i];
        if (n != null) {
          pull.add(n, back[i]);
        }
      }
    }

    private Op.TensorMap transpose(boolean[] wanted, Pull pull) {
      Op.TensorMap map = transpose;
      if (map != null) {
        return map;
      }
      Segment dropped = segment;
      if (dropped != null) {
        return ((Many) pull.twin(dropped, this)).transpose(wanted, pull);
      }
      map = op.transpose(read(in, pull), read(out, pull), wanted);
      if (reuse) {
        transpose = map;
      }
      return map;
    }

    private static Tensor[] read(Tensor @Nullable [] kept, Pass pass) {
      requireKept(kept == null);
      Tensor[] read = new Tensor[Objects.requireNonNull(kept).length];
      for (int i = 0; i < read.length; i++) {
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
      return moves ? linearise(push).apply(d) : null;
    }

    private Op.TensorMap linearise(Push push) {
      Segment dropped = segment;
      return dropped != null
          ? ((Many) push.twin(dropped, this)).linearise(push)
          : op.linearise(read(in, push), read(out, push));
    }

    @Override
    @Nullable Tensor[] kept() {
      Tensor[] all = in;
      Tensor[] given = out;
      return all == null || given == null
          ? new Tensor[0]
          : Stream.of(all, given).flatMap(Stream::of).toArray(Tensor[]::new);
    }

    @Override
    boolean isKeeping() {
      return in != null || segment != null;
    }

    @Override
    void free() {
      in = null;
      out = null;
      transpose = null;
      segment = null;
    }

    @Override
    @Nullable Segment segment() {
      return segment;
    }

    @Override
    void drop(Segment from) {
      segment = from;
      VarHandle.storeStoreFence();
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
