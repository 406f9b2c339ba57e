package dev.leibniz.op;

import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Scans;
import org.jspecify.annotations.Nullable;

/**
 * yᵢ = ln Σₖ≤ᵢ exp xₖ along an axis. dyᵢ = exp(yᵢ₋₁ − yᵢ) dyᵢ₋₁ + exp(xᵢ − yᵢ) dxᵢ, a {@link
 * Recurrence} of which no factor exceeds one.
 */
public record Logcumsumexp(int axis) implements General {
  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {Op.Spec.of(in[0])};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {Scans.logcumsumexp(in[0], axis)};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor y = out[0];
    Tensor kept = share(Recurrence.previous(y, axis), y);
    Tensor added = share(in[0], y);
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : Recurrence.of(kept, t.mul(added), axis)};
    };
  }

  /** exp(part − whole), where both may be the same infinity. */
  private static Tensor share(Tensor part, Tensor whole) {
    return Tensor.where(part.eq(whole), 0, part.sub(whole)).exp();
  }

  @Override
  public Logcumsumexp batched(int size) {
    return new Logcumsumexp(axis + 1);
  }
}
