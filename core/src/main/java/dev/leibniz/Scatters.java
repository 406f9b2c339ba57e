package dev.leibniz;

import dev.leibniz.op.Discrete;
import dev.leibniz.op.Indexed;
import dev.leibniz.op.Recurrence;
import dev.leibniz.op.Shapes;
import dev.leibniz.transform.Run;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Changed copies of a tensor in which an index, a mask or a diagonal says what changes. The
 * everyday ones are {@link Tensor#scatter}, {@link Tensor#scatterAdd}, {@link Tensor#indexAdd} and
 * {@link Tensor#at}, which also does what PyTorch calls {@code index_put}, {@code select_scatter}
 * and {@code slice_scatter}.
 *
 * <pre>{@code
 * Scatters.scatterReduce(totals, 0, group, values, Reduce.AMAX, Self.INCLUDED)
 * }</pre>
 */
public final class Scatters {
  private Scatters() {}

  /** What becomes of several elements that meet at a place. */
  public enum Reduce {
    /** Their sum. */
    SUM,
    /** Their product; its derivative is exact where some are zero. */
    PROD,
    /** Their mean. */
    MEAN,
    /** The greatest; equal ones share the derivative. */
    AMAX,
    /** The least; equal ones share the derivative. */
    AMIN
  }

  /** Whether what stood at a place before is one of those that meet there. */
  public enum Self {
    /** It is. */
    INCLUDED,
    /** It is not, if others meet there. */
    LEFT_OUT
  }

  /** A change of the slices along an axis that an index names. */
  static Tensor slices(
      Tensor x,
      String operation,
      int axis,
      Tensor index,
      Tensor value,
      Function<Selection, Tensor> change) {
    Products.requireIntegers(operation, index);
    requireKind(operation, x, value);
    if (index.rank() > 1) {
      throw new ShapeException(
          operation
              + ": an index of shape "
              + index.shape()
              + "; it must be a vector (see scatter for one place per element)");
    }
    if (x.rank() == 0) {
      x.shape().axes(operation, axis);
      return slices(x.reshape(1), operation, 0, index, value, change).reshape(Shape.SCALAR);
    }
    Object[] places = new Object[x.shape().axis(operation, axis) + 1];
    Arrays.fill(places, Index.all());
    places[places.length - 1] = index.flatten();
    return change.apply(new Selection(Indexer.of(x, operation, places)));
  }

  /** What is written may be rounded to the tensor's dtype, not cut to an integer or a truth. */
  private static void requireKind(String operation, Tensor x, Tensor value) {
    boolean isCut =
        value.dtype().isFloating() && !x.dtype().isFloating()
            || value.dtype() != DType.BOOL && x.dtype() == DType.BOOL;
    if (isCut) {
      throw new DTypeException(
          operation
              + ": "
              + value.dtype()
              + " into a tensor of "
              + x.dtype()
              + "; convert one of them with to(…)");
    }
  }

  /**
   * The tensor with elements written at these places of it read row by row; of several at one place
   * the last one counts. See {@code torch.Tensor.put}; to add instead, {@code
   * x.flatten().at(index).add(source)}.
   *
   * <pre>{@code
   * Scatters.put(Tensor.zeros(2, 2), Tensor.longs(1, -1), Tensor.of(5, 6))      // [[0. 5.] [0. 6.]]
   * }</pre>
   *
   * @param x a tensor
   * @param index places of any shape; negative ones count from the end
   * @param source as many elements
   * @return a tensor of x's shape and dtype
   * @throws ShapeException if there are not as many elements as places, or a place is out of range
   * @throws DTypeException if the index is not of integers
   */
  public static Tensor put(Tensor x, Tensor index, Tensor source) {
    Products.requireIntegers("put", index);
    if (index.size() != source.size()) {
      throw new ShapeException(
          "put: an index of shape "
              + index.shape()
              + " for a source of shape "
              + source.shape()
              + ": they must have equally many elements");
    }
    requireKind("put", x, source);
    Tensor flat = x.flatten();
    Selection at = new Selection(Indexer.of(flat, "put", new Object[] {index.flatten()}));
    return at.set(source.flatten()).reshape(x.shape());
  }

  /**
   * The tensor with the first elements of another one written, row by row, where a mask is true.
   * See {@code torch.masked_scatter}.
   *
   * <pre>{@code
   * Scatters.maskedScatter(Tensor.zeros(3), Tensor.bools(true, false, true), Tensor.of(5, 6, 7))
   * // [5. 0. 6.]
   * }</pre>
   *
   * @param x a tensor
   * @param mask a BOOL tensor, broadcast together with x
   * @param source with at least as many elements as the mask has true ones
   * @return a tensor of the common shape, of x's dtype
   * @throws ShapeException if the shapes do not broadcast, or the source has too few elements
   * @throws DTypeException if the mask is not BOOL
   */
  public static Tensor maskedScatter(Tensor x, Tensor mask, Tensor source) {
    if (mask.dtype() != DType.BOOL) {
      throw new DTypeException(
          "maskedScatter: a mask of "
              + mask.dtype()
              + "; it must be BOOL: compare first, as in ne(0)");
    }
    requireKind("maskedScatter", x, source);
    Shape common = Shape.broadcast("maskedScatter", x.shape(), mask.shape());
    Tensor where = mask.expand(common);
    Tensor flat = where.flatten();
    // Places are counted from 1; place 0 is that of the elements that stay.
    Tensor table =
        Tensor.cat(0, Tensor.zeros(Shape.of(1), x.dtype()), source.to(x.dtype()).flatten());
    Tensor place = Tensor.where(flat, flat.cumsum(0), 0);
    Tensor checked = Run.one(new Discrete.InRange(table.size(), "maskedScatter"), place);
    return Tensor.where(where, table.take(checked).reshape(common), x.expand(common));
  }

  /**
   * The tensor with another one written on a diagonal. See {@code torch.diagonal_scatter}.
   *
   * <pre>{@code
   * Scatters.diagonalScatter(Tensor.zeros(2, 2), Tensor.of(5, 6), 0, 0, 1)      // [[5. 0.] [0. 6.]]
   * }</pre>
   *
   * @param x a tensor
   * @param source broadcast to the shape of {@code x.diagonal(offset, first, second)}
   * @param offset which diagonal: 0 the main one, positive ones to the right of it
   * @param first the axis of rows
   * @param second the axis of columns
   * @return a tensor of x's shape and dtype
   * @throws ShapeException if there are no such axes, or the source does not fit
   */
  public static Tensor diagonalScatter(Tensor x, Tensor source, int offset, int first, int second) {
    return Arrangement.diagonalScatter(x, source, offset, first, second);
  }

  static Tensor scatter(Tensor x, int axis, Tensor index, Tensor source) {
    if (x.rank() == 0 && index.rank() <= 1 && source.rank() <= 1) {
      x.shape().axes("scatter", axis);
      return scatter(x.reshape(1), 0, index.flatten(), source.flatten()).reshape(Shape.SCALAR);
    }
    Meeting m = Meeting.of("scatter", x, axis, index, source);
    if (m.index.size() == 0) {
      return x;
    }
    Tensor owner = m.owner(m.index);
    Tensor written = m.wide(m.at(m.source, owner));
    return Tensor.where(m.wide(owner.ge(0)), written, x);
  }

  /**
   * The tensor with elements of another one joined to it along an axis: at place {@code
   * index[i][j]} of line i, for axis 1, meet all {@code source[i][j]}. See {@code
   * torch.scatter_reduce}.
   *
   * <pre>{@code
   * Scatters.scatterReduce(
   *     Tensor.ones(3), 0, Tensor.longs(0, 0, 2), Tensor.of(2, 3, 4), Reduce.PROD, Self.INCLUDED)
   * // [6. 1. 4.]
   * }</pre>
   *
   * @param x a tensor
   * @param axis counted from the front, or from the end if negative
   * @param index with as many axes as x, and none but the named one longer than x's
   * @param source at least as long as the index along every axis
   * @param reduce what becomes of those that meet
   * @param self whether x's own elements are among them
   * @return a tensor of x's shape and dtype; a mean of integers is rounded down
   * @throws ShapeException if the shapes do not fit, or a place is out of range
   * @throws DTypeException if the index is not of integers
   */
  public static Tensor scatterReduce(
      Tensor x, int axis, Tensor index, Tensor source, Reduce reduce, Self self) {
    if (x.rank() == 0 && index.rank() <= 1 && source.rank() <= 1) {
      x.shape().axes("scatterReduce", axis);
      return scatterReduce(x.reshape(1), 0, index.flatten(), source.flatten(), reduce, self)
          .reshape(Shape.SCALAR);
    }
    Meeting m = Meeting.of("scatterReduce", x, axis, index, source);
    if (m.index.size() == 0) {
      return x;
    }
    Tensor touched = m.wide(m.owner(m.index).ge(0));
    boolean isIncluded = self == Self.INCLUDED;
    return switch (reduce) {
      case SUM -> (isIncluded ? x : Tensor.where(touched, 0L, x)).add(m.wide(m.sum(m.source)));
      case PROD -> {
        Tensor product = m.wide(m.product()).to(x.dtype());
        yield Tensor.where(touched, isIncluded ? x.mul(product) : product, x);
      }
      case MEAN -> {
        Tensor sum = m.wide(m.sum(m.source));
        Tensor count = m.wide(m.sum(m.source.onesLike().to(DType.INT64)));
        sum = isIncluded ? x.add(sum) : sum;
        count = (isIncluded ? count.add(1) : count).clampMin(1);
        Tensor mean =
            x.dtype().isFloating()
                ? sum.div(count.to(x.dtype()))
                : sum.to(DType.FLOAT64).div(count).floor().to(x.dtype());
        yield Tensor.where(touched, mean, x);
      }
      case AMAX -> m.extreme(x, touched, isIncluded, Order.ASCENDING);
      case AMIN ->
          x.dtype().isFloating()
              ? m.negative().extreme(x.neg(), touched, isIncluded, Order.ASCENDING).neg()
              : m.extreme(x, touched, isIncluded, Order.DESCENDING);
    };
  }

  /**
   * Elements and the places along an axis where they meet, with that axis last.
   *
   * @param shape of the tensor into which they go
   * @param axis of that tensor
   * @param index places, in range
   * @param source as many elements, of the tensor's dtype
   */
  private record Meeting(Shape shape, int axis, Tensor index, Tensor source) {
    static Meeting of(String operation, Tensor x, int axis, Tensor index, Tensor source) {
      Products.requireIntegers(operation, index);
      Shape s = index.shape();
      boolean fits = x.rank() == s.rank() && source.rank() == s.rank();
      int a = x.shape().axis(operation, axis);
      for (int i = 0; fits && i < s.rank(); i++) {
        fits = s.get(i) <= source.shape().get(i) && (i == a || s.get(i) <= x.shape().get(i));
      }
      if (!fits) {
        throw new ShapeException(
            operation
                + ": an index of shape "
                + s
                + " and a source of shape "
                + source.shape()
                + " for axis "
                + axis
                + " of a tensor of shape "
                + x.shape()
                + ": they must have equally many axes; the index may be longer than the source"
                + " nowhere, and longer than the tensor along that axis alone");
      }
      requireKind(operation, x, source);
      Tensor cut = source.to(x.dtype());
      for (int i = 0; i < s.rank(); i++) {
        cut = cut.narrow(i, 0, s.get(i));
      }
      int n = x.shape().get(a);
      Tensor checked = Run.one(new Discrete.InRange(n, operation), index.to(DType.INT64));
      return new Meeting(x.shape(), a, checked.movedim(a, -1), cut.movedim(a, -1));
    }

    private int size() {
      return shape.get(axis);
    }

    /** The greatest of these is, but for its sign, the least of those, NaN among them or not. */
    Meeting negative() {
      return new Meeting(shape, axis, index, source.neg());
    }

    /** For each place the last element that goes there, or −1. */
    Tensor owner(Tensor places) {
      return Run.one(new Discrete.Owner(size()), places);
    }

    /** The elements that an index names, the first one for −1. */
    Tensor at(Tensor elements, Tensor owner) {
      return elements.gather(-1, owner.clampMin(0));
    }

    /** The sums of those that meet. */
    Tensor sum(Tensor elements) {
      return Run.two(new Indexed.TakeAdd(index.rank() - 1, size(), 1), elements, index);
    }

    /**
     * The products of those that meet; 1 where there are none. In order of place, a running product
     * that begins anew with each place.
     */
    Tensor product() {
      Tensor.ValuesAndIndices ordered = index.sort(-1);
      Tensor places = ordered.values();
      int k = places.shape().get(-1);
      Tensor factors = source.gather(-1, ordered.indices());
      factors = factors.dtype().isFloating() ? factors : factors.to(DType.INT64);
      Tensor goesOn = places.narrow(-1, 1, k - 1).eq(places.narrow(-1, 0, k - 1)).pad(1, 0);
      Tensor kept = Tensor.where(goesOn, factors, 0L);
      Tensor begun = Tensor.where(goesOn, 0L, factors);
      Tensor running = Recurrence.of(kept, begun, places.rank() - 1);
      Tensor owner = owner(places);
      return Tensor.where(owner.ge(0), at(running, owner), 1L);
    }

    /** The last of those that meet when in this order, with x if that is included. */
    Tensor extreme(Tensor x, Tensor touched, boolean isIncluded, Order order) {
      Tensor.ValuesAndIndices byValue = source.detach().sort(-1, order);
      Tensor places = index.gather(-1, byValue.indices());
      Tensor owner = owner(places);
      Tensor own = x.detach();
      Tensor best = wide(at(byValue.values(), owner));
      if (isIncluded) {
        best = order == Order.ASCENDING ? own.maximum(best) : own.minimum(best);
      }
      best = Tensor.where(touched, best, own);
      if (!x.dtype().isFloating()) {
        return best;
      }
      // Equal ones share: their mean difference from the best is zero, its derivative is not.
      Tensor bestAt = narrowed(best).gather(-1, index);
      Tensor ties = source.eq(bestAt).logicalAnd(bestAt.isfinite());
      Tensor isOwn = x.eq(best).logicalAnd(best.isfinite());
      isOwn = isIncluded ? isOwn : isOwn.logicalAnd(touched.logicalNot());
      Tensor zero = wide(sum(Tensor.where(ties, source.sub(bestAt), 0)));
      zero = zero.add(Tensor.where(isOwn, x.sub(best), 0));
      Tensor count = wide(sum(ties.to(x.dtype()))).add(isOwn.to(x.dtype()));
      return best.add(zero.div(count.clampMin(1)));
    }

    /** A tensor of x's shape, cut to the lines that the index has, its axis last. */
    private Tensor narrowed(Tensor x) {
      Tensor t = x.movedim(axis, -1);
      for (int i = 0; i < index.rank() - 1; i++) {
        t = t.narrow(i, 0, index.shape().get(i));
      }
      return t;
    }

    /** To the tensor's shape: the axis back in its place, zeros around. */
    Tensor wide(Tensor narrow) {
      Tensor t = narrow.movedim(-1, axis);
      for (int i = 0; i < shape.rank(); i++) {
        if (t.shape().get(i) != shape.get(i)) {
          t = Run.one(new Shapes.Embed(i, shape.get(i), 0, 1), t);
        }
      }
      return t;
    }
  }
}
