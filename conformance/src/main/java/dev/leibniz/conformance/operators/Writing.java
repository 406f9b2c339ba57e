package dev.leibniz.conformance.operators;

import dev.leibniz.Index;
import dev.leibniz.Scatters;
import dev.leibniz.Scatters.Reduce;
import dev.leibniz.Scatters.Self;
import dev.leibniz.Selection;
import dev.leibniz.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Changed copies: elements written or added where an index, a mask or a slice says. */
final class Writing {
  private Writing() {}

  static void addTo(Operators to) {
    to.add("index_add", Writing::indexAdd);
    to.add("index_copy", a -> x(a).indexCopy(a.integer(1, "dim"), index(a), a.tensor(3, "source")));
    to.add(
        "index_fill",
        a -> x(a).indexFill(a.integer(1, "dim"), index(a), a.operand(3, "value").beside(x(a))));
    to.add("index_put", Writing::indexPut);
    to.add("put", Writing::put);
    to.add("scatter", Writing::scatter);
    to.add("scatter_reduce", Writing::scatterReduce);
    to.add(
        "masked_scatter",
        a -> Scatters.maskedScatter(x(a), a.tensor(1, "mask"), a.tensor(2, "source")));
    to.add(
        "select_scatter",
        a -> along(a, a.integer(2, "dim"), a.integer(3, "index")).set(a.tensor(1, "src")));
    to.add(
        "slice_scatter",
        a -> {
          Index slice =
              Index.slice(
                  a.integerOrNull(3, "start"), a.integerOrNull(4, "end"), a.integer(5, "step", 1));
          return along(a, a.integer(2, "dim", 0), slice).set(a.tensor(1, "src"));
        });
    to.add(
        "diagonal_scatter",
        a ->
            Scatters.diagonalScatter(
                x(a),
                a.tensor(1, "src"),
                a.integer(2, "offset", 0),
                a.integer(3, "dim1", 0),
                a.integer(4, "dim2", 1)));
  }

  private static Tensor x(Arguments a) {
    return a.tensor(0, "input");
  }

  private static Tensor index(Arguments a) {
    return a.tensor(2, "index");
  }

  private static Selection along(Arguments a, int axis, Object index) {
    Object[] all = new Object[x(a).shape().axis(axis) + 1];
    Arrays.fill(all, Index.all());
    all[all.length - 1] = index;
    return x(a).at(all);
  }

  private static Tensor indexAdd(Arguments a) {
    Tensor source = a.tensor(3, "source");
    Number alpha = a.number(Arguments.KEYWORD, "alpha", 1L);
    Tensor scaled = alpha.equals(1L) ? source : Operand.scaled(source, alpha);
    return x(a).indexAdd(a.integer(1, "dim"), index(a), scaled);
  }

  private static Tensor indexPut(Arguments a) {
    Selection at = x(a).at(a.tensors(1, "indices").toArray());
    Tensor values = a.tensor(2, "values");
    return a.flag(3, "accumulate", false) ? at.add(values) : at.set(values);
  }

  private static Tensor put(Arguments a) {
    Tensor index = a.tensor(1, "index");
    Tensor source = a.tensor(2, "source");
    return a.flag(3, "accumulate", false)
        ? x(a).flatten().at(index.flatten()).add(source.flatten()).reshape(x(a).shape())
        : Scatters.put(x(a), index, source);
  }

  private static Tensor scatter(Arguments a) {
    int axis = a.integer(1, "dim");
    Tensor written = a.any(3, "src") instanceof Tensor t ? t : null;
    @Nullable Reduce reduce =
        switch (a.text(Arguments.KEYWORD, "reduce", "")) {
          case "add" -> Reduce.SUM;
          case "multiply" -> Reduce.PROD;
          default -> null;
        };
    if (written == null && reduce == null) {
      return x(a).scatter(axis, index(a), a.number(3, "src").doubleValue());
    }
    Tensor source =
        written == null
            ? Tensor.full(index(a).shape(), a.number(3, "src").doubleValue(), x(a).dtype())
            : written;
    return reduce == null
        ? x(a).scatter(axis, index(a), source)
        : Scatters.scatterReduce(x(a), axis, index(a), source, reduce, Self.INCLUDED);
  }

  private static Tensor scatterReduce(Arguments a) {
    Self self = a.flag(5, "include_self", true) ? Self.INCLUDED : Self.LEFT_OUT;
    Reduce reduce =
        switch (a.text(4, "reduce", "")) {
          case "sum" -> Reduce.SUM;
          case "prod" -> Reduce.PROD;
          case "mean" -> Reduce.MEAN;
          case "amax" -> Reduce.AMAX;
          case "amin" -> Reduce.AMIN;
          default -> throw a.unsupported("reduce");
        };
    return Scatters.scatterReduce(
        x(a), a.integer(1, "dim"), index(a), a.tensor(3, "src"), reduce, self);
  }
}
