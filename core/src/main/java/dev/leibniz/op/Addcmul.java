package dev.leibniz.op;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.kernel.Elementwise;
import org.jspecify.annotations.Nullable;

/**
 * b + x y, elementwise with broadcasting: what a normalisation ends with. One op for speed, to the
 * same bits as the two that it stands for.
 */
public record Addcmul() implements General {
  public static final Addcmul ADDCMUL = new Addcmul();

  @Override
  public boolean keepsInput(int i) {
    return i > 0;
  }

  @Override
  public boolean keepsOutput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    return new Op.Spec[] {new Op.Spec(shape(in), in[0].dtype())};
  }

  private static Shape shape(Tensor[] in) {
    Shape product = Shape.broadcast("addcmul", in[1].shape(), in[2].shape());
    return Shape.broadcast("addcmul", in[0].shape(), product);
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Shape product = Shape.broadcast("addcmul", in[1].shape(), in[2].shape());
    return new Dense[] {
      Elementwise.addcmul(Arithmetic.MUL, Arithmetic.ADD, in[0], in[1], in[2], product, shape(in))
    };
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Shape shape = out[0].shape();
    return d -> {
      Tensor db = d[0];
      Tensor dx = d[1];
      Tensor dy = d[2];
      Tensor product = Op.sum(dx == null ? null : dx.mul(in[2]), dy == null ? null : in[1].mul(dy));
      Tensor t = Op.sum(db, product);
      return new @Nullable Tensor[] {t == null ? null : t.expand(shape)};
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
        wanted[0] ? Op.unbroadcast(c, in[0].shape()) : null,
        wanted[1] ? Op.unbroadcast(c.mul(in[2]), in[1].shape()) : null,
        wanted[2] ? Op.unbroadcast(c.mul(in[1]), in[2].shape()) : null
      };
    };
  }

  @Override
  public Addcmul batched(int size) {
    return this;
  }

  @Override
  public Tensor[] batch(Tensor[] in, boolean[] batched, int size) {
    return Batching.elementwise(this, in, batched);
  }
}
