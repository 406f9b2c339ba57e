package dev.leibniz;

import dev.leibniz.Tensor.ValuesAndIndices;

/**
 * What sorted elements say: quantiles, medians, the k-th least, the most frequent. Everything here
 * is a sort and a look at some places of the result, and its derivative that of the elements found
 * there.
 *
 * <pre>{@code
 * OrderStatistics.quantile(Tensor.of(1, 2, 3, 4), 0.5, 0)      // 2.5
 * }</pre>
 */
public final class OrderStatistics {
  private OrderStatistics() {}

  /** What a quantile between two elements is. */
  public enum Interpolation {
    /** On the line between them. */
    LINEAR,
    /** The lesser one. */
    LOWER,
    /** The greater one. */
    HIGHER,
    /** The nearer one, and of two equally near ones that at the even place. */
    NEAREST,
    /** The mean of both. */
    MIDPOINT
  }

  private static ValuesAndIndices sorted(String operation, Tensor x, int axis) {
    if (x.shape().nonEmptyAxes(operation, axis).length == 0) {
      return new ValuesAndIndices(x.reshape(1), Tensor.zeros(Shape.of(1), DType.INT64));
    }
    ValuesAndIndices r = x.sort(axis);
    return new ValuesAndIndices(r.values().movedim(axis, -1), r.indices().movedim(axis, -1));
  }

  /** What stands at one place of each sorted lane; the places have no last axis. */
  private static ValuesAndIndices at(ValuesAndIndices sorted, Tensor places) {
    Tensor index = places.unsqueeze(-1);
    return new ValuesAndIndices(
        sorted.values().gather(-1, index).squeeze(-1),
        sorted.indices().gather(-1, index).squeeze(-1));
  }

  static ValuesAndIndices first(Tensor x, int k, int axis, Order order) {
    int n = x.rank() == 0 ? 1 : x.shape().get(x.shape().axis("topk", axis));
    if (k < 0 || k > n) {
      throw new ShapeException(
          "topk: "
              + k
              + " elements along axis "
              + axis
              + " of shape "
              + x.shape()
              + ": it has "
              + n);
    }
    ValuesAndIndices all = x.sort(axis, order);
    if (x.rank() > 0) {
      return new ValuesAndIndices(
          all.values().narrow(axis, 0, k), all.indices().narrow(axis, 0, k));
    }
    return k == 1
        ? all
        : new ValuesAndIndices(
            Tensor.zeros(Shape.of(0), x.dtype()), Tensor.zeros(Shape.of(0), DType.INT64));
  }

  static ValuesAndIndices median(Tensor x, int axis) {
    ValuesAndIndices sorted = sorted("median", x, axis);
    int n = sorted.values().shape().get(-1);
    int middle = (n - 1) / 2;
    if (!x.dtype().isFloating()) {
      return new ValuesAndIndices(
          sorted.values().select(-1, middle), sorted.indices().select(-1, middle));
    }
    Tensor numbers = numbers(sorted.values());
    return at(sorted, Tensor.where(numbers.lt((long) n), numbers, middle));
  }

  /** How many elements of each sorted lane are not NaN; where the first NaN stands. */
  private static Tensor numbers(Tensor sorted) {
    return sorted.isnan().logicalNot().sum(-1);
  }

  static Tensor median(Tensor x) {
    Tensor flat = x.flatten();
    Tensor m = median(flat, 0).values();
    if (!x.dtype().isFloating()) {
      return m;
    }
    m = m.detach();
    Tensor ties = flat.eq(m).logicalOr(flat.isnan());
    return Tensor.where(ties, flat, Double.NEGATIVE_INFINITY).amax();
  }

