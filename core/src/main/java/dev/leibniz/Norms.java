package dev.leibniz;

import dev.leibniz.op.Axes;
import dev.leibniz.op.Norm;
import dev.leibniz.transform.Run;

/**
 * Norms of vectors, of every order; where a norm is zero, its derivative is the zero subgradient.
 */
final class Norms {
  private Norms() {}

  static Tensor vector(Tensor x, double p, int[] axes) {
    if (p == 0) {
      return x.ne(0).to(x.dtype()).sum(axes);
    }
    int[] reduced = x.shape().axes("norm", axes);
    if (reduced.length == 0) {
      return x.abs();
    }
    if (Double.isInfinite(p)) {
      return p > 0 ? x.abs().amax(axes) : x.abs().amin(axes);
    }
    return p == 1 ? x.abs().sum(axes) : Run.many(new Norm(p, Axes.of(reduced)), x)[0];
  }
}
