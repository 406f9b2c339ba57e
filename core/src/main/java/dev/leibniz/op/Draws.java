package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.RandomStream;

/**
 * What can be drawn from a key. The key's two words are the last axis; what stands before is a
 * batch.
 */
public enum Draws {
  /** Further keys. */
  SPLIT(DType.INT64) {
    @Override
    Shape shape(Shape batch, Shape of) {
      return batch.join(of).join(Shape.of(2));
    }

    @Override
    void fill(RandomStream key, Object out, int from, int n) {
      key.split((long[]) out, from, n / 2);
    }
  },
  /** Doubles, uniform in [0, 1). */
  UNIFORM(DType.FLOAT64) {
    @Override
    void fill(RandomStream key, Object out, int from, int n) {
      key.uniform((double[]) out, from, n);
    }
  },
  /** Floats, uniform in [0, 1). */
  UNIFORM_FLOAT(DType.FLOAT32) {
    @Override
    void fill(RandomStream key, Object out, int from, int n) {
      key.uniform((float[]) out, from, n);
    }
  },
  /** Doubles of the standard normal distribution. */
  NORMAL(DType.FLOAT64) {
    @Override
    void fill(RandomStream key, Object out, int from, int n) {
      key.normal((double[]) out, from, n);
    }
  },
  /** The numbers 0 … n − 1 in random order. */
  PERMUTATION(DType.INT64) {
    @Override
    void fill(RandomStream key, Object out, int from, int n) {
      key.permutation((long[]) out, from, n);
    }
  };

  private final DType dtype;

  Draws(DType dtype) {
    this.dtype = dtype;
  }

  DType dtype() {
    return dtype;
  }

  Shape shape(Shape batch, Shape of) {
    return batch.join(of);
  }

  abstract void fill(RandomStream key, Object out, int from, int n);

  Dense draw(Dense keys, Shape shape, Shape of) {
    Dense k = keys.contiguous();
    long[] words = k.longs();
    Object out = Dense.newArray(dtype, shape.size());
    int count = k.shape().size() / 2;
    int each = count == 0 ? 0 : shape.size() / count;
    for (int i = 0; i < count; i++) {
      int at = k.offset() + 2 * i;
      fill(new RandomStream(words[at], words[at + 1]), out, i * each, each);
    }
    return Dense.over(shape, dtype, out);
  }
}
