package dev.leibniz.conformance.operators;

import dev.leibniz.Order;
import dev.leibniz.OrderStatistics;
import dev.leibniz.OrderStatistics.Interpolation;
import dev.leibniz.Tensor;
import dev.leibniz.Tensor.ValuesAndIndices;
import java.util.List;

/** Sorted elements and what is found among them. */
final class Orders {
  private Orders() {}

  /** The library's method for values and places along an axis. */
  @FunctionalInterface
  private interface Along {
    ValuesAndIndices apply(Tensor x, int axis);
  }

  static void addTo(Operators to) {
    to.addTuple("sort", Orders::sort);
    to.add("msort", a -> a.tensor(0, "input").sort(0).values());
    to.addTuple("topk", Orders::topk);
    to.addTuple("cummax", a -> both(a.tensor(0, "input").cummax(a.integer(1, "dim"))));
    to.addTuple("cummin", a -> both(a.tensor(0, "input").cummin(a.integer(1, "dim"))));
    to.addTuple("median", Orders::median);
    to.addTuple("nanmedian", a -> along(a, 1, OrderStatistics::nanmedian));
    to.addTuple("mode", a -> along(a, 1, OrderStatistics::mode));
    to.addTuple(
        "kthvalue",
        a -> along(a, 2, (x, axis) -> OrderStatistics.kthvalue(x, a.integer(1, "k"), axis)));
    to.add("quantile", a -> quantile(a, OrderStatistics::quantile));
    to.add("nanquantile", a -> quantile(a, OrderStatistics::nanquantile));
  }

  private static List<Tensor> both(ValuesAndIndices r) {
    return List.of(r.values(), r.indices());
  }

  private static List<Tensor> sort(Arguments a) {
    boolean isDescending = a.flag(2, "descending", false);
    a.flag(Arguments.KEYWORD, "stable", true);
    Order order = isDescending ? Order.DESCENDING : Order.ASCENDING;
    return both(a.tensor(0, "input").sort(a.integer(1, "dim", -1), order));
  }

  private static List<Tensor> topk(Arguments a) {
    Order order = a.flag(3, "largest", true) ? Order.DESCENDING : Order.ASCENDING;
    a.flag(4, "sorted", true);
    return both(a.tensor(0, "input").topk(a.integer(1, "k"), a.integer(2, "dim", -1), order));
  }

  private static List<Tensor> median(Arguments a) {
    return a.count() == 1 ? List.of(a.tensor(0, "input").median()) : along(a, 1, Tensor::median);
  }

  private static List<Tensor> along(Arguments a, int place, Along function) {
    Tensor x = a.tensor(0, "input");
    int axis = a.integer(place, "dim", -1);
    ValuesAndIndices r = function.apply(x, axis);
    return a.flag(place + 1, "keepdim", false) && x.rank() > 0
        ? List.of(r.values().unsqueeze(axis), r.indices().unsqueeze(axis))
        : both(r);
  }

  /** The library's method for quantiles. */
  @FunctionalInterface
  private interface Quantile {
    Tensor apply(Tensor x, Tensor q, int axis, Interpolation interpolation);
  }

  private static Tensor quantile(Arguments a, Quantile function) {
    Tensor x = a.tensor(0, "input");
    Tensor q = a.operand(1, "q").beside(x);
    boolean isKept = a.flag(3, "keepdim", false);
    Interpolation interpolation =
        Interpolation.valueOf(
            a.text(Arguments.KEYWORD, "interpolation", "linear")
                .toUpperCase(java.util.Locale.ROOT));
    if (!a.isGiven(2, "dim")) {
      Tensor y = function.apply(x.flatten(), q, 0, interpolation);
      if (!isKept) {
        return y;
      }
      int[] ones = new int[q.rank() + x.rank()];
      java.util.Arrays.fill(ones, 1);
      System.arraycopy(q.shape().dims(), 0, ones, 0, q.rank());
      return y.reshape(ones);
    }
    int axis = a.integer(2, "dim");
    Tensor y = function.apply(x, q, axis, interpolation);
    return isKept && x.rank() > 0 ? y.unsqueeze(x.shape().axis(axis) + q.rank()) : y;
  }
}
