package dev.leibniz.transform;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.transform.structured.Stack;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stands in a tensor's place at some level. */
public abstract sealed class Tracer extends Tensor {
  final Interpreter run;

  private Tracer(Interpreter run, Shape shape, DType dtype) {
    super(shape, dtype);
    this.run = run;
  }

  /** Whether x belongs to a transform, and not to level 0 or to none. */
  public static boolean isOfTransform(Tensor x) {
    return x instanceof Tracer t && t.run.level > 0;
  }

  /** The transform that x belongs to, for errors. */
  public static String transformOf(Tensor x) {
    return ((Tracer) x).run.toString();
  }

  /** Reverse: the value, and the node of the graph that it came from. */
  static final class Recorded extends Tracer {
    final Tensor value;
    final Node node;

    Recorded(Reverse run, Tensor value, Node node) {
      super(run, value.shape(), value.dtype());
      this.value = value;
      this.node = node;
    }
  }

  /**
   * Forward: the value and its tangent; without one, zero, though the value depends on the input.
   */
  static final class Dual extends Tracer {
    final Tensor primal;
    final @Nullable Tensor tangent;

    Dual(Forward run, Tensor primal, @Nullable Tensor tangent) {
      super(run, primal.shape(), primal.dtype());
      this.primal = primal;
      this.tangent = tangent;
    }
  }

  /**
   * Batch: a tensor with one more axis in front than it shows, or the structure of it, of which the
   * numbers are made when they are asked for.
   */
  static final class Batched extends Tracer {
    final @Nullable Stack stack;
    private @Nullable Tensor value;

    Batched(Batch run, Tensor value) {
      super(run, value.shape().remove(0), value.dtype());
      this.value = value;
      this.stack = null;
    }

    Batched(Batch run, Stack stack) {
      super(run, stack.shape(), stack.dtype());
      this.stack = stack;
    }

    Tensor value() {
      Tensor v = value;
      if (v == null) {
        v = Objects.requireNonNull(stack).dense();
        value = v;
      }
      return v;
    }
  }

  /** A shape and a dtype: a tangent not known yet, or a value that a derivative does not read. */
  static final class Shadow extends Tracer {
    Shadow(Symbolic run, Shape shape, DType dtype) {
      super(run, shape, dtype);
    }
  }
}
