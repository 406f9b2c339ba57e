package dev.leibniz;

/**
 * Norms of vectors, of every order; where a norm is zero, its derivative is the zero subgradient.
 */
final class Norms {
  private Norms() {}

  static Tensor vector(Tensor x, double p, int[] axes) {
    if (p == 0) {
      return x.ne(0).to(x.dtype()).sum(axes);
    }
    Tensor a = x.abs();
    if (Double.isInfinite(p)) {
      return p > 0 ? a.amax(axes) : a.amin(axes);
    }
    if (p == 1) {
      return a.sum(axes);
    }
    if (p == 2) {
      return root(x.square().sum(axes), 0.5);
    }
    Tensor zero = a.eq(0);
    Tensor sum = Tensor.where(zero, 0, Tensor.where(zero, 1, a).pow(p)).sum(axes);
    if (p > 0) {
      return root(sum, 1 / p);
    }
    Tensor none = zero.any(axes);
    return Tensor.where(none, 0, Tensor.where(none, 1, sum).pow(1 / p));
  }

  private static Tensor root(Tensor s, double exponent) {
    Tensor zero = s.eq(0);
    Tensor safe = Tensor.where(zero, 1, s);
    return Tensor.where(zero, 0, exponent == 0.5 ? safe.sqrt() : safe.pow(exponent));
  }
}
