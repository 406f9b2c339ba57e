package dev.leibniz.conformance.operators;

import dev.leibniz.GridIndexing;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Operators that change the shape and no number. */
final class Shapes {
  private Shapes() {}

  static void addTo(Operators to) {
    to.add("ravel", a -> a.tensor(0, "input").flatten());
    to.add(
        "unflatten",
        a -> a.tensor(0, "input").unflatten(a.integer(1, "dim"), a.integers(2, "sizes")));
    to.add("sum_to_size", Shapes::sumToSize);
    to.add("fliplr", a -> a.tensor(0, "input").flip(1));
    to.add("flipud", a -> a.tensor(0, "input").flip(0));
    to.add(
        "rot90",
        a -> {
          int[] plane = a.integers(2, "dims", new int[] {0, 1});
          return a.tensor(0, "input").rot90(a.integer(1, "k", 1), plane[0], plane[1]);
        });
    to.addTuple("meshgrid", Shapes::meshgrid);
    to.add("reshape", a -> a.tensor(0, "input").reshape(a.integers(1, "shape")));
    to.add("view", a -> a.tensor(0, "self").reshape(a.integers(1, "size")));
    to.add("expand", a -> a.tensor(0, "self").expand(a.integers(1, "size")));
    to.add("broadcast_to", a -> a.tensor(0, "input").expand(a.integers(1, "size")));
    to.add("permute", a -> a.tensor(0, "input").permute(a.integers(1, "dims")));
    to.add(
        "transpose",
        a -> a.tensor(0, "input").transpose(a.integer(1, "dim0"), a.integer(2, "dim1")));
    to.add(
        "t",
        a -> {
          Tensor x = a.tensor(0, "input");
          return x.rank() < 2 ? x : x.transpose(0, 1);
        });
    to.add("unsqueeze", a -> a.tensor(0, "input").unsqueeze(a.integer(1, "dim")));
    to.add(
        "squeeze",
        a -> {
          Tensor x = a.tensor(0, "input");
          return a.isGiven(1, "dim") ? x.squeeze(a.integer(1, "dim")) : x.squeeze();
        });
    to.add(
        "flatten",
        a ->
            a.tensor(0, "input")
                .flatten(a.integer(1, "start_dim", 0), a.integer(2, "end_dim", -1)));
    to.add(
        "movedim",
        a -> a.tensor(0, "input").movedim(a.integers(1, "source"), a.integers(2, "destination")));
    to.add("flip", a -> a.tensor(0, "input").flip(a.integers(1, "dims")));
    to.add("repeat", a -> a.tensor(0, "self").repeat(a.integers(1, "repeats")));
    to.add("tile", a -> a.tensor(0, "input").tile(a.integers(1, "dims")));
  }

  private static Tensor sumToSize(Arguments a) {
    Tensor x = a.tensor(0, "self");
    if (a.any(1, "size") instanceof List<?>) {
      return x.sumToSize(a.integers(1, "size"));
    }
    int[] dims = new int[a.count() - 1];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = a.integer(i + 1, "");
    }
    return x.sumToSize(dims);
  }

  private static List<Tensor> meshgrid(Arguments a) {
    boolean isXy = a.text(Arguments.KEYWORD, "indexing", "ij").equals("xy");
    List<Tensor> vectors = new ArrayList<>();
    if (a.any(0, "tensors") instanceof List<?>) {
      vectors.addAll(a.tensors(0, "tensors"));
    } else {
      for (int i = 0; a.any(i, "") instanceof Tensor t; i++) {
        vectors.add(t);
      }
    }
    GridIndexing indexing = isXy ? GridIndexing.XY : GridIndexing.IJ;
    return List.of(Tensor.meshgrid(indexing, vectors.toArray(Tensor[]::new)));
  }
}
