package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Convolutions;
import dev.leibniz.kernel.Dense;
import dev.leibniz.spi.ConvolutionGeometry;
import dev.leibniz.transform.Run;

/**
 * The convolution over two axes and its transposes by either input: three bilinear maps, of which
 * each is the transpose of the others.
 *
 * <p>With images x of shape [N, G · C, H, W], weights w [G · O, C, h, w] and results y [N, G · O,
 * H′, W′], the number {@code ⟨y, convolve(x, w)⟩} is linear in all three; {@link Convolve}, {@link
 * ConvolveInput} and {@link ConvolveWeight} are its gradients by y, x and w. A batch axis joins an
 * axis that the product does not sum over: of images if only those have one, of channels if only
 * weights do, of groups if both.
 */
public sealed interface Convolution extends Bilinear {
  /** The windows. */
  ConvolutionGeometry geometry();

  /** Images and weights to results. */
  record Convolve(ConvolutionGeometry geometry) implements Convolution {
    @Override
    public String name() {
      return "convolution";
    }

    @Override
    public Shape shape(Shape x, Shape w) {
      int down = geometry.vertical().places();
      return Shape.of(x.get(0), w.get(0), down, geometry.horizontal().places());
    }

    @Override
    public Dense eval(Dense x, Dense w) {
      return Convolutions.forward(x, w, shape(x.shape(), w.shape()), geometry);
    }

    @Override
    public Tensor transpose(int i, Tensor x, Tensor w, Tensor ct) {
      return i == 0
          ? Run.two(new ConvolveInput(geometry), ct, w)
          : Run.two(new ConvolveWeight(geometry), x, ct);
    }

    @Override
    public Tensor batch(Tensor x, boolean batchedX, Tensor w, boolean batchedW, int size) {
      int g = geometry.groups();
      if (size == 0) {
        return none(this, x, batchedX, w, batchedW);
      }
      if (!batchedW) {
        return split(Run.two(this, join(x, 0), w), 0, size, x.shape().get(1));
      }
      if (!batchedX) {
        Tensor y = Run.two(this, x, joinWithin(w, 0, g));
        return splitWithin(y, 1, g, size, w.shape().get(1) / g);
      }
      Tensor y = Run.two(new Convolve(geometry.withGroups(size * g)), join(x, 1), join(w, 0));
      return split(y, 1, size, w.shape().get(1));
    }
  }

  /** Cotangents of results, and weights, to cotangents of images. */
  record ConvolveInput(ConvolutionGeometry geometry) implements Convolution {
    @Override
    public String name() {
      return "convolution's transpose by its input";
    }

    @Override
    public Shape shape(Shape y, Shape w) {
      int channels = geometry.groups() * w.get(1);
      int height = geometry.vertical().size();
      return Shape.of(y.get(0), channels, height, geometry.horizontal().size());
    }

    @Override
    public Dense eval(Dense y, Dense w) {
      return Convolutions.input(y, w, shape(y.shape(), w.shape()), geometry);
    }

    @Override
    public Tensor transpose(int i, Tensor y, Tensor w, Tensor ct) {
      return i == 0
          ? Run.two(new Convolve(geometry), ct, w)
          : Run.two(new ConvolveWeight(geometry), ct, y);
    }

    @Override
    public Tensor batch(Tensor y, boolean batchedY, Tensor w, boolean batchedW, int size) {
      int g = geometry.groups();
      if (size == 0) {
        return none(this, y, batchedY, w, batchedW);
      }
      if (!batchedW) {
        return split(Run.two(this, join(y, 0), w), 0, size, y.shape().get(1));
      }
      if (!batchedY) {
        return splitWithin(Run.two(this, y, join(w, 1)), 1, g, size, w.shape().get(2));
      }
      Tensor x = Run.two(new ConvolveInput(geometry.withGroups(size * g)), join(y, 1), join(w, 0));
      return split(x, 1, size, g * w.shape().get(2));
    }
  }

  /** Images, and cotangents of results, to cotangents of weights. */
  record ConvolveWeight(ConvolutionGeometry geometry) implements Convolution {
    @Override
    public String name() {
      return "convolution's transpose by its weight";
    }

    @Override
    public Shape shape(Shape x, Shape y) {
      int inputs = x.get(1) / geometry.groups();
      int height = geometry.vertical().window();
      return Shape.of(y.get(1), inputs, height, geometry.horizontal().window());
    }

    @Override
    public Dense eval(Dense x, Dense y) {
      return Convolutions.weight(x, y, shape(x.shape(), y.shape()), geometry);
    }

    @Override
    public Tensor transpose(int i, Tensor x, Tensor y, Tensor ct) {
      return i == 0
          ? Run.two(new ConvolveInput(geometry), y, ct)
          : Run.two(new Convolve(geometry), x, ct);
    }

    @Override
    public Tensor batch(Tensor x, boolean batchedX, Tensor y, boolean batchedY, int size) {
      int g = geometry.groups();
      if (size == 0) {
        return none(this, x, batchedX, y, batchedY);
      }
      if (!batchedY) {
        return split(Run.two(this, joinWithin(x, 1, g), y), 1, size, x.shape().get(2) / g);
      }
      if (!batchedX) {
        return splitWithin(Run.two(this, x, joinWithin(y, 1, g)), 0, g, size, y.shape().get(2) / g);
      }
      Tensor w = Run.two(new ConvolveWeight(geometry.withGroups(size * g)), join(x, 1), join(y, 1));
      return split(w, 0, size, y.shape().get(2));
    }
  }

  /** The results of a batch without examples, which no number of groups could stand for. */
  private static Tensor none(
      Convolution op, Tensor x, boolean batchedX, Tensor y, boolean batchedY) {
    Shape left = batchedX ? x.shape().remove(0) : x.shape();
    Shape right = batchedY ? y.shape().remove(0) : y.shape();
    return Dense.zeros(op.shape(left, right).insert(0, 0), x.dtype());
  }

  /** The batch axis, in front, joined to another as its slower part. */
  private static Tensor join(Tensor x, int axis) {
    Shape s = x.shape();
    Tensor beside = axis == 0 ? x : x.movedim(0, axis);
    Shape rest = s.range(1, s.rank());
    return beside.reshape(rest.with(axis, s.get(0) * rest.get(axis)));
  }

  /** The batch axis joined to each group of another, behind the group. */
  private static Tensor joinWithin(Tensor x, int axis, int groups) {
    Shape s = x.shape();
    Shape rest = s.range(1, s.rank());
    int each = rest.get(axis) / groups;
    Shape split = s.with(axis + 1, each).insert(axis + 1, groups);
    Tensor beside = x.reshape(split).movedim(0, axis + 1);
    return beside.reshape(rest.with(axis, groups * s.get(0) * each));
  }

  private static Tensor split(Tensor y, int axis, int size, int each) {
    Tensor apart = y.reshape(y.shape().with(axis, each).insert(axis, size));
    return axis == 0 ? apart : apart.movedim(axis, 0);
  }

  private static Tensor splitWithin(Tensor y, int axis, int groups, int size, int each) {
    Shape s = y.shape();
    Shape apart = s.with(axis, each).insert(axis, size).insert(axis, groups);
    Shape whole = s.with(axis, groups * each).insert(0, size);
    return y.reshape(apart).movedim(axis + 1, 0).reshape(whole);
  }
}
