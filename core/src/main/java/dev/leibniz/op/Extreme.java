package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Reductions;
import org.jspecify.annotations.Nullable;

/**
 * The greatest or least element along one axis, and its place: the residual that the derivative
 * reads, so that among equals the first one takes it all.
 */
public record Extreme(Extremum.Kind kind, int axis) implements General {
  @Override
  public String name() {
    return kind == Extremum.Kind.MAX ? "max" : "min";
  }

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public boolean keepsOutput(int i) {
    return i == 1;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape s = in[0].shape().remove(axis);
    return new Op.Spec[] {new Op.Spec(s, in[0].dtype()), new Op.Spec(s, DType.INT64)};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense x = in[0];
    Dense at = kind == Extremum.Kind.MAX ? Reductions.argmax(x, axis) : Reductions.argmin(x, axis);
    int[] axes = {axis};
    Dense values = kind == Extremum.Kind.MAX ? Reductions.amax(x, axes) : Reductions.amin(x, axes);
    return new Dense[] {values, at};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor at = out[1].unsqueeze(axis);
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : t.gather(axis, at).squeeze(axis), null};
    };
  }

  @Override
  public Extreme batched(int size) {
    return new Extreme(kind, axis + 1);
  }
}
