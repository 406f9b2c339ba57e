package dev.leibniz.conformance.operators;

import dev.leibniz.Index;
import dev.leibniz.Tensor;
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
    to.addTuple("unbind", a -> List.of(a.tensor(0, "input").unbind(a.integer(1, "dim", 0))));
    to.addTuple("split", a -> List.of(split(a)));
    to.addTuple(
        "chunk",
        a -> List.of(a.tensor(0, "input").chunk(a.integer(2, "dim", 0), a.integer(1, "chunks"))));
    to.add("roll", Parts::rolled);
    to.add("hstack", a -> Tensor.hstack(array(a)));
    to.add("vstack", a -> Tensor.vstack(array(a)));
    to.add("dstack", a -> Tensor.dstack(array(a)));
    to.add("column_stack", a -> Tensor.columnStack(array(a)));
    to.add("repeat_interleave", Parts::repeated);
  }

  private static Tensor repeated(Arguments a) {
    Tensor x = a.tensor(0, "input");
    boolean isAlong = a.isGiven(2, "dim");
    Tensor t = isAlong ? x : x.flatten();
    int axis = isAlong ? a.integer(2, "dim") : 0;
    return a.any(1, "repeats") instanceof Tensor repeats
        ? t.repeatInterleave(repeats, axis)
        : t.repeatInterleave(a.integer(1, "repeats"), axis);
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

  private static Tensor[] split(Arguments a) {
    Tensor x = a.tensor(0, "tensor");
    int axis = a.integer(2, "dim", 0);
    return a.any(1, "split_size_or_sections") instanceof Long
        ? x.splitBy(axis, a.integer(1, "split_size_or_sections"))
        : x.split(axis, a.integers(1, "split_size_or_sections"));
  }

  private static Tensor rolled(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int[] shifts = a.integers(1, "shifts");
    if (!a.isGiven(2, "dims")) {
      return x.flatten().roll(shifts[0], 0).reshape(x.shape());
    }
    int[] axes = a.integers(2, "dims");
    Tensor out = x;
    for (int i = 0; i < axes.length; i++) {
      out = out.roll(shifts[i], axes[i]);
    }
    return out;
  }
}
