package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.StandardisationTangent;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a standardised y along t, r (t − mean t − y mean(y t)), of t, y and r, which
 * lacks the axes. It is linear in t, and its own transpose there; by y and r it is differentiated
 * as the formula says.
 *
 * <p>One op for speed: a composition of seven writes as many arrays.
 */
public record StandardiseTangent(Axes axes) implements General {
  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {
      StandardisationTangent.of(in[0], in[1], in[2], axes.values(), Arithmetic.SUB, Arithmetic.MUL)
    };
  }

  /** The same along another tangent. */
  private Tensor along(Tensor t, Tensor[] in) {
    return Batching.run(this, t, in[1], in[2])[0];
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    return d -> {
      Tensor dt = d[0];
      Tensor dy = d[1];
      Tensor dr = d[2];
      return new @Nullable Tensor[] {
        Op.sum(
            dt == null ? null : along(dt, in),
            Op.sum(
                dy == null ? null : tangentOfStandardised(dy, in),
                dr == null ? null : centred(in).mul(kept(dr, in))))
      };
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    return ct -> {
      Tensor c = ct[0];
      if (c == null) {
        return new @Nullable Tensor[3];
      }
      return new @Nullable Tensor[] {
        wanted[0] ? along(c, in) : null,
        wanted[1] ? cotangentOfStandardised(c, in) : null,
        wanted[2] ? centred(in).mul(c).sum(axes.values()) : null
      };
    };
  }

  /** −r (v mean(y t) + y mean(t v)) for a tangent of y. */
  private Tensor tangentOfStandardised(Tensor v, Tensor[] in) {
    return byStandardised(v, in, in[1], in[0]);
  }

  /** −r (v mean(y t) + t mean(y v)), the transpose of that. */
  private Tensor cotangentOfStandardised(Tensor v, Tensor[] in) {
    return byStandardised(v, in, in[0], in[1]);
  }

  private Tensor byStandardised(Tensor v, Tensor[] in, Tensor outside, Tensor inside) {
    Tensor first = v.mul(kept(in[1].mul(in[0]).mean(axes.values()), in));
    Tensor second = outside.mul(kept(inside.mul(v).mean(axes.values()), in));
    return first.add(second).mul(kept(in[2], in)).neg();
  }

  /** t − mean t − y mean(y t). */
  private Tensor centred(Tensor[] in) {
    Tensor t = in[0];
    Tensor y = in[1];
    Tensor product = y.mul(kept(y.mul(t).mean(axes.values()), in));
    return t.sub(kept(t.mean(axes.values()), in)).sub(product);
  }

  private Tensor kept(Tensor reduced, Tensor[] in) {
    return reduced.reshape(Sums.kept(in[0].shape(), axes.values()));
  }

  @Override
  public StandardiseTangent batched(int size) {
    return new StandardiseTangent(axes.shifted());
  }
}
