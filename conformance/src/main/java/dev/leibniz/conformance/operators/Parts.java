package dev.leibniz.conformance.operators;

import dev.leibniz.Index;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Taking tensors apart along an axis, and putting them together. */
final class Parts {
  private Parts() {}

  static void addTo(Operators to) {
    to.add("cat", a -> Tensor.cat(a.integer(1, "dim", 0), array(a)));
    to.add("stack", a -> Tensor.stack(a.integer(1, "dim", 0), array(a)));
    to.add(
        "narrow",
        a -> a.tensor(0, "input").narrow(a.integer(1, "dim"), start(a), a.integer(3, "length")));
    to.add("select", a -> a.tensor(0, "input").select(a.integer(1, "dim"), a.integer(2, "index")));
    to.add("slice", Parts::slice);
    to.addTuple("unbind", a -> unbound(a.tensor(0, "input"), a.integer(1, "dim", 0)));
    to.addTuple("split", Parts::split);
    to.addTuple("chunk", Parts::chunks);
    to.add("roll", Parts::rolled);
  }

  private static Tensor[] array(Arguments a) {
    return a.tensors(0, "tensors").toArray(Tensor[]::new);
  }

  private static int start(Arguments a) {
    return a.any(2, "start") instanceof Tensor t
        ? Math.toIntExact(t.itemAsLong())
        : a.integer(2, "start");
  }

  private static Tensor slice(Arguments a) {
    Tensor x = a.tensor(0, "self");
    Index[] index = new Index[x.shape().axis(a.integer(1, "dim", 0)) + 1];
    Arrays.fill(index, Index.all());
    index[index.length - 1] =
        Index.slice(
            a.integerOrNull(2, "start"), a.integerOrNull(3, "end"), a.integer(4, "step", 1));
    return x.get((Object[]) index);
  }

  private static List<Tensor> unbound(Tensor x, int axis) {
    List<Tensor> out = new ArrayList<>();
    for (int i = 0; i < x.shape().get(axis); i++) {
      out.add(x.select(axis, i));
    }
    return out;
  }

  private static List<Tensor> split(Arguments a) {
    Tensor x = a.tensor(0, "tensor");
    int axis = a.integer(2, "dim", 0);
    if (!(a.any(1, "split_size_or_sections") instanceof Long)) {
      return sections(x, axis, a.integers(1, "split_size_or_sections"));
    }
    return pieces(x, axis, a.integer(1, "split_size_or_sections"));
  }

  private static List<Tensor> chunks(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int axis = a.integer(2, "dim", 0);
    int count = a.integer(1, "chunks");
    int n = x.shape().get(axis);
    return n == 0 ? sections(x, axis, new int[count]) : pieces(x, axis, Math.ceilDiv(n, count));
  }

  private static List<Tensor> pieces(Tensor x, int axis, int size) {
    int n = x.shape().get(axis);
    int[] lengths = new int[n == 0 ? 1 : Math.ceilDiv(n, size)];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.min(size, n - i * size);
    }
    return sections(x, axis, lengths);
  }

  private static List<Tensor> sections(Tensor x, int axis, int[] lengths) {
    List<Tensor> out = new ArrayList<>();
    int at = 0;
    for (int n : lengths) {
      out.add(x.narrow(axis, at, n));
      at += n;
    }
    return out;
  }

  private static Tensor rolled(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int[] shifts = a.integers(1, "shifts");
    if (!a.isGiven(2, "dims")) {
      return rolled(x.flatten(), shifts[0], 0).reshape(x.shape());
    }
    int[] axes = a.integers(2, "dims");
    Tensor out = x;
    for (int i = 0; i < axes.length; i++) {
      out = rolled(out, shifts[i], axes[i]);
    }
    return out;
  }

  private static Tensor rolled(Tensor x, int shift, int axis) {
    if (x.size() == 0) {
      return x;
    }
    int n = x.shape().get(axis);
    int s = Math.floorMod(shift, n);
    return Tensor.cat(axis, x.narrow(axis, n - s, s), x.narrow(axis, 0, n - s));
  }
}
