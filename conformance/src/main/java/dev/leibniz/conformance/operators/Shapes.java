package dev.leibniz.conformance.operators;

import dev.leibniz.Tensor;

/** Operators that change the shape and no number. */
final class Shapes {
  private Shapes() {}

  static void addTo(Operators to) {
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
}
