package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Reductions;
import org.jspecify.annotations.Nullable;

/** The greatest or least element over some axes; ties share the derivative equally. */
public record Extremum(Kind kind, Axes axes) implements General {
  /** Which end. */
  public enum Kind {
    MAX,
    MIN
  }

  @Override
  public String name() {
    return kind == Kind.MAX ? "amax" : "amin";
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {new Op.Spec(in[0].shape().remove(axes.values()), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    int[] a = axes.values();
    return new Dense[] {kind == Kind.MAX ? Reductions.amax(in[0], a) : Reductions.amin(in[0], a)};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    int[] a = axes.values();
    Shape kept = Sums.kept(in[0].shape(), a);
    Tensor ties = in[0].eq(out[0].reshape(kept)).to(in[0].dtype());
    Tensor weight = a.length == 0 ? ties : ties.div(ties.sum(a).reshape(kept));
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {
        t == null ? null : a.length == 0 ? t.mul(weight) : t.mul(weight).sum(a)
      };
    };
  }

  @Override
  public Extremum batched(int size) {
    return new Extremum(kind, axes.shifted());
  }
}
