package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Tracer.Recorded;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reverse mode: what happens is noted down as a graph.
 *
 * <p>A result that is not floating has no derivative and is no node. Nodes of a transform keep the
 * values below their level; nodes of level 0 keep the tracers, for createGraph differentiates their
 * rules at the same level.
 */
public final class Reverse extends Interpreter {
  /** Level 0, which never ends. */
  public static final Reverse CLASSICAL = new Reverse();

  /** Whether level 0 records, where the user has said so; transforms take no notice of it. */
  private static final ScopedValue<Boolean> RECORDING = ScopedValue.newInstance();

  private static final VarHandle LAST;

  static {
    try {
      LAST = MethodHandles.lookup().findVarHandle(Reverse.class, "last", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The number of the node that was made last. */
  private volatile long last;

  public Reverse(String transform, @Nullable Object function) {
    super(transform, function);
  }

  private Reverse() {}

  /** Runs a body of whose ops level 0 records all, or none. */
  public static <T extends @Nullable Object> T recording(boolean on, Supplier<T> body) {
    return ScopedValue.where(RECORDING, on).call(body::get);
  }

  /** Whether level 0 records here. */
  static boolean isRecording() {
    return !CLASSICAL.isOff();
  }

  /** The number of the node that was made last. */
  long last() {
    return last;
  }

  /** The first of some numbers that follow one another. */
  private long next(int count) {
    return (long) LAST.getAndAdd(this, (long) count) + 1;
  }

  /** Runs a body whose ops level 0 records, though it may stand where it should record nothing. */
  public static <T extends @Nullable Object> T recorded(Supplier<T> body) {
    return isRecording() ? body.get() : recording(true, body);
  }

  private boolean isOff() {
    return level == 0 && RECORDING.isBound() && !RECORDING.get();
  }

  public Tensor leaf(Tensor x) {
    Node leaf = new Node.Leaf(next(1), x.shape(), x.dtype());
    return new Recorded(this, seen(x), leaf);
  }

  public boolean owns(Tensor x) {
    return x instanceof Recorded r && r.run == this;
  }

  public Tensor value(Tensor x) {
    return x instanceof Recorded r && r.run == this ? r.value : seen(x);
  }

  @Nullable Node node(Tensor x) {
    return x instanceof Recorded r && r.run == this ? r.node : null;
  }

  /** Whether a tensor of level 0 is a leaf. */
  public static boolean isLeaf(Tensor x) {
    Node n = CLASSICAL.node(x);
    return n == null || n instanceof Node.Leaf;
  }

  /** The gradient that has been kept for a tensor of level 0, or null. */
  public static @Nullable Tensor gradient(Tensor x) {
    Node n = CLASSICAL.node(x);
    Gradient g = n == null ? null : n.gradientOrNull();
    return g == null ? null : g.sum();
  }

  public static void clearGradient(Tensor x) {
    Node n = CLASSICAL.node(x);
    Gradient g = n == null ? null : n.gradientOrNull();
    if (g != null) {
      g.clear();
    }
  }

  public static void retainGradient(Tensor x) {
    Node n = CLASSICAL.node(x);
    if (n != null && !(n instanceof Node.Leaf)) {
      n.gradient().retain();
    }
  }

  /** Adds a hook to a tensor of level 0. */
  public static Runnable hook(Tensor x, UnaryOperator<@Nullable Tensor> hook) {
    return ((Recorded) x).node.gradient().hook(hook);
  }

  /** Adds what is to run whenever a backward pass has added to the gradient of a leaf. */
  public static Runnable hookAfter(Tensor leaf, Runnable hook) {
    return ((Recorded) leaf).node.gradient().hookAfter(hook);
  }

  private Tensor kept(Tensor x) {
    return level == 0 ? x : value(x);
  }

  @Override
  Tensor one(Op.One op, Tensor x) {
    Recorded r = (Recorded) x;
    Tensor y = Run.one(op, r.value);
    if (!y.dtype().isFloating() || isOff()) {
      return y;
    }
    int keep = op.keep();
    Node.One node =
        new Node.One(
            next(1), op, r.node, (keep & Op.X) != 0 ? kept(x) : null, y.shape(), y.dtype());
    Recorded out = new Recorded(this, seen(y), node);
    if ((keep & Op.OUT) != 0) {
      node.keepOutput(kept(out));
    }
    return out;
  }

  @Override
  Tensor two(Op.Two op, Tensor x, Tensor y) {
    Tensor z = Run.two(op, value(x), value(y));
    if (!z.dtype().isFloating() || isOff()) {
      return z;
    }
    Node left = node(x);
    Node right = node(y);
    int keep = (left == null ? 0 : op.keep(0)) | (right == null ? 0 : op.keep(1));
    Node.Two node =
        new Node.Two(
            next(1),
            op,
            left,
            right,
            (keep & Op.X) != 0 ? kept(x) : null,
            (keep & Op.Y) != 0 ? kept(y) : null,
            z.shape(),
            z.dtype());
    Recorded out = new Recorded(this, seen(z), node);
    if ((keep & Op.OUT) != 0) {
      node.keepOutput(kept(out));
    }
    return out;
  }

  @Override
  Tensor[] many(Op.Many op, Tensor[] in) {
    Tensor[] values = new Tensor[in.length];
    @Nullable Node[] from = new Node[in.length];
    for (int i = 0; i < in.length; i++) {
      values[i] = value(in[i]);
      from[i] = node(in[i]);
    }
    Tensor[] y = Run.many(op, values);
    if (isOff()) {
      return y;
    }
    Tensor[] kept = new Tensor[in.length];
    for (int i = 0; i < in.length; i++) {
      kept[i] = op.keepsInput(i) ? kept(in[i]) : Symbolic.dropped(in[i].shape(), in[i].dtype());
    }
    long number = next(y.length + 1);
    Node.Many node =
        new Node.Many(number, op, from, kept, y.length, level > 0, y[0].shape(), y[0].dtype());
    Tensor[] out = new Tensor[y.length];
    Tensor[] keptOut = new Tensor[y.length];
    for (int i = 0; i < y.length; i++) {
      Tensor v = seen(y[i]);
      out[i] =
          !v.dtype().isFloating()
              ? v
              : new Recorded(
                  this, v, y.length == 1 ? node : new Node.Part(node, i, v.shape(), v.dtype()));
      keptOut[i] = op.keepsOutput(i) ? kept(out[i]) : Symbolic.dropped(v.shape(), v.dtype());
    }
    node.keepOutputs(keptOut);
    return out;
  }
}
