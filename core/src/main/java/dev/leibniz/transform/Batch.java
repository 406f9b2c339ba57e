package dev.leibniz.transform;

import dev.leibniz.Tensor;
import dev.leibniz.op.Batching;
import dev.leibniz.op.Op;
import dev.leibniz.transform.Tracer.Batched;
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
    @Nullable Tensor[] lifted = new Tensor[stacked.length];
    for (int i = 0; i < stacked.length; i++) {
      Tensor s = stacked[i];
      lifted[i] = s == null ? null : run.lift(s);
    }
    @Nullable Tensor[] out = f.apply(lifted);
    @Nullable Tensor[] lowered = new Tensor[out.length];
    for (int i = 0; i < out.length; i++) {
      Tensor y = out[i];
      lowered[i] = y == null ? null : run.lower(y);
    }
    run.end();
    return lowered;
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
    return x instanceof Batched b && b.run == this ? b.value : seen(x);
  }

  @Override
  Tensor one(Op.One op, Tensor x) {
    return lift(op.batch(value(x), size));
  }

  @Override
  Tensor two(Op.Two op, Tensor x, Tensor y) {
    return lift(op.batch(value(x), owns(x), value(y), owns(y), size));
  }

  @Override
  Tensor[] many(Op.Many op, Tensor[] in) {
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
