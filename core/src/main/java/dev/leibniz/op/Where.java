package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** condition ? x : y, elementwise with broadcasting; the condition is data. */
public record Where() implements Linear.OfMany {
  public static final Where WHERE = new Where();

  @Override
  public boolean keepsInput(int i) {
    return i == 0;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {new Op.Spec(shape(in), in[1].dtype())};
  }

  private static Shape shape(Tensor[] in) {
    Shape s = Shape.broadcast("where", in[1].shape(), in[2].shape());
    return Shape.broadcast("where", in[0].shape(), s);
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {Elementwise.where(in[0], in[1], in[2], shape(in))};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Tensor condition = in[0];
    Shape shape = out[0].shape();
    return d -> {
      Tensor dx = d[1];
      Tensor dy = d[2];
      Tensor t =
          dx == null
              ? dy == null ? null : Tensor.where(condition, 0, dy)
              : dy == null ? Tensor.where(condition, dx, 0) : Tensor.where(condition, dx, dy);
      return new @Nullable Tensor[] {t == null ? null : t.expand(shape)};
    };
  }

  @Override
  public @Nullable Tensor[] cotangents(Tensor[] in, @Nullable Tensor[] cts, boolean[] wanted) {
    Tensor ct = Objects.requireNonNull(cts[0]);
    return new @Nullable Tensor[] {
      null,
      wanted[1] ? Tensor.where(in[0], ct, 0) : null,
      wanted[2] ? Tensor.where(in[0], 0, ct) : null
    };
  }

  @Override
  public Where batched(int size) {
    return this;
  }

  @Override
  public Tensor[] batch(Tensor[] in, boolean[] batched, int size) {
    return Batching.elementwise(this, in, batched);
  }
}
