package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Copies;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import dev.leibniz.kernel.Scans;
import dev.leibniz.transform.Run;

/** Ops that move elements and compute nothing; most of them are views. */
public sealed interface Shapes extends Linear.OfOne {

  /** The same elements, row by row, in another shape. */
  record Reshape(Shape to) implements Shapes {
    @Override
    public Shape shape(Shape x) {
      if (x.size() != to.size()) {
        throw new ShapeException(
            "reshape: a tensor of shape "
                + x
                + " has "
                + x.size()
                + " elements, the shape "
                + to
                + " takes "
                + to.size());
      }
      return to;
    }

    @Override
    public Dense eval(Dense x) {
      return x.reshaped(shape(x.shape()));
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return ct.reshape(x);
    }

    @Override
    public Reshape batched(int size) {
      return new Reshape(to.insert(0, size));
    }
  }

  /** Axes of size one are spread, new ones put in front. */
  record Expand(Shape to) implements Shapes {
    @Override
    public Shape shape(Shape x) {
      if (!x.broadcastsTo(to)) {
        throw new ShapeException(
            "expand: a tensor of shape "
                + x
                + " does not spread to "
                + to
                + "; only axes of size 1 can be spread (counted from the right)");
      }
      return to;
    }

    @Override
    public Dense eval(Dense x) {
      return x.expanded(shape(x.shape()));
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return java.util.Objects.requireNonNull(Op.unbroadcast(ct, x));
    }

    @Override
    public Tensor batch(Tensor x, int size) {
      return Run.one(batched(size), Batching.align(x, true, to.rank() + 1));
    }

    @Override
    public Expand batched(int size) {
      return new Expand(to.insert(0, size));
    }
  }

  /** The axes in another order. */
  record Permute(Axes axes) implements Shapes {
    @Override
    public Shape shape(Shape x) {
      int[] a = axes.values();
      int[] dims = new int[a.length];
      for (int i = 0; i < a.length; i++) {
        dims[i] = x.get(a[i]);
      }
      return Shape.of(dims);
    }

    @Override
    public Dense eval(Dense x) {
      return x.permuted(axes.values());
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      int[] a = axes.values();
      int[] inverse = new int[a.length];
      for (int i = 0; i < a.length; i++) {
        inverse[a[i]] = i;
      }
      return ct.permute(inverse);
    }

    @Override
    public Permute batched(int size) {
      int[] a = axes.values();
      int[] wider = new int[a.length + 1];
      for (int i = 0; i < a.length; i++) {
        wider[i + 1] = a[i] + 1;
      }
      return new Permute(Axes.of(wider));
    }
  }

  /** Every {@code step}-th element along an axis; a negative step goes backwards. */
  record Slice(int axis, int start, int length, int step) implements Shapes {
    @Override
    public Shape shape(Shape x) {
      return x.with(axis, length);
    }

    @Override
    public Dense eval(Dense x) {
      return x.sliced(axis, start, length, step);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      boolean flips = step == -1 && length == x.get(axis);
      return Run.one(flips ? this : new Embed(axis, x.get(axis), start, step), ct);
    }

    @Override
    public Slice batched(int size) {
      return new Slice(axis + 1, start, length, step);
    }
  }

  /** Zeros of size {@code n} along an axis, with the input at every {@code step}-th place. */
  record Embed(int axis, int n, int start, int step) implements Shapes {
    @Override
    public Shape shape(Shape x) {
      return x.with(axis, n);
    }

    @Override
    public Dense eval(Dense x) {
      return Copies.embed(x, shape(x.shape()), axis, start, step);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return Run.one(new Slice(axis, start, x.get(axis), step), ct);
    }

    @Override
    public Embed batched(int size) {
      return new Embed(axis + 1, n, start, step);
    }
  }

  /**
   * The elements on and below a diagonal of the last two axes, or on and above; zeros elsewhere.
   */
  record Triangle(int diagonal, Part part) implements Shapes {
    /** Which part stays. */
    public enum Part {
      LOWER,
      UPPER
    }

    @Override
    public Shape shape(Shape x) {
      if (x.rank() < 2) {
        throw new ShapeException(
            (part == Part.LOWER ? "tril" : "triu")
                + ": a tensor of shape "
                + x
                + " is no matrix; it needs at least two axes");
      }
      return x;
    }

    @Override
    public Dense eval(Dense x) {
      shape(x.shape());
      return Scans.triangle(x, diagonal, part == Part.LOWER);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return Run.one(this, ct);
    }

    @Override
    public Triangle batched(int size) {
      return this;
    }
  }

  /** Another floating dtype. */
  record Convert(DType from, DType to) implements Shapes {
    @Override
    public Shape shape(Shape x) {
      return x;
    }

    @Override
    public DType dtype(DType x) {
      return to;
    }

    @Override
    public Dense eval(Dense x) {
      return Elementwise.convert(x, to);
    }

    @Override
    public Tensor transpose(Shape x, Tensor ct) {
      return ct.to(from);
    }

    @Override
    public Convert batched(int size) {
      return this;
    }
  }
}