  /**
   * The median of what is not NaN along an axis (the lower of the middle two if they are evenly
   * many; NaN if nothing else is there), and its place, which takes the whole derivative. See
   * {@code torch.nanmedian}.
   *
   * <pre>{@code
   * OrderStatistics.nanmedian(Tensor.of(3, Double.NaN, 1, 2), 0).values()      // 2.0
   * }</pre>
   *
   * @param x a tensor
   * @param axis counted from the front, or from the end if negative
   * @return values and indices without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public static ValuesAndIndices nanmedian(Tensor x, int axis) {
    ValuesAndIndices sorted = sorted("nanmedian", x, axis);
    Tensor half = numbers(sorted.values()).to(DType.FLOAT64).sub(1).div(2).floor();
    return at(sorted, half.clampMin(0).to(DType.INT64));
  }

  /**
   * The k-th least element along an axis, and its place, which takes the whole derivative. See
   * {@code torch.kthvalue}. NaN counts as greatest.
   *
   * <pre>{@code
   * OrderStatistics.kthvalue(Tensor.of(3, 1, 2), 2, 0).values()      // 2.0
   * }</pre>
   *
   * @param x a tensor
   * @param k which, counted from 1
   * @param axis counted from the front, or from the end if negative
   * @return values and indices without the axis
   * @throws ShapeException if there is no such axis, or it has fewer elements
   */
  public static ValuesAndIndices kthvalue(Tensor x, int k, int axis) {
    ValuesAndIndices sorted = sorted("kthvalue", x, axis);
    int n = sorted.values().shape().get(-1);
    if (k < 1 || k > n) {
      throw new ShapeException(
          "kthvalue: k = "
              + k
              + " along axis "
              + axis
              + " of shape "
              + x.shape()
              + ": it must lie between 1 and "
              + n);
    }
    return new ValuesAndIndices(
        sorted.values().select(-1, k - 1), sorted.indices().select(-1, k - 1));
  }

  /**
   * The most frequent element along an axis (the least among equally frequent ones), and the last
   * place where it stands, which takes the whole derivative. See {@code torch.mode}.
   *
   * <pre>{@code
   * OrderStatistics.mode(Tensor.of(2, 1, 2, 1, 3), 0)      // values 1.0, indices 3
   * }</pre>
   *
   * @param x a tensor
   * @param axis counted from the front, or from the end if negative
   * @return values and indices without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   */
  public static ValuesAndIndices mode(Tensor x, int axis) {
    ValuesAndIndices sorted = sorted("mode", x, axis);
    Tensor s = sorted.values().detach();
    int n = s.shape().get(-1);
    Tensor begins = s.narrow(-1, 1, n - 1).ne(s.narrow(-1, 0, n - 1));
    Tensor place = Tensor.arange(n);
    Tensor starts = Tensor.where(begins, place.narrow(0, 1, n - 1), 0).pad(1, 0);
    Tensor length = place.sub(starts.cummax(-1).values());
    return at(sorted, length.argmax(-1));
  }

  /**
   * The q-quantile along an axis, on the line between two elements if it lies there; NaN if an
   * element is NaN. See {@code torch.quantile}.
   *
   * <pre>{@code
   * OrderStatistics.quantile(Tensor.of(1, 2, 3, 4), 0.25, 0)      // 1.75
   * }</pre>
   *
   * @param x a tensor; integers count as FLOAT32
   * @param q between 0 and 1
   * @param axis counted from the front, or from the end if negative
   * @return a tensor without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   * @throws LeibnizException if q lies outside of [0, 1]
   */
  public static Tensor quantile(Tensor x, double q, int axis) {
    return quantile(x, scalar("quantile", x, q), axis, Interpolation.LINEAR);
  }

  /**
   * Quantiles along an axis: the elements in order, looked up at place q · (n − 1). NaN if an
   * element is NaN, or q lies outside of [0, 1]. See {@code torch.quantile}. Differentiable by x,
   * and where the interpolation is linear by q too.
   *
   * <pre>{@code
   * OrderStatistics.quantile(Tensor.of(1, 2, 3, 4), Tensor.of(0, 0.5, 1), 0, Interpolation.LOWER)
   * // [1. 2. 4.]
   * }</pre>
   *
   * @param x a tensor; integers count as FLOAT32
   * @param q a scalar or a vector, of the same dtype
   * @param axis counted from the front, or from the end if negative
   * @param interpolation what is found between two elements
   * @return a tensor without the axis; if q is a vector, with one in front for its elements
   * @throws ShapeException if there is no such axis, it has no elements, or q has several axes
   */
  public static Tensor quantile(Tensor x, Tensor q, int axis, Interpolation interpolation) {
    Tensor floating = x.to(x.dtype().toFloating());
    Tensor s = sorted("quantile", floating, axis).values();
    Tensor y = between(s, q.to(s.dtype()), s.shape().get(-1) - 1.0, interpolation);
    return Tensor.where(s.select(-1, -1).isnan(), Double.NaN, y);
  }

