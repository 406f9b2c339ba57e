package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Scans;
import dev.leibniz.transform.Run;
import org.jspecify.annotations.Nullable;

/**
 * hᵢ = aᵢ hᵢ₋₁ + bᵢ along an axis, beginning with h₋₁ = 0: what running sums and products have for
 * a derivative, and the scan that they come down to.
 *
 * <p>dh is the same recurrence with dbᵢ + daᵢ hᵢ₋₁ in place of b. The transpose is stated too,
 * since the map of tangents is made of this very op: the recurrence from the end, b̄ᵢ = h̄ᵢ + aᵢ₊₁
 * b̄ᵢ₊₁, and āᵢ = b̄ᵢ hᵢ₋₁.
 */
public record Recurrence(int axis) implements General {
  /** The recurrence of a, which says what is kept of the element before, and b, which is added. */
  public static Tensor of(Tensor a, Tensor b, int axis) {
    return Run.many(new Recurrence(axis), a, b)[0];
  }

  /** The elements one place later along an axis, with zero in front. */
  static Tensor previous(Tensor x, int axis) {
    int n = x.shape().get(axis);
    return n == 0 ? x : Run.one(new Shapes.Embed(axis, n, 1, 1), x.narrow(axis, 0, n - 1));
  }

  @Override
  public boolean keepsInput(int i) {
    return i == 0;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape a = in[0].shape();
    Shape b = in[1].shape();
    if (!a.equals(b)) {
      throw new ShapeException("recurrence: shapes " + a + " and " + b + " must be equal");
    }
    return new Op.Spec[] {Op.Spec.of(in[1])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    specs(in);
    return new Dense[] {Scans.recurrence(in[0], in[1], axis)};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor a = in[0];
    Tensor h = out[0];
    return d -> {
      Tensor da = d[0];
      Tensor t = Op.sum(d[1], da == null ? null : da.mul(previous(h, axis)));
      return new @Nullable Tensor[] {t == null ? null : of(a, t, axis)};
    };
  }

  @Override
  public TensorMap transpose(Tensor[] in, Tensor[] out, boolean[] wanted) {
    Tensor a = in[0];
    Tensor h = out[0];
    return ct -> {
      Tensor c = ct[0];
      if (c == null) {
        return new @Nullable Tensor[2];
      }
      Tensor b = of(previous(a.flip(axis), axis), c.flip(axis), axis).flip(axis);
      return new @Nullable Tensor[] {wanted[0] ? b.mul(previous(h, axis)) : null, b};
    };
  }

  @Override
  public Recurrence batched(int size) {
    return new Recurrence(axis + 1);
  }
}
