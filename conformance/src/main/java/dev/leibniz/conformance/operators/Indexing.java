package dev.leibniz.conformance.operators;

import dev.leibniz.Index;
import dev.leibniz.Shape;
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
    to.add("diagonal", Indexing::diagonal);
    to.add("diag_embed", Indexing::embeddedDiagonal);
    to.add("unfold", Indexing::windows);
    to.addTuple(
        "sort",
        a -> {
          Tensor.ValuesAndIndices r = a.tensor(0, "input").sort(a.integer(1, "dim", -1));
          return List.of(r.values(), r.indices());
        });
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
    if (!a.isGiven(2, "dim")) {
      return x.flatten().gather(0, index.flatten());
    }
    int axis = x.shape().axis(a.integer(2, "dim"));
    Shape others =
        Shape.broadcast("take_along_dim", x.shape().with(axis, 1), index.shape().with(axis, 1));
    return x.expand(others.with(axis, x.shape().get(axis)))
        .gather(axis, index.expand(others.with(axis, index.shape().get(axis))));
  }

  private static Tensor diagonal(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int offset = a.integer(1, "offset", 0);
    int first = x.shape().axis(a.integer(2, "dim1", 0));
    int second = x.shape().axis(a.integer(3, "dim2", 1));
    Tensor matrices = x.movedim(first, -1).movedim(second - (first < second ? 1 : 0), -2).mT();
    int n = length(x.shape().get(first), x.shape().get(second), offset);
    return matrices.get(Index.ELLIPSIS, rows(n, offset), columns(n, offset));
  }

  private static Tensor embeddedDiagonal(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int offset = a.integer(1, "offset", 0);
    if (a.integer(2, "dim1", -2) != -2 || a.integer(3, "dim2", -1) != -1) {
      throw a.unsupported("dim1 and dim2");
    }
    int n = x.shape().get(-1);
    int side = n + Math.abs(offset);
    Shape shape = x.shape().range(0, x.rank() - 1).join(Shape.of(side, side));
    return Tensor.zeros(shape, x.dtype())
        .at(Index.ELLIPSIS, rows(n, offset), columns(n, offset))
        .add(x);
  }

  private static int length(int rows, int columns, int offset) {
    return Math.max(0, Math.min(rows - Math.max(0, -offset), columns - Math.max(0, offset)));
  }

  private static Tensor rows(int n, int offset) {
    return Tensor.arange(n).add((long) Math.max(0, -offset));
  }

  private static Tensor columns(int n, int offset) {
    return Tensor.arange(n).add((long) Math.max(0, offset));
  }

  private static Tensor windows(Arguments a) {
    Tensor x = a.tensor(0, "self");
    int size = a.integer(2, "size");
    int step = a.integer(3, "step");
    int dimension = a.integer(1, "dimension");
    if (x.rank() == 0) {
      return x.unsqueeze(0).narrow(0, 0, size);
    }
    int axis = x.shape().axis(dimension);
    int count = (x.shape().get(axis) - size) / step + 1;
    Tensor places = Tensor.arange(count).mul((long) step).unsqueeze(1).add(Tensor.arange(size));
    return x.movedim(axis, -1).get(Index.ELLIPSIS, places).movedim(-2, axis);
  }
}
