package dev.leibniz;

import dev.leibniz.kernel.Indexing;
import dev.leibniz.op.Discrete;
import dev.leibniz.op.Indexed;
import dev.leibniz.op.Shapes;
import dev.leibniz.transform.Numbers;
import dev.leibniz.transform.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index that has been checked against a tensor: first a <i>view</i> (integers, slices, new
 * axes), then a <i>lookup</i> in some axes of the view by tensors of integers.
 *
 * <p>A lookup brings its axes to the front, joins them to one, and takes from that by one linear
 * index; the axes of the index end up where the looked-up ones stood if those are neighbours, else
 * in front. Writing goes the same way back.
 */
final class Indexer {
  private final Tensor x;
  private final String operation;
  private final int[] starts;
  private final int[] counts;
  private final int[] steps;

  /** The shape of the view: sliced axes that are not dropped, and new ones. */
  private Shape view = Shape.SCALAR;

  private final List<Integer> lookupAxes = new ArrayList<>();
  private final List<Tensor> lookups = new ArrayList<>();

  private Indexer(Tensor x, String operation) {
    this.x = x;
    this.operation = operation;
    starts = new int[x.rank()];
    counts = x.shape().dims();
    steps = new int[x.rank()];
    java.util.Arrays.fill(steps, 1);
  }

  static Indexer of(Tensor x, String operation, @Nullable Object @Nullable [] index) {
    Indexer in = new Indexer(x, operation);
    in.parse(index == null ? new @Nullable Object[] {null} : index);
    return in;
  }

  private void parse(@Nullable Object[] index) {
    int used = 0;
    int ellipses = 0;
    for (Object i : index) {
      used += axesOf(i);
      ellipses += i instanceof Index.Ellipsis ? 1 : 0;
    }
    if (ellipses > 1 || used > x.rank()) {
      throw new ShapeException(
          operation
              + ": "
              + (ellipses > 1 ? ellipses + " ellipses" : "indices for " + used + " axes")
              + " of a tensor of shape "
              + x.shape()
              + "; "
              + (ellipses > 1 ? "one at most is allowed" : "it has " + x.rank()));
    }
    List<Integer> dims = new ArrayList<>();
    int axis = 0;
    for (Object i : index) {
      if (i instanceof Index.Ellipsis) {
        for (int end = axis + x.rank() - used; axis < end; axis++) {
          dims.add(counts[axis]);
        }
      } else {
        axis += place(i, axis, dims);
      }
    }
    for (; axis < x.rank(); axis++) {
      dims.add(counts[axis]);
    }
    view = Shape.of(dims.stream().mapToInt(n -> n).toArray());
  }

  private int axesOf(@Nullable Object i) {
    return switch (i) {
      case null -> 0;
      case Index.Ellipsis e -> 0;
      case Index.Slice s -> 1;
      case Integer n -> 1;
      case Long n -> 1;
      case int[] a -> 1;
      case long[] a -> 1;
      case Tensor t when t.dtype() == DType.BOOL -> t.rank();
      case Tensor t -> 1;
      default ->
          throw new DTypeException(
              operation
                  + ": "
                  + i.getClass().getSimpleName()
                  + " is no index; use an integer, Index.slice, Index.all, Index.ELLIPSIS, null, or"
                  + " a tensor of integers or booleans");
    };
  }

  /** Takes one index in; returns how many axes of x it used. */
  private int place(@Nullable Object i, int axis, List<Integer> dims) {
    switch (i) {
      case null -> dims.add(1);
      case Index.Slice s -> {
        int n = x.shape().get(axis);
        counts[axis] = s.count(n);
        starts[axis] = counts[axis] == 0 ? 0 : s.first(n);
        steps[axis] = s.step();
        dims.add(counts[axis]);
      }
      case Integer n -> pick(n, axis);
      case Long n -> pick(n, axis);
      case int[] a -> look(Tensor.of(a), axis, dims);
      case long[] a -> look(Tensor.of(a), axis, dims);
      case Tensor t when t.dtype() == DType.BOOL -> mask(t, axis, dims);
      case Tensor t -> look(t, axis, dims);
      default -> throw new AssertionError(i);
    }
    return axesOf(i);
  }

