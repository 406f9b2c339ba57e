package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Standardisation;
import org.jspecify.annotations.Nullable;

/**
 * y = (x − mean) r with r = 1 / √(variance + ε), over some axes: dy = r (dx − mean dx − y mean(y
 * dx)), which is its own transpose, and dr = −r² mean(y dx). The second output, without the axes,
 * is r.
 *
 * <p>One op for speed: a composition of eight writes as many arrays.
 */
public record Standardise(double eps, Axes axes) implements General {
  private static final Standardisation.Functions FUNCTIONS =
      new Standardisation.Functions(Arithmetic.SUB, Arithmetic.MUL, Powers.SQUARE);

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape kept = in[0].shape().remove(axes.values());
    return new Op.Spec[] {Op.Spec.of(in[0]), new Op.Spec(kept, in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return Standardisation.of(in[0], axes.values(), eps, FUNCTIONS);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor r = out[1];
    return d -> {
      Tensor t = d[0];
      if (t == null) {
        return new @Nullable Tensor[] {null, null};
      }
      Tensor mean = out[0].mul(t).mean(axes.values());
      return new @Nullable Tensor[] {along(t, out), mean.mul(r.square()).neg()};
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    Tensor y = out[0];
    return ct -> {
      Tensor t = ct[0];
      Tensor direct = t == null ? null : along(t, out);
      Tensor s = ct[1];
      if (s == null) {
        return new @Nullable Tensor[] {direct};
      }
      double count = (double) y.shape().size() / out[1].shape().size();
      Tensor byFactor = y.mul(kept(s.mul(out[1].square()), y)).div(-count);
      return new @Nullable Tensor[] {Op.sum(direct, byFactor)};
    };
  }

  /** r (t − mean t − y mean(y t)). */
  private Tensor along(Tensor t, Tensor[] out) {
    return Batching.run(new StandardiseTangent(axes), t, out[0], out[1])[0];
  }

  private Tensor kept(Tensor reduced, Tensor y) {
    return reduced.reshape(Sums.kept(y.shape(), axes.values()));
  }

  @Override
  public Standardise batched(int size) {
    return new Standardise(eps, axes.shifted());
  }
}
