package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import org.jspecify.annotations.Nullable;

/**
 * A primitive: a value made of shapes, axes and flags, never of tensors.
 *
 * <p>An op states how it is evaluated, what shape and dtype come out, and one thing about its
 * derivative, by family: an elementwise op its partial times something ({@link Unary}, {@link
 * Binary}), a linear one its transpose ({@link Linear}), a bilinear one its two transposes ({@link
 * Bilinear}), any other its tangent map ({@link General}). The family supplies the rest: both
 * modes, batching, broadcasting. Rules are written in tensor operations, so that every derivative
 * can be differentiated and batched again.
 *
 * <p>A tangent or cotangent of {@code null} is zero. What a rule reads of inputs and outputs it
 * declares by the bits {@link #X}, {@link #Y} and {@link #OUT}; the rest is not kept by the graph,
 * and a rule that reads it all the same meets a shadow that refuses operations.
 */
public sealed interface Op {
  /** The derivative reads no values. */
  int NOTHING = 0;

  /** The derivative reads the first input. */
  int X = 1;

  /** The derivative reads the second input. */
  int Y = 2;

  /** The derivative reads the output. */
  int OUT = 4;

  /** The name of the public operation, for errors. */
  default String name() {
    return Names.OF_CLASSES.get(getClass());
  }

  /** The shape and dtype of a tensor. */
  record Spec(Shape shape, DType dtype) {
    public static Spec of(Tensor t) {
      return new Spec(t.shape(), t.dtype());
    }
  }

  /** One input, one output. */
  sealed interface One extends Op permits Unary, Linear.OfOne, Discrete.OfOne {
    Shape shape(Shape x);

    default DType dtype(DType x) {
      return x;
    }

    Dense eval(Dense x);

    /** What the rules read: bits of {@link #X} and {@link #OUT}. */
    int keep();

    @Nullable Tensor tangent(Tensor x, Tensor y, Tensor dx);

    @Nullable Tensor cotangent(Tensor x, Tensor y, Tensor ct);

    /** The result for an input with one more axis in front. */
    Tensor batch(Tensor x, int size);
  }

  /** Two inputs of one dtype (unless one is data), one output. */
  sealed interface Two extends Op permits Binary, Linear.OfTwo, Bilinear, Discrete.OfTwo {
    Shape shape(Shape x, Shape y);

    default DType dtype(DType x, DType y) {
      return x;
    }

    Dense eval(Dense x, Dense y);

    /**
     * What the derivative by input {@code i} reads: bits of {@link #X}, {@link #Y}, {@link #OUT}.
     */
    int keep(int i);

    @Nullable Tensor tangent(
        Tensor x, Tensor y, Tensor z, @Nullable Tensor dx, @Nullable Tensor dy);

    @Nullable Tensor cotangent(int i, Tensor x, Tensor y, Tensor z, Tensor ct);

    /** The result for inputs of which some have one more axis in front. */
    Tensor batch(Tensor x, boolean batchedX, Tensor y, boolean batchedY, int size);
  }

  /**
   * Any number of inputs and outputs. Outputs that the public operation does not show are its
   * residuals.
   */
  sealed interface Many extends Op permits Linear.OfMany, General, Custom {
    Spec[] specs(Tensor[] in);

    Dense[] eval(Dense[] in);

    /** Whether the rules read input {@code i}. */
    default boolean keepsInput(int i) {
      return true;
    }

    /** Whether the rules read output {@code i}. */
    default boolean keepsOutput(int i) {
      return true;
    }

    /** The tangent map at this point. */
    TensorMap linearise(Tensor[] in, Tensor[] out);

    /** Its transpose, for the inputs that are wanted. */
    TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted);

    /** The op for inputs that all have one more axis in front. */
    Many batched(int size);

    /** The results for inputs of which some have one more axis in front. */
    default Tensor[] batch(Tensor[] in, boolean[] batched, int size) {
      Tensor[] all = new Tensor[in.length];
      for (int i = 0; i < in.length; i++) {
        all[i] = Batching.spread(in[i], batched[i], size);
      }
      return Batching.run(batched(size), all);
    }
  }

  /** A linear map of tangents or cotangents, of which {@code null} ones are zero. */
  @FunctionalInterface
  interface TensorMap {
    @Nullable Tensor[] apply(@Nullable Tensor[] t);
  }

  /** The sum of two tangents or cotangents. */
  static @Nullable Tensor sum(@Nullable Tensor a, @Nullable Tensor b) {
    return a == null ? b : b == null ? a : a.add(b);
  }

  /** Sums over the axes that broadcasting had spread, so that a cotangent fits its input again. */
  static @Nullable Tensor unbroadcast(@Nullable Tensor ct, Shape to) {
    if (ct == null || ct.shape() == to || ct.shape().equals(to)) {
      return ct;
    }
    Shape from = ct.shape();
    int extra = from.rank() - to.rank();
    int[] axes = new int[from.rank()];
    int n = 0;
    for (int i = 0; i < from.rank(); i++) {
      if (i < extra || to.get(i - extra) == 1 && from.get(i) != 1) {
        axes[n++] = i;
      }
    }
    return ct.sum(java.util.Arrays.copyOf(axes, n)).reshape(to);
  }
}
