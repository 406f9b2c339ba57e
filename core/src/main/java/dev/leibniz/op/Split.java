package dev.leibniz.op;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Run;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of these sizes along an axis. One op for all of them, since the cotangents of the parts
 * make one tensor: part by part, each would be spread among zeros and added to the sum of the
 * others, which costs the square of their number.
 *
 * @param axis along which the tensor is cut
 * @param sizes of the parts, in order
 */
public record Split(int axis, List<Integer> sizes) implements Linear.OfMany {
  public Split {
    sizes = List.copyOf(sizes);
  }

  public static Split of(int axis, int... sizes) {
    return new Split(axis, Arrays.stream(sizes).boxed().toList());
  }

  @Override
  public boolean keepsInput(int i) {
    return false;
  }

  @Override
  public Op.Spec[] specs(Tensor[] in) {
    Op.Spec[] specs = new Op.Spec[sizes.size()];
    for (int i = 0; i < specs.length; i++) {
      specs[i] = new Op.Spec(in[0].shape().with(axis, sizes.get(i)), in[0].dtype());
    }
    return specs;
  }

  @Override
  public Dense[] eval(Dense[] in) {
    Dense[] parts = new Dense[sizes.size()];
    for (int i = 0, from = 0; i < parts.length; from += sizes.get(i++)) {
      parts[i] = in[0].sliced(axis, from, sizes.get(i), 1);
    }
    return parts;
  }

  @Override
  public TensorMap linearise(Tensor[] in, Tensor[] out) {
    return d -> {
      Tensor t = d[0];
      return t == null ? new Tensor[sizes.size()] : Run.many(this, t);
    };
  }

  @Override
  public @Nullable Tensor[] cotangents(Tensor[] in, @Nullable Tensor[] cts, boolean[] wanted) {
    Shape shape = in[0].shape();
    DType dtype = in[0].dtype();
    Tensor[] all = new Tensor[cts.length];
    for (int i = 0; i < all.length; i++) {
      Tensor ct = cts[i];
      all[i] = ct == null ? Tensor.zeros(shape.with(axis, sizes.get(i)), dtype) : ct;
    }
    return Run.many(new Cat(axis), all);
  }

  @Override
  public Split batched(int size) {
    return new Split(axis + 1, sizes);
  }
}