  /**
   * The q-quantile along an axis of what is not NaN; NaN if nothing else is there. See {@code
   * torch.nanquantile}.
   *
   * <pre>{@code
   * OrderStatistics.nanquantile(Tensor.of(1, Double.NaN, 3), 0.5, 0)      // 2.0
   * }</pre>
   *
   * @param x a tensor; integers count as FLOAT32
   * @param q between 0 and 1
   * @param axis counted from the front, or from the end if negative
   * @return a tensor without the axis
   * @throws ShapeException if there is no such axis, or it has no elements
   * @throws LeibnizException if q lies outside of [0, 1]
   */
  public static Tensor nanquantile(Tensor x, double q, int axis) {
    return nanquantile(x, scalar("nanquantile", x, q), axis, Interpolation.LINEAR);
  }

  /**
   * Quantiles along an axis of what is not NaN; NaN if nothing else is there, or q lies outside of
   * [0, 1]. See {@code torch.nanquantile}.
   *
   * @param x a tensor; integers count as FLOAT32
   * @param q a scalar or a vector, of the same dtype
   * @param axis counted from the front, or from the end if negative
   * @param interpolation what is found between two elements
   * @return a tensor without the axis; if q is a vector, with one in front for its elements
   * @throws ShapeException if there is no such axis, it has no elements, or q has several axes
   */
  public static Tensor nanquantile(Tensor x, Tensor q, int axis, Interpolation interpolation) {
    Tensor floating = x.to(x.dtype().toFloating());
    Tensor s = sorted("nanquantile", floating, axis).values();
    Tensor last = numbers(s).sub(1).clampMin(0).to(s.dtype());
    return between(s, q.to(s.dtype()), last, interpolation);
  }

  private static Tensor scalar(String operation, Tensor x, double q) {
    if (!(q >= 0 && q <= 1)) {
      throw new LeibnizException(
          operation + ": q = " + q + "; it must lie between 0 and 1 (per cent divided by 100)");
    }
    return Tensor.scalar(q, x.dtype().toFloating());
  }

  private static Tensor between(Tensor sorted, Tensor q, double last, Interpolation interpolation) {
    return between(sorted, q, Tensor.scalar(last, sorted.dtype()), interpolation);
  }

  /** At place q · last of each sorted lane. */
  private static Tensor between(Tensor sorted, Tensor q, Tensor last, Interpolation interpolation) {
    if (q.rank() > 1) {
      throw new ShapeException(
          "quantile: q of shape " + q.shape() + "; it must be a scalar or a vector: flatten it");
    }
    Tensor all = q.flatten();
    Tensor place = last.unsqueeze(-1).mul(all);
    Tensor y =
        switch (interpolation) {
          case LOWER -> found(sorted, place.floor());
          case HIGHER -> found(sorted, place.ceil());
          case NEAREST -> found(sorted, place.round());
          case MIDPOINT -> weighted(sorted, place, Tensor.scalar(0.5, sorted.dtype()));
          case LINEAR -> weighted(sorted, place, place.sub(place.floor()));
        };
    y = Tensor.where(all.ge(0).logicalAnd(all.le(1)), y, Double.NaN);
    return q.rank() == 0 ? y.squeeze(-1) : y.movedim(-1, 0);
  }

  private static Tensor weighted(Tensor sorted, Tensor place, Tensor weight) {
    Tensor low = found(sorted, place.floor());
    Tensor step = found(sorted, place.ceil()).sub(low);
    Tensor isBetween = place.floor().ne(place.ceil());
    return low.add(Tensor.where(isBetween, step, 0).mul(weight));
  }

  private static Tensor found(Tensor sorted, Tensor place) {
    int n = sorted.shape().get(-1);
    Tensor index = place.to(DType.INT64).clamp(0, n - 1L);
    return sorted.gather(-1, index.expand(sorted.shape().with(-1, place.shape().get(-1))));
  }
}
