package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Reductions;
import dev.leibniz.kernel.Scans;

/** Sums over axes and along them. */
public sealed interface Sums extends Linear.OfOne {

  /** Sums over axes and drops them. */
  record Sum(Axes axes) implements Sums {
    @Override
    public Shape shape(Shape x) {
      return x.remove(axes.values());
    }

    @Override
    public Dense eval(Dense x) {
      return Reductions.sum(x, axes.values());
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      if (ct.rank() == 0) {
        return ct.expand(x);
      }
      return ct.reshape(kept(x, axes.values())).expand(x);
    }

    @Override
    public Sum batched(int size) {
      return new Sum(axes.shifted());
    }
  }

  /** The running sum along an axis. */
  record Cumsum(int axis) implements Sums {
    @Override
    public Shape shape(Shape x) {
      return x;
    }

    @Override
    public Dense eval(Dense x) {
      return Scans.cumsum(x, axis);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return ct.flip(axis).cumsum(axis).flip(axis);
    }

    @Override
    public Cumsum batched(int size) {
      return new Cumsum(axis + 1);
    }
  }

  /** A shape with these axes of size one. */
  static Shape kept(Shape x, int[] axes) {
    int[] dims = x.dims();
    for (int a : axes) {
      dims[a] = 1;
    }
    return Shape.of(dims);
  }
}