  private void pick(long n, int axis) {
    int size = x.shape().get(axis);
    if (n < -size || n >= size) {
      throw new ShapeException(
          operation
              + ": index "
              + n
              + " for axis "
              + axis
              + " of a tensor of shape "
              + x.shape()
              + ": must lie between "
              + -size
              + " and "
              + (size - 1));
    }
    starts[axis] = (int) (n < 0 ? n + size : n);
    counts[axis] = 1;
  }

  private void look(Tensor index, int axis, List<Integer> dims) {
    Products.requireIntegers(operation, index);
    lookupAxes.add(dims.size());
    lookups.add(index);
    dims.add(x.shape().get(axis));
  }

  private void mask(Tensor mask, int axis, List<Integer> dims) {
    if (!x.shape().range(axis, axis + mask.rank()).equals(mask.shape())) {
      throw new ShapeException(
          operation
              + ": a mask of shape "
              + mask.shape()
              + " for the axes from "
              + axis
              + " of a tensor of shape "
              + x.shape()
              + ": it must have their sizes");
    }
    Tensor places = Indexing.nonzero(Numbers.of(mask, operation + " by a mask"));
    for (int k = 0; k < mask.rank(); k++) {
      look(places.select(1, k), axis + k, dims);
    }
    if (mask.rank() == 0) {
      lookupAxes.add(dims.size());
      lookups.add(Tensor.zeros(Shape.of(places.shape().get(0)), DType.INT64));
      dims.add(1);
    }
  }

  Tensor read() {
    Tensor t = x;
    for (int a = 0; a < counts.length; a++) {
      if (!isWhole(a)) {
        t = Run.one(new Shapes.Slice(a, starts[a], counts[a], steps[a]), t);
      }
    }
    t = t.reshape(view);
    if (lookups.isEmpty()) {
      return t;
    }
    Tensor rows = joined(Products.permuted(t, front()));
    return behind(Run.two(new Indexed.Take(0), rows, linear()));
  }

  private boolean isWhole(int a) {
    return starts[a] == 0 && steps[a] == 1 && counts[a] == x.shape().get(a);
  }

  Tensor add(Tensor value) {
    Tensor v = fitted(value);
    if (!lookups.isEmpty()) {
      Tensor linear = linear();
      Tensor sums = Run.two(new Indexed.TakeAdd(0, places(), linear.rank()), inFront(v), linear);
      v = unjoined(sums);
    }
    return x.add(embedded(v));
  }

  Tensor set(Tensor value) {
    Tensor v = fitted(value);
    Tensor where = Tensor.full(view, 1, DType.BOOL);
    if (!lookups.isEmpty()) {
      Tensor linear = linear().flatten();
      Tensor owner = Run.one(new Discrete.Owner(places()), linear);
      Tensor rows = inFront(v);
      Shape rest = rows.shape().range(rows.rank() - restRank(), rows.rank());
      rows = rows.reshape(Shape.of(linear.size()).join(rest));
      if (linear.size() == 0) {
        return x;
      }
      Tensor kept = owner.ge(0);
      Tensor taken = Run.two(new Indexed.Take(0), rows, owner.maximum(0));
      for (int i = 0; i < rest.rank(); i++) {
        kept = kept.unsqueeze(-1);
      }
      v = unjoined(taken);
      where = unjoined(kept.expand(taken.shape()));
    }
    return Tensor.where(embedded(where), embedded(v), x);
  }

  /** The value in this dtype, spread to the shape that reading would give. */
  private Tensor fitted(Tensor value) {
    Shape to = selected();
    if (!value.shape().broadcastsTo(to)) {
      throw new ShapeException(
          operation
              + ": a value of shape "
              + value.shape()
              + " does not spread to the place of shape "
              + to);
    }
    return value.to(x.dtype()).expand(to);
  }

