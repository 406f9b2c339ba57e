package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.ShapeException;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Copies;
import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Run;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tensors one behind the other along an axis. */
public record Cat(int axis) implements Linear.OfMany {
  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Shape first = in[0].shape();
    long n = 0;
    for (Tensor x : in) {
      Shape s = x.shape();
      if (s.rank() != first.rank() || !s.with(axis, 0).equals(first.with(axis, 0))) {
        throw new ShapeException(
            "cat: shapes "
                + first
                + " and "
                + s
                + " must be equal but for axis "
                + axis
                + ", along which they are joined");
      }
      n += s.get(axis);
    }
    return new Op.Spec[] {new Op.Spec(first.with(axis, Math.toIntExact(n)), in[0].dtype())};
  }

  @Override
  public Dense[] eval(Dense[] in) {
    return new Dense[] {Copies.cat(in, axis, specs(in)[0].shape())};
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    Shape[] shapes = new Shape[in.length];
    for (int i = 0; i < in.length; i++) {
      shapes[i] = in[i].shape();
    }
    DType dtype = in[0].dtype();
    return d -> {
      Tensor[] all = new Tensor[d.length];
      for (int i = 0; i < d.length; i++) {
        Tensor t = d[i];
        all[i] = t == null ? Tensor.zeros(shapes[i], dtype) : t;
      }
      return Run.many(this, all);
    };
  }

  @Override
  public @Nullable Tensor[] cotangents(Tensor[] in, @Nullable Tensor[] cts, boolean[] wanted) {
    Tensor ct = Objects.requireNonNull(cts[0]);
    @Nullable Tensor[] out = new Tensor[in.length];
    for (int i = 0, from = 0; i < in.length; i++) {
      int n = in[i].shape().get(axis);
      if (wanted[i]) {
        out[i] = ct.narrow(axis, from, n);
      }
      from += n;
    }
    return out;
  }

  @Override
  public Cat batched(int size) {
    return new Cat(axis + 1);
  }
}
