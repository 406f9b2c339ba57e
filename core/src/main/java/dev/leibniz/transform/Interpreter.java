package dev.leibniz.transform;

import dev.leibniz.GraphException;
import dev.leibniz.Tensor;
import dev.leibniz.op.Op;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of one transform.
 *
 * <p>Every run takes a fresh level, and every tracer names its run. An op goes to the run of the
 * highest level among its inputs, which does its part by further ops on what lies below; a later
 * run has a higher level, so the innermost transform sees an op first. Since levels lie on the data
 * and in no thread, a function may use any thread, and perturbations of different runs cannot be
 * mistaken for one another: a run unwraps its own tracers only and takes every other tensor for a
 * constant. Level 0 is the classical API: a reverse run that never ends.
 */
public abstract sealed class Interpreter permits Reverse, Forward, Batch, Symbolic, Watch {
  private static final AtomicLong LEVELS = new AtomicLong();

  /** Bound while a function runs again that a run had seen before it ended. */
  private static final ScopedValue<Boolean> REPLAYING = ScopedValue.newInstance();

  final long level;
  private final String transform;
  private final @Nullable Object function;
  private volatile boolean nested;

  /** Whether an op has to be looked at more closely: {@link #LOOK}, {@link #ENDED}, or 0 if not. */
  private volatile int special;

  /** The run is watched, or its function not named yet. */
  private static final int LOOK = 1;

  /** The run is over. */
  private static final int ENDED = 2;

  private static final VarHandle SPECIAL;

  static {
    try {
      SPECIAL = MethodHandles.lookup().findVarHandle(Interpreter.class, "special", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * @param transform the name of the transform, for errors
   * @param function the user's function that it is applied to, if any
   */
  Interpreter(String transform, @Nullable Object function) {
    this.transform = transform;
    this.function = function;
    this.level = LEVELS.incrementAndGet();
    if (Anomaly.isOpen() || function != null && !FunctionName.of(function).isFinal()) {
      special = LOOK;
    }
  }

  /** Level 0, and what stands for others. */
  Interpreter() {
    this.transform = "requiresGrad";
    this.function = null;
    this.level = 0;
  }

  abstract Tensor one(Op.One op, Tensor x);

  abstract Tensor two(Op.Two op, Tensor x, Tensor y);

  abstract Tensor[] many(Op.Many op, Tensor[] in);

  /**
   * Ends the run: no op on its tracers is taken from now on. Without a fence, which would cost more
   * than a small op: a thread that knows of the end has learned of it from this one.
   */
  public final void end() {
    SPECIAL.setRelease(this, ENDED);
  }

  /** Has ops looked at for anomalies, or not any more; of level 0, which never ends. */
  final void watch(boolean on) {
    special = on ? LOOK : 0;
  }

  /** This run, or one that watches it. */
  final Interpreter live(Op op) {
    return special != 0 ? special(op) : this;
  }

  private Interpreter special(Op op) {
    if (special == ENDED && !REPLAYING.isBound()) {
      throw outlived(op.name());
    }
    if (function != null && !FunctionName.of(function).isFinal()) {
      FunctionName.of(function).look();
    }
    if (Anomaly.isOn()) {
      return new Watch(this);
    }
    if (!Anomaly.isOpen() && SPECIAL.compareAndSet(this, LOOK, 0) && Anomaly.isOpen()) {
      // Another thread has opened a scope in between.
      SPECIAL.compareAndSet(this, 0, LOOK);
    }
    return this;
  }

  final GraphException outlived(String operation) {
    return new GraphException(
        operation
            + ": a tensor has outlived the "
            + this
            + " that made it; return it from the function instead of storing it outside"
            + (this instanceof Batch ? "" : ", or store x.detach()"));
  }

  /** Runs a body again that runs which are over have seen; they record it once more. */
  static <T extends @Nullable Object> T replaying(Supplier<T> body) {
    return ScopedValue.where(REPLAYING, true).call(body::get);
  }

  /**
   * Notes whether something below belongs to a transform, inside which this run therefore stands.
   */
  final Tensor seen(Tensor below) {
    if (below instanceof Tracer t && t.run.level > 0 && !nested) {
      nested = true;
    }
    return below;
  }

  final @Nullable Tensor seenOrNull(@Nullable Tensor below) {
    return below == null ? null : seen(below);
  }

  /** Whether this run has met a tensor of another transform. */
  public final boolean isNested() {
    return nested;
  }

  @Override
  public final String toString() {
    return function == null || !FunctionName.of(function).isKnown()
        ? transform
        : transform + " of " + FunctionName.of(function);
  }
}
