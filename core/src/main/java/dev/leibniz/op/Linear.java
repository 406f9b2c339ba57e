package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.transform.Run;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Linear in the active inputs; indices and conditions are data. Forward is the op itself on the
 * tangent, reverse its transpose, and a batch is another op of the same kind.
 */
public sealed interface Linear {
  /** One active input. */
  sealed interface OfOne extends Linear, Op.One permits Shapes, Sums, Windowed {
    /** The cotangent of an input of shape {@code x}. */
    Tensor transpose(Shape x, Tensor ct);

    /** The op for an input with one more axis of this size in front. */
    Op.One batched(int size);

    @Override
    default int keep() {
      return NOTHING;
    }

    @Override
    default Tensor tangent(Tensor x, Tensor y, Tensor dx) {
      return Run.one(this, dx);
    }

    @Override
    default Tensor cotangent(Tensor x, Tensor y, Tensor ct) {
      return transpose(x.shape(), ct);
    }

    @Override
    default Tensor batch(Tensor x, int size) {
      return Run.one(batched(size), x);
    }
  }

  /** The first input is active, the second an index. */
  sealed interface OfTwo extends Linear, Op.Two permits Indexed {
    /** The cotangent of an active input of shape {@code x}. */
    Tensor transpose(Shape x, Tensor index, Tensor ct);

    @Override
    default int keep(int i) {
      return i == 0 ? Y : NOTHING;
    }

    @Override
    default @Nullable Tensor tangent(
        Tensor x, Tensor index, Tensor z, @Nullable Tensor dx, @Nullable Tensor none) {
      return dx == null ? null : Run.two(this, dx, index);
    }

    @Override
    default @Nullable Tensor cotangent(int i, Tensor x, Tensor index, Tensor z, Tensor ct) {
      return i == 0 ? transpose(x.shape(), index, ct) : null;
    }
  }

  /** Any number of inputs. */
  sealed interface OfMany extends Linear, Op.Many permits Cat, Split, Where {
    /**
     * The cotangents of the wanted inputs, of which only the shapes and the data are there; at
     * least one output has a cotangent.
     */
    @Nullable Tensor[] cotangents(Tensor[] in, @Nullable Tensor[] cts, boolean[] wanted);

    @Override
    default boolean keepsOutput(int i) {
      return false;
    }

    @Override
    default TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
      return cts ->
          Arrays.stream(cts).allMatch(Objects::isNull)
              ? new Tensor[in.length]
              : cotangents(in, cts, wanted);
    }
  }
}
