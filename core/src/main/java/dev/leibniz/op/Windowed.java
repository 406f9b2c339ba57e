package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Windows;
import dev.leibniz.transform.Run;

/**
 * Sliding windows: convolution, pooling and their like read through them. Each is the other's
 * transpose.
 */
public sealed interface Windowed extends Linear.OfOne {

  /** Windows along an axis, their elements along a new last axis; a view. */
  record Unfold(int axis, int size, int step, int dilation) implements Windowed {
    @Override
    public Shape shape(Shape x) {
      int n = x.get(axis);
      int reach = dilation * (size - 1) + 1;
      if (size < 1 || step < 1 || dilation < 1 || reach > n) {
        throw new ShapeException(
            "unfold: windows of "
                + size
                + " elements, "
                + dilation
                + " apart, every "
                + step
                + ", along axis "
                + axis
                + " of shape "
                + x
                + ": they must be positive and reach no farther than the size "
                + n);
      }
      return x.with(axis, (n - reach) / step + 1).insert(x.rank(), size);
    }

    @Override
    public Dense eval(Dense x) {
      return Windows.unfold(x, shape(x.shape()), axis, step, dilation);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return Run.one(new Fold(axis, x.get(axis), size, step, dilation), ct);
    }

    @Override
    public Unfold batched(int batch) {
      return new Unfold(axis + 1, size, step, dilation);
    }
  }

  /** The sum of windows that overlap, along an axis of size n. */
  record Fold(int axis, int n, int size, int step, int dilation) implements Windowed {
    @Override
    public Shape shape(Shape x) {
      return x.range(0, x.rank() - 1).with(axis, n);
    }

    @Override
    public Dense eval(Dense x) {
      return Windows.fold(x, shape(x.shape()), axis, step, dilation);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return Run.one(new Unfold(axis, size, step, dilation), ct);
    }

    @Override
    public Fold batched(int batch) {
      return new Fold(axis + 1, n, size, step, dilation);
    }
  }
}
