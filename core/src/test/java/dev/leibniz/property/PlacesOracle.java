package dev.leibniz.property;

import dev.leibniz.DType;
import dev.leibniz.Index;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an index means, spelt out place by place: the slow and plain reading of PyTorch's rules that
 * the real one is compared with. Integers (scalar tensors too) and slices make a view; index
 * tensors then pick from it, and their axes stand where the picked ones stood if those are
 * neighbours, else in front.
 */
final class PlacesOracle {
  /** An axis of the view: which places of which axis it goes through; a new axis has none. */
  private record ViewAxis(int from, List<Integer> places) {}

  /** An axis of the view that an index tensor looks into. */
  private record Lookup(int viewAxis, Tensor index) {}

  private final Shape shape;
  private final int[] fixed;
  private final List<ViewAxis> view = new ArrayList<>();
  private final List<Lookup> lookups = new ArrayList<>();
  private final Shape result;
  private final int[] places;

  PlacesOracle(Shape shape, @Nullable Object[] index) {
    this.shape = shape;
    this.fixed = new int[shape.rank()];
    read(index);
    Shape looked = Shape.SCALAR;
    for (Lookup l : lookups) {
      looked = Shape.broadcast("oracle", looked, l.index().shape());
    }
    List<Integer> rest = new ArrayList<>();
    for (int a = 0; a < view.size(); a++) {
      if (!isLooked(a)) {
        rest.add(view.get(a).places().size());
      }
    }
    int position = lookups.isEmpty() ? 0 : position();
    List<Integer> dims = new ArrayList<>(rest.subList(0, position));
    for (int n : looked.dims()) {
      dims.add(n);
    }
    dims.addAll(rest.subList(position, rest.size()));
    result = Shape.of(dims.stream().mapToInt(n -> n).toArray());
    places = new int[result.size()];
    for (int k = 0; k < places.length; k++) {
      places[k] = place(coordinates(result, k), position, looked);
    }
  }

  /** The shape of what is selected. */
  Shape result() {
    return result;
  }

  /** For each selected element, row by row, which element of the tensor it is. */
  int[] places() {
    return places;
  }

  private void read(@Nullable Object[] index) {
    int used = 0;
    for (Object i : index) {
      used += axes(i);
    }
    int axis = 0;
    boolean isFilled = false;
    for (Object i : index) {
      if (i instanceof Index.Ellipsis) {
        for (int n = shape.rank() - used; n > 0; n--) {
          whole(axis++);
        }
        isFilled = true;
      } else {
        take(i, axis);
        axis += axes(i);
      }
    }
    while (!isFilled && axis < shape.rank()) {
      whole(axis++);
    }
  }

  private static int axes(@Nullable Object i) {
    return i == null || i instanceof Index.Ellipsis
        ? 0
        : i instanceof Tensor t && t.dtype() == DType.BOOL ? t.rank() : 1;
  }

  private void whole(int axis) {
    take(Index.all(), axis);
  }

  private void take(@Nullable Object i, int axis) {
    if (i == null) {
      view.add(new ViewAxis(-1, List.of(0)));
    } else if (i instanceof Integer n) {
      fixed[axis] = n < 0 ? n + shape.get(axis) : n;
    } else if (i instanceof Index.Slice s) {
      view.add(new ViewAxis(axis, steps(s, shape.get(axis))));
    } else if (i instanceof int[] a) {
      look(Tensor.of(a), axis);
    } else if (i instanceof Tensor t && t.dtype() == DType.BOOL) {
      mask(t, axis);
    } else if (i instanceof Tensor t && t.rank() == 0) {
      take((int) t.item(), axis);
    } else if (i instanceof Tensor t) {
      look(t, axis);
    }
  }

  /** As Python counts: walk from the start, while inside and before the stop. */
  private static List<Integer> steps(Index.Slice s, int n) {
    List<Integer> out = new ArrayList<>();
    Integer start = s.start();
    Integer stop = s.stop();
    int first = start == null ? (s.step() > 0 ? 0 : n - 1) : start < 0 ? start + n : start;
    if (s.step() > 0) {
      int end = stop == null ? n : Math.min(n, stop < 0 ? stop + n : stop);
      for (int i = Math.max(first, 0); i < end; i += s.step()) {
        out.add(i);
      }
    } else {
      int end = stop == null ? -1 : Math.max(-1, stop < 0 ? stop + n : stop);
      for (int i = Math.min(first, n - 1); i > end; i += s.step()) {
        out.add(i);
      }
    }
    return out;
  }

  private void look(Tensor index, int axis) {
    lookups.add(new Lookup(view.size(), index));
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < shape.get(axis); i++) {
      all.add(i);
    }
    view.add(new ViewAxis(axis, all));
  }

  private void mask(Tensor mask, int axis) {
    boolean[] isTrue = mask.toBooleanArray();
    for (int k = 0; k < mask.rank(); k++) {
      List<Long> found = new ArrayList<>();
      for (int i = 0; i < isTrue.length; i++) {
        if (isTrue[i]) {
          found.add((long) coordinates(mask.shape(), i)[k]);
        }
      }
      look(Tensor.of(found.stream().mapToLong(i -> i).toArray()), axis + k);
    }
  }

  private boolean isLooked(int viewAxis) {
    return lookups.stream().anyMatch(l -> l.viewAxis() == viewAxis);
  }

  private int position() {
    for (int k = 1; k < lookups.size(); k++) {
      if (lookups.get(k).viewAxis() != lookups.get(k - 1).viewAxis() + 1) {
        return 0;
      }
    }
    return lookups.getFirst().viewAxis();
  }

  private int place(int[] at, int position, Shape looked) {
    int[] source = fixed.clone();
    int rank = looked.rank();
    int[] where = Arrays.copyOfRange(at, position, position + rank);
    for (int a = 0, k = 0; a < view.size(); a++) {
      if (!isLooked(a)) {
        int from = view.get(a).from();
        int i = at[k < position ? k : k + rank];
        k++;
        if (from >= 0) {
          source[from] = view.get(a).places().get(i);
        }
      }
    }
    for (Lookup l : lookups) {
      int n = view.get(l.viewAxis()).places().size();
      long i = (long) l.index().expand(looked).toArray()[flat(looked, where)];
      source[view.get(l.viewAxis()).from()] = (int) (i < 0 ? i + n : i);
    }
    return flat(shape, source);
  }

  static int[] coordinates(Shape shape, int flat) {
    int[] at = new int[shape.rank()];
    for (int a = at.length - 1, i = flat; a >= 0; a--) {
      at[a] = i % shape.get(a);
      i /= shape.get(a);
    }
    return at;
  }

  private static int flat(Shape shape, int[] at) {
    int i = 0;
    for (int a = 0; a < at.length; a++) {
      i = i * shape.get(a) + at[a];
    }
    return i;
  }
}
