package dev.leibniz.conformance.operators;

import dev.leibniz.Index;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Elements by index, diagonals, triangles and windows. */
final class Indexing {
  private Indexing() {}

  static void addTo(Operators to) {
    to.add("__getitem__", Indexing::item);
    to.add("gather", a -> a.tensor(0, "input").gather(a.integer(1, "dim"), a.tensor(2, "index")));
    to.add(
        "scatter_add",
        a ->
            a.tensor(0, "input")
                .scatterAdd(a.integer(1, "dim"), a.tensor(2, "index"), a.tensor(3, "src")));
    to.add(
        "index_select",
        a -> a.tensor(0, "input").indexSelect(a.integer(1, "dim"), a.tensor(2, "index")));
    to.add("take_along_dim", Indexing::takenAlong);
    to.add("tril", a -> a.tensor(0, "input").tril(a.integer(1, "diagonal", 0)));
    to.add("triu", a -> a.tensor(0, "input").triu(a.integer(1, "diagonal", 0)));
    to.add(
        "diagonal",
        a ->
            a.tensor(0, "input")
                .diagonal(
                    a.integer(1, "offset", 0), a.integer(2, "dim1", 0), a.integer(3, "dim2", 1)));
    to.add(
        "diag_embed",
        a ->
            a.tensor(0, "input")
                .diagEmbed(
                    a.integer(1, "offset", 0), a.integer(2, "dim1", -2), a.integer(3, "dim2", -1)));
    to.add(
        "unfold",
        a ->
            a.tensor(0, "self")
                .unfold(a.integer(1, "dimension"), a.integer(2, "size"), a.integer(3, "step")));
    to.add("take", a -> a.tensor(0, "input").take(a.tensor(1, "index")));
    to.add("masked_select", a -> a.tensor(0, "input").maskedSelect(a.tensor(1, "mask")));
    to.add("diag", a -> a.tensor(0, "input").diag(a.integer(1, "diagonal", 0)));
    to.add("diagflat", a -> a.tensor(0, "input").flatten().diag(a.integer(1, "offset", 0)));
  }

  private static Tensor item(Arguments a) {
    Tensor x = a.tensor(0, "self");
    if (!(a.any(1, "indices") instanceof List<?> list)) {
      return x.get(indexer(a, a.any(1, "indices")));
    }
    List<@Nullable Object> index = new ArrayList<>();
    list.forEach(i -> index.add(indexer(a, i)));
    return x.get(index.toArray());
  }

  private static @Nullable Object indexer(Arguments a, @Nullable Object written) {
    return switch (written) {
      case null -> null;
      case Long n -> n;
      case Index i -> i;
      case Tensor t -> t;
      case List<?> list -> {
        long[] places = new long[list.size()];
        for (int i = 0; i < places.length; i++) {
          if (!(list.get(i) instanceof Long n)) {
            throw a.unsupported("an index array of more than one axis, or not of integers");
          }
          places[i] = n;
        }
        yield places;
      }
      default -> throw a.unsupported("the index " + written);
    };
  }

  private static Tensor takenAlong(Arguments a) {
    Tensor x = a.tensor(0, "input");
    Tensor index = a.tensor(1, "indices");
    return a.isGiven(2, "dim")
        ? x.takeAlongDim(index, a.integer(2, "dim"))
        : x.flatten().takeAlongDim(index.flatten(), 0);
  }
}
