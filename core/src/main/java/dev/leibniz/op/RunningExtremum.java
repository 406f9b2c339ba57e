package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Scans;
import org.jspecify.annotations.Nullable;

/**
 * The greatest or least element so far along an axis, and its place, which the derivative reads:
 * among equals the last one so far takes it all.
 */
public record RunningExtremum(Extremum.Kind kind, int axis) implements General {
  @Override
  public String name() {
    return kind == Extremum.Kind.MAX ? "cummax" : "cummin";
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
    return new Op.Spec[] {Op.Spec.of(in[0]), new Op.Spec(in[0].shape(), DType.INT64)};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return kind == Extremum.Kind.MAX ? Scans.cummax(in[0], axis) : Scans.cummin(in[0], axis);
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    return d -> {
      Tensor t = d[0];
      return new @Nullable Tensor[] {t == null ? null : t.gather(axis, out[1]), null};
    };
  }

  @Override
  public RunningExtremum batched(int size) {
    return new RunningExtremum(kind, axis + 1);
  }
}
