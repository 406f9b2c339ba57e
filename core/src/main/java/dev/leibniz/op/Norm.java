package dev.leibniz.op;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import dev.leibniz.kernel.Reductions;
import org.jspecify.annotations.Nullable;

/**
 * y = (Σ |x|ᵖ)^(1/p) over some axes, of which there is at least one, for a finite p other than 0.
 *
 * <p>An op of its own, because no composition of others is right at the ends of the range: powers
 * overflow and underflow long before the norm does, and a scaled composition scales its cotangents
 * as well, into subnormal numbers. The rule needs no scale: ∂y/∂x = sign(x) (|x|/y)^(p−1) is a
 * number of moderate size. Where y is 0 the partial is, too: there x is divided by infinity. So is
 * that of an element whose ratio to the norm underflows.
 */
public record Norm(double p, Axes axes) implements General {
  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {new Op.Spec(in[0].shape().remove(axes.values()), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense x = in[0];
    if (x.size() == 0) {
      return new Dense[] {Dense.zeros(x.shape().remove(axes.values()), x.dtype())};
    }
    if (p == 2) {
      Dense sum = Reductions.sum(Elementwise.unary(Powers.SQUARE, x), axes.values());
      if (isExact(sum)) {
        return new Dense[] {Elementwise.unary(Powers.SQRT, sum)};
      }
    }
    return new Dense[] {scaled(x)};
  }

  /** Whether no square that counts can have been lost to overflow or underflow. */
  private static boolean isExact(Dense sums) {
    double least = sums.dtype() == DType.FLOAT32 ? 0x1p-100 : 0x1p-960;
    for (double s : sums.toArray()) {
      if (!(s >= least && s < Double.POSITIVE_INFINITY)) {
        return false;
      }
    }
    return true;
  }

  private Dense scaled(Dense x) {
    int[] a = axes.values();
    Tensor size = x.abs();
    Tensor most = p > 0 ? size.amax(KEEPDIM, a) : size.amin(KEEPDIM, a);
    Tensor scale = Tensor.where(most.eq(0).logicalOr(most.isfinite().logicalNot()), 1, most);
    Tensor sum = size.div(scale).pow(p).sum(KEEPDIM, a);
    Tensor root = p == 2 ? sum.sqrt() : sum.pow(1 / p);
    return (Dense) root.mul(scale).reshape(x.shape().remove(a));
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    int[] a = axes.values();
    Shape kept = Sums.kept(in[0].shape(), a);
    Tensor y = out[0].reshape(kept);
    Tensor partial = partial(in[0], Tensor.where(y.eq(0), Double.POSITIVE_INFINITY, y));
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : t.mul(partial).sum(a)};
    };
  }

  private Tensor partial(Tensor x, Tensor y) {
    if (p == 2) {
      return x.div(y);
    }
    Tensor ratio = x.abs().div(y);
    Tensor zero = ratio.eq(0);
    Tensor power = Tensor.where(zero, 1, ratio).pow(p - 1);
    return Tensor.where(zero, 0, power.mul(x.sign()));
  }

  @Override
  public Norm batched(int size) {
    return new Norm(p, axes.shifted());
  }
}
