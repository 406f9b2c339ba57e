package dev.leibniz.conformance;

import dev.leibniz.DType;
import dev.leibniz.Index;
import dev.leibniz.Tensor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * In what form a case meets the library.
 *
 * @param isFloat32 float64 becomes float32 everywhere: inputs, tangents, cotangents, weights, and
 *     where a statement names the dtype
 * @param isStrided inputs, tangents, cotangents and weights are views with gaps
 */
record Mode(boolean isFloat32, boolean isStrided) {
  private static final int NO_INDEX = 1 << 30;

  DType dtype(DType written) {
    return isFloat32 && written == DType.FLOAT64 ? DType.FLOAT32 : written;
  }

  Tensor given(Tensor written) {
    Tensor x = written.to(dtype(written.dtype()));
    return isStrided ? strided(x) : x;
  }

  /** What a statement's argument is in this mode, references aside. */
  @Nullable Object literal(@Nullable Object written) {
    return written instanceof DType d ? dtype(d) : written;
  }

  Tolerance tolerance(Case c) {
    return isFloat32 ? Tolerance.FLOAT32 : new Tolerance.OfElement(c.rtol(), c.atol());
  }

  /**
   * The same numbers with the axes in memory in reverse order, the first one backwards, and
   * something that must not be read between any two: NaN, an index out of range, the opposite
   * truth.
   */
  static Tensor strided(Tensor x) {
    if (x.size() == 0) {
      return x;
    }
    Tensor junk =
        switch (x.dtype()) {
          case FLOAT64, FLOAT32 -> Tensor.full(x.shape(), Double.NaN, x.dtype());
          case INT64, INT32 -> Tensor.full(x.shape(), NO_INDEX, x.dtype());
          case BOOL -> x.logicalNot();
        };
    int n = x.rank();
    if (n == 0) {
      return Tensor.stack(0, junk, x, junk).select(0, 1);
    }
    int[] reverse = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
    Tensor apart = Tensor.stack(-1, x.flip(0).permute(reverse), junk.permute(reverse));
    int[] dims = apart.shape().range(0, n).dims();
    dims[n - 1] *= 2;
    Tensor buffer = apart.reshape(dims);
    return buffer.get(Index.ELLIPSIS, Index.slice(-2, null, -2)).permute(reverse);
  }
}
