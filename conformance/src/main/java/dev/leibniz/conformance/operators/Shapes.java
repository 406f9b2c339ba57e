package dev.leibniz.conformance.operators;

import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

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
            flattened(
                a.tensor(0, "input"), a.integer(1, "start_dim", 0), a.integer(2, "end_dim", -1)));
    to.add(
        "movedim",
        a -> moved(a.tensor(0, "input"), a.integers(1, "source"), a.integers(2, "destination")));
    to.add("flip", a -> a.tensor(0, "input").flip(a.integers(1, "dims")));
    to.add("repeat", a -> repeated(a.tensor(0, "self"), a.integers(1, "repeats")));
    to.add(
        "tile",
        a -> {
          Tensor x = a.tensor(0, "input");
          return repeated(x, padded(a.integers(1, "dims"), x.rank()));
        });
  }

  private static Tensor flattened(Tensor x, int start, int end) {
    if (x.rank() == 0) {
      return x.flatten();
    }
    int from = x.shape().axis(start);
    Shape joined = x.shape().range(from, x.shape().axis(end) + 1);
    Shape before = x.shape().range(0, from);
    Shape behind = x.shape().range(from + joined.rank(), x.rank());
    return x.reshape(before.join(Shape.of(joined.size())).join(behind));
  }

  private static Tensor moved(Tensor x, int[] from, int[] to) {
    int[] axes = new int[x.rank()];
    Arrays.fill(axes, -1);
    for (int i = 0; i < from.length; i++) {
      axes[x.shape().axis(to[i])] = x.shape().axis(from[i]);
    }
    int[] placed = x.shape().axes(from);
    int[] rest =
        IntStream.range(0, x.rank())
            .filter(i -> from.length == 0 || Arrays.stream(placed).noneMatch(p -> p == i))
            .toArray();
    for (int i = 0, next = 0; i < axes.length; i++) {
      if (axes[i] < 0) {
        axes[i] = rest[next++];
      }
    }
    return x.permute(axes);
  }

  private static Tensor repeated(Tensor x, int[] times) {
    int[] dims = padded(x.shape().dims(), times.length);
    int n = times.length;
    int[] apart = new int[2 * n];
    int[] spread = new int[2 * n];
    int[] joined = new int[n];
    for (int i = 0; i < n; i++) {
      apart[2 * i] = 1;
      apart[2 * i + 1] = dims[i];
      spread[2 * i] = times[i];
      spread[2 * i + 1] = dims[i];
      joined[i] = times[i] * dims[i];
    }
    return x.reshape(Shape.of(apart)).expand(Shape.of(spread)).reshape(Shape.of(joined));
  }

  private static int[] padded(int[] dims, int rank) {
    int missing = Math.max(0, rank - dims.length);
    return IntStream.concat(IntStream.generate(() -> 1).limit(missing), Arrays.stream(dims))
        .toArray();
  }
}
