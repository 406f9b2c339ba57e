package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Arithmetic;
import dev.leibniz.op.Batching;
import dev.leibniz.op.Op;
import dev.leibniz.op.Where;
import dev.leibniz.transform.Tracer.Batched;
import dev.leibniz.transform.structured.Stack;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * vmap: each op runs once for all examples, which lie along an axis in front that f does not see.
 */
public final class Batch extends Interpreter {
  private final int size;

  public Batch(String transform, @Nullable Object function, int size) {
    super(transform, function);
    this.size = size;
  }

  /**
   * Calls f once for all the slices along the first axis of some tensors; null results stay null.
   */
  public static @Nullable Tensor[] map(
      String what, int size, @Nullable Tensor[] stacked, Op.TensorMap f) {
    Batch run = new Batch(what, null, size);
    return run.map(each(stacked, run::lift), f);
  }

  /** Calls f once for stacks of which the structure is known; null results stay null. */
  public static @Nullable Tensor[] mapStructured(
      String what, int size, @Nullable Stack[] stacks, Op.TensorMap f) {
    Batch run = new Batch(what, null, size);
    // Who looks for anomalies looks at every number.
    return Anomaly.isOpen()
        ? run.map(each(stacks, s -> run.lift(s.dense())), f)
        : run.map(each(stacks, s -> new Batched(run, s)), f);
  }

  private @Nullable Tensor[] map(@Nullable Tensor[] lifted, Op.TensorMap f) {
    @Nullable Tensor[] lowered = each(f.apply(lifted), this::lower);
    end();
    return lowered;
  }

  /** What is null stays null. */
  private static <T> @Nullable Tensor[] each(@Nullable T[] all, Function<T, Tensor> change) {
    @Nullable Tensor[] changed = new Tensor[all.length];
    for (int i = 0; i < all.length; i++) {
      T t = all[i];
      changed[i] = t == null ? null : change.apply(t);
    }
    return changed;
  }

  /** One example of a stack, as f sees it. */
  public Tensor lift(Tensor stacked) {
    return new Batched(this, seen(stacked));
  }

  /** The stack of what f gave for each example. */
  public Tensor lower(Tensor y) {
    return Batching.spread(value(y), owns(y), size);
  }

  public boolean owns(Tensor x) {
    return x instanceof Batched b && b.run == this;
  }

  private Tensor value(Tensor x) {
    return x instanceof Batched b && b.run == this ? b.value() : seen(x);
  }

  private @Nullable Stack stack(Tensor x) {
    return x instanceof Batched b && b.run == this ? b.stack : null;
  }

  @Override
  Tensor one(Op.One op, Tensor x) {
    Stack stack = stack(x);
    Stack out = stack == null ? null : stack.one(op);
    return out != null ? new Batched(this, out) : lift(op.batch(value(x), size));
  }

  @Override
  Tensor two(Op.Two op, Tensor x, Tensor y) {
    Stack out = structured(op, x, y);
    return out != null
        ? new Batched(this, out)
        : lift(op.batch(value(x), owns(x), value(y), owns(y), size));
  }

  private @Nullable Stack structured(Op.Two op, Tensor x, Tensor y) {
    Stack a = stack(x);
    Stack b = stack(y);
    if (a != null) {
      return b != null ? a.both(op, b) : owns(y) ? null : a.left(op, y);
    }
    return b == null || owns(x) ? null : b.right(op, x);
  }

  /** A choice between two stacks, or between one and zeros. */
  private @Nullable Stack structured(Tensor condition, Tensor x, Tensor y) {
    Stack a = stack(x);
    Stack b = stack(y);
    if (owns(condition) || a == null && b == null) {
      return null;
    }
    Stack then = a == null ? null : a.where(condition);
    Stack otherwise = b == null ? null : b.where(condition.logicalNot());
    if (a != null && b != null) {
      return then == null || otherwise == null ? null : then.both(Arithmetic.ADD, otherwise);
    }
    return isZero(a == null ? x : y) ? (a == null ? otherwise : then) : null;
  }

  private static boolean isZero(Tensor x) {
    return x instanceof Dense && x.size() == 1 && x.item() == 0;
  }

  @Override
  Tensor[] many(Op.Many op, Tensor[] in) {
    if (op instanceof Where) {
      Stack chosen = structured(in[0], in[1], in[2]);
      if (chosen != null) {
        return new Tensor[] {new Batched(this, chosen)};
      }
    }
    Tensor[] values = new Tensor[in.length];
    boolean[] batched = new boolean[in.length];
    for (int i = 0; i < in.length; i++) {
      values[i] = value(in[i]);
      batched[i] = owns(in[i]);
    }
    Tensor[] out = op.batch(values, batched, size);
    Tensor[] lifted = new Tensor[out.length];
    for (int i = 0; i < out.length; i++) {
      lifted[i] = lift(out[i]);
    }
    return lifted;
  }
}
