package dev.leibniz;

import dev.leibniz.op.Normals;
import dev.leibniz.op.Numbered;
import dev.leibniz.op.Op;
import dev.leibniz.op.Pairs;
import dev.leibniz.op.Specials;
import dev.leibniz.transform.Run;

/**
 * Special functions beyond those that are methods of {@link Tensor} ({@link Tensor#erf}, {@link
 * Tensor#lgamma}, {@link Tensor#digamma}, {@link Tensor#sinc}, {@link Tensor#logit} …), under the
 * names of {@code torch.special}. All are elementwise.
 *
 * <p>In FLOAT64 their values are within 4 units in the last place of the exact ones, also far out
 * near zero, and next to where they cross it; in FLOAT32 they are within 4 units too. Only {@link
 * #mvlgamma}, a sum, has an error of up to 4 units of the sum of its terms' sizes. First
 * derivatives, except those of {@link #i0e} and {@link #i1e}, keep their digits far out, where
 * textbook formulas cancel; of the others the error is a few units of the greatest derivative of
 * lower order.
 */
public final class Special {
  private Special() {}

  /**
   * Elementwise −x ln x; 0 at 0, where the derivative is ∞, and −∞ below. An integer tensor becomes
   * FLOAT32. See {@code torch.special.entr}.
   *
   * <pre>{@code
   * Special.entr(Tensor.of(0, 0.5, 1))      // [ 0.          0.34657359 -0.        ]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor entr(Tensor x) {
    return Run.one(Specials.ENTR, x.floating());
  }

  /**
   * Elementwise exp(x²) erfc(x), which falls as 1 / (x√π) where erfc underflows. An integer tensor
   * becomes FLOAT32. See {@code torch.special.erfcx}.
   *
   * <pre>{@code
   * Special.erfcx(Tensor.of(0, 1e9))      // [1.00000000e+00 5.64189584e-10]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor erfcx(Tensor x) {
    return Run.one(Normals.ERFCX, x.floating());
  }

  /**
   * Elementwise Φ(x), the probability that a standard normal number is at most x. An integer tensor
   * becomes FLOAT32. See {@code torch.special.ndtr}.
   *
   * <pre>{@code
   * Special.ndtr(Tensor.of(0, -10))      // [5.00000000e-01 7.61985302e-24]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor ndtr(Tensor x) {
    return Run.one(Normals.NDTR, x.floating());
  }

  /**
   * Elementwise ln Φ(x), accurate where Φ underflows or rounds to 1; see {@link #ndtr}. An integer
   * tensor becomes FLOAT32. See {@code torch.special.log_ndtr}.
   *
   * <pre>{@code
   * Special.logNdtr(Tensor.of(0, -100))      // [-6.93147181e-01 -5.00552421e+03]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor logNdtr(Tensor x) {
    return Run.one(Normals.LOG_NDTR, x.floating());
  }

  /**
   * Elementwise the x at which Φ(x) is p, the inverse of {@link #ndtr}: infinite at 0 and 1, NaN
   * beyond. An integer tensor becomes FLOAT32. See {@code torch.special.ndtri}.
   *
   * <pre>{@code
   * Special.ndtri(Tensor.of(0.5, 0.975))      // [0.         1.95996398]
   * }</pre>
   *
   * @param p a tensor of probabilities
   * @return a tensor of this shape
   */
  public static Tensor ndtri(Tensor p) {
    return Run.one(Normals.NDTRI, p.floating());
  }

  /**
   * Elementwise I₀(x), the modified Bessel function of the first kind and of order 0; beyond ±713
   * infinite. An integer tensor becomes FLOAT32. See {@code torch.special.i0}.
   *
   * <pre>{@code
   * Special.i0(Tensor.of(0, 1))      // [1.         1.26606588]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor i0(Tensor x) {
    return numbered(Numbered.BESSEL, 0, x);
  }

  /**
   * Elementwise e^(−|x|) I₀(x), which does not overflow; see {@link #i0}. The derivative at 0 is 0.
   * An integer tensor becomes FLOAT32. See {@code torch.special.i0e}.
   *
   * <pre>{@code
   * Special.i0e(Tensor.of(0, 1000))      // [1.         0.01261724]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor i0e(Tensor x) {
    return numbered(Numbered.SCALED_BESSEL, 0, x);
  }

  /**
   * Elementwise I₁(x), the modified Bessel function of the first kind and of order 1; beyond ±713
   * infinite. An integer tensor becomes FLOAT32. See {@code torch.special.i1}.
   *
   * <pre>{@code
   * Special.i1(Tensor.of(0, 1))      // [0.         0.5651591 ]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor i1(Tensor x) {
    return numbered(Numbered.BESSEL, 1, x);
  }

  /**
   * Elementwise e^(−|x|) I₁(x), which does not overflow; see {@link #i1}. An integer tensor becomes
   * FLOAT32. See {@code torch.special.i1e}.
   *
   * <pre>{@code
   * Special.i1e(Tensor.of(0, 1000))      // [0.         0.01261093]
   * }</pre>
   *
   * @param x a tensor
   * @return a tensor of this shape
   */
  public static Tensor i1e(Tensor x) {
    return numbered(Numbered.SCALED_BESSEL, 1, x);
  }

  private static Tensor numbered(Op.Two family, int order, Tensor x) {
    Tensor y = x.floating();
    return Run.two(family, Tensor.scalar(order, y.dtype()), y);
  }

  /**
   * Elementwise x ln(1 + y), and 0 where x is 0 unless y is NaN, with broadcasting. Integers become
   * FLOAT32. See {@code torch.special.xlog1py}.
   *
   * <pre>{@code
   * Special.xlog1py(Tensor.of(0, 2), Tensor.of(-1, 1e-20))      // [0.e+00 2.e-20]
   * }</pre>
   *
   * @param x a tensor
   * @param y a tensor
   * @return a tensor of the common shape and dtype
   * @throws ShapeException if the shapes do not broadcast
   */
  public static Tensor xlog1py(Tensor x, Tensor y) {
    return Promotion.pairFloating(Pairs.XLOG1PY, x, y);
  }

  /**
   * Elementwise x ln(1 + y) with a number.
   *
   * @param x a tensor
   * @param y a number
   * @return a tensor of this shape
   */
  public static Tensor xlog1py(Tensor x, double y) {
    return Promotion.pairFloating(Pairs.XLOG1PY, x, y);
  }

  /**
   * Elementwise the logarithm of the multivariate gamma function of dimension p: p (p − 1) / 4 · ln
   * π + Σ ln Γ(x − j/2) over 0 ≤ j &lt; p, for x above (p − 1) / 2. An integer tensor becomes
   * FLOAT32. See {@code torch.special.multigammaln}, also called {@code mvlgamma}.
   *
   * <pre>{@code
   * Special.mvlgamma(Tensor.of(2, 3), 2)      // [0.45158271 1.55019499]
   * }</pre>
   *
   * @param x a tensor
   * @param p the dimension, at least 1
   * @return a tensor of this shape
   * @throws LeibnizException if the dimension is less than 1
   */
  public static Tensor mvlgamma(Tensor x, int p) {
    if (p < 1) {
      throw new LeibnizException("mvlgamma: the dimension " + p + " must be at least 1");
    }
    Tensor sum = x.floating().lgamma();
    for (int j = 1; j < p; j++) {
      sum = sum.add(x.floating().sub(0.5 * j).lgamma());
    }
    return sum.add(0.25 * p * (p - 1) * Math.log(Math.PI));
  }
}