  /** From the shape of the view to that of x, zeros around it. */
  private Tensor embedded(Tensor v) {
    Tensor t = v.reshape(Shape.of(counts));
    for (int a = 0; a < counts.length; a++) {
      if (!isWhole(a)) {
        t = Run.one(new Shapes.Embed(a, x.shape().get(a), starts[a], steps[a]), t);
      }
    }
    return t;
  }

  // ------------------------------------------------------------- lookups

  private int restRank() {
    return view.rank() - lookups.size();
  }

  /** The axes of the view, those that are looked up first. */
  private int[] front() {
    int[] order = new int[view.rank()];
    int n = 0;
    for (int a : lookupAxes) {
      order[n++] = a;
    }
    for (int a = 0; a < view.rank(); a++) {
      if (!lookupAxes.contains(a)) {
        order[n++] = a;
      }
    }
    return order;
  }

  private int places() {
    int n = 1;
    for (int a : lookupAxes) {
      n *= view.get(a);
    }
    return n;
  }

  private Tensor joined(Tensor fronted) {
    return fronted.reshape(
        Shape.of(places()).join(fronted.shape().range(lookups.size(), fronted.rank())));
  }

  private Tensor unjoined(Tensor rows) {
    int[] front = front();
    int[] dims = new int[front.length];
    int[] inverse = new int[front.length];
    for (int i = 0; i < front.length; i++) {
      dims[i] = view.get(front[i]);
      inverse[front[i]] = i;
    }
    return Products.permuted(rows.reshape(Shape.of(dims)), inverse);
  }

  /** One index into the joined axes, of the shape that all index tensors broadcast to. */
  private Tensor linear() {
    Tensor sum = Tensor.scalar(0, DType.INT64);
    for (int k = 0; k < lookups.size(); k++) {
      int n = view.get(lookupAxes.get(k));
      Tensor inRange = Run.one(new Discrete.InRange(n, operation), lookups.get(k).to(DType.INT64));
      sum = sum.mul((long) n).add(inRange);
    }
    return sum;
  }

  private Shape lookupShape() {
    Shape s = Shape.SCALAR;
    for (Tensor t : lookups) {
      s = Shape.broadcast(operation + " by several index tensors", s, t.shape());
    }
    return s;
  }

  /**
   * Where the axes of the index stand in the result. Scalar lookups, like integers, do not matter.
   */
  private int position() {
    int p = -1;
    for (int k = 0; k < lookups.size(); k++) {
      if (lookups.get(k).rank() > 0) {
        int before = lookupAxes.get(k) - k;
        if (p >= 0 && p != before) {
          return 0;
        }
        p = before;
      }
    }
    return Math.max(p, 0);
  }

  private Shape selected() {
    if (lookups.isEmpty()) {
      return view;
    }
    int[] front = front();
    int[] rest = new int[restRank()];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = view.get(front[lookups.size() + i]);
    }
    int p = position();
    Shape r = Shape.of(rest);
    return r.range(0, p).join(lookupShape()).join(r.range(p, rest.length));
  }

  /** Moves the axes of the index from the front to their place. */
  private Tensor behind(Tensor taken) {
    int p = position();
    int k = taken.rank() - restRank();
    if (p == 0) {
      return taken;
    }
    int[] axes = new int[taken.rank()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i < p ? k + i : i < p + k ? i - p : i;
    }
    return Products.permuted(taken, axes);
  }

  /** The inverse of {@link #behind}. */
  private Tensor inFront(Tensor v) {
    int p = position();
    int k = v.rank() - restRank();
    if (p == 0) {
      return v;
    }
    int[] axes = new int[v.rank()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i < k ? p + i : i < k + p ? i - k : i;
    }
    return Products.permuted(v, axes);
  }
}
