package dev.leibniz.conformance.operators;

import static dev.leibniz.KeepDim.KEEPDIM;

import dev.leibniz.KeepDim;
import dev.leibniz.Linalg;
import dev.leibniz.Quadrature;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;

/** Sums, means, extremes and the like along axes. */
final class Reductions {
  private Reductions() {}

  /** The library's method for a reduction that drops its axes. */
  @FunctionalInterface
  private interface Dropping {
    Tensor apply(Tensor x, int... axes);
  }

  /** The library's method for a reduction that keeps its axes. */
  @FunctionalInterface
  private interface Keeping {
    Tensor apply(Tensor x, KeepDim keepdim, int... axes);
  }

  /** The library's method for a variance or deviation that drops its axes. */
  @FunctionalInterface
  private interface Spread {
    Tensor apply(Tensor x, int correction, int[] axes);
  }

  /** The library's method for a variance or deviation that keeps its axes. */
  @FunctionalInterface
  private interface KeepingSpread {
    Tensor apply(Tensor x, KeepDim keepdim, int correction, int[] axes);
  }

  static void addTo(Operators to) {
    add(to, "sum", Tensor::sum, Tensor::sum);
    add(to, "mean", Tensor::mean, Tensor::mean);
    add(to, "amax", Tensor::amax, Tensor::amax);
    add(to, "amin", Tensor::amin, Tensor::amin);
    add(to, "logsumexp", Tensor::logsumexp, Tensor::logsumexp);
    to.addTuple("max", a -> extreme(a, Tensor::maximum, Tensor::amax, Tensor::max));
    to.addTuple("min", a -> extreme(a, Tensor::minimum, Tensor::amin, Tensor::min));
    to.add("var", a -> spread(a, Tensor::var, Tensor::var));
    to.add("std", a -> spread(a, Tensor::std, Tensor::std));
    add(to, "nansum", Tensor::nansum, Tensor::nansum);
    add(to, "nanmean", Tensor::nanmean, Tensor::nanmean);
    to.addTuple("var_mean", a -> List.of(spread(a, Tensor::var, Tensor::var), meanBeside(a)));
    to.addTuple("std_mean", a -> List.of(spread(a, Tensor::std, Tensor::std), meanBeside(a)));
    to.add("cumprod", a -> converted(a).cumprod(a.integer(1, "dim")));
    to.add("logcumsumexp", a -> a.tensor(0, "input").logcumsumexp(a.integer(1, "dim")));
    to.add("trapezoid", a -> trapezoid(a, Quadrature::trapezoid, Quadrature::trapezoid));
    to.add("diff", Reductions::diff);
    to.add(
        "cumulative_trapezoid",
        a -> trapezoid(a, Quadrature::cumulativeTrapezoid, Quadrature::cumulativeTrapezoid));
    to.add("prod", Reductions::product);
    to.add("norm", Reductions::norm);
    to.add("cumsum", a -> converted(a).cumsum(a.integer(1, "dim")));
    to.add("softmax", a -> converted(a).softmax(a.integer(1, "dim")));
    to.add("log_softmax", a -> converted(a).logSoftmax(a.integer(1, "dim")));
  }

  private static void add(Operators to, String name, Dropping dropping, Keeping keeping) {
    to.add(
        name,
        a -> {
          Tensor x = a.tensor(0, "input");
          int[] axes = a.integers(1, "dim", new int[0]);
          return a.flag(2, "keepdim", false)
              ? keeping.apply(x, KEEPDIM, axes)
              : dropping.apply(x, axes);
        });
  }

  private static Tensor converted(Arguments a) {
    Tensor x = a.tensor(0, "input");
    return x.to(a.dtype(Arguments.KEYWORD, "dtype", x.dtype()));
  }

  private static List<Tensor> extreme(
      Arguments a,
      BinaryOperator<Tensor> ofTwo,
      Dropping ofAll,
      BiFunction<Tensor, Integer, Tensor.ValuesAndIndices> along) {
    Tensor x = a.tensor(0, "input");
    if (a.count() == 1) {
      return List.of(ofAll.apply(x));
    }
    if (a.any(1, "dim") instanceof Tensor other) {
      return List.of(ofTwo.apply(x, other));
    }
    int axis = a.integer(1, "dim");
    Tensor.ValuesAndIndices r = along.apply(x, axis);
    return a.flag(2, "keepdim", false) && x.rank() > 0
        ? List.of(r.values().unsqueeze(axis), r.indices().unsqueeze(axis))
        : List.of(r.values(), r.indices());
  }

  private static Tensor spread(Arguments a, Spread dropping, KeepingSpread keeping) {
    Tensor x = a.tensor(0, "input");
    boolean isOfAll = a.any(1, "dim") instanceof Boolean;
    int[] axes = isOfAll ? new int[0] : a.integers(1, "dim", new int[0]);
    boolean isUnbiased = isOfAll ? a.flag(1, "", true) : a.flag(2, "unbiased", true);
    int correction = a.integer(Arguments.KEYWORD, "correction", isUnbiased ? 1 : 0);
    return a.flag(3, "keepdim", false)
        ? keeping.apply(x, KEEPDIM, correction, axes)
        : dropping.apply(x, correction, axes);
  }

  /** The mean over the axes of a variance. */
  private static Tensor meanBeside(Arguments a) {
    Tensor x = a.tensor(0, "input");
    boolean isOfAll = a.any(1, "dim") instanceof Boolean;
    int[] axes = isOfAll ? new int[0] : a.integers(1, "dim", new int[0]);
    return a.flag(3, "keepdim", false) ? x.mean(KEEPDIM, axes) : x.mean(axes);
  }

  /** The library's method for samples at equal distances. */
  @FunctionalInterface
  private interface Regular {
    Tensor apply(Tensor y, double dx, int axis);
  }

  /** The library's method for samples at given places. */
  @FunctionalInterface
  private interface Irregular {
    Tensor apply(Tensor y, Tensor x, int axis);
  }

  private static Tensor trapezoid(Arguments a, Regular regular, Irregular irregular) {
    Tensor y = a.tensor(0, "y");
    int axis = a.integer(Arguments.KEYWORD, "dim", -1);
    return a.isGiven(1, "x")
        ? irregular.apply(y, a.tensor(1, "x"), axis)
        : regular.apply(y, a.real(Arguments.KEYWORD, "dx", 1), axis);
  }

  private static Tensor diff(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int axis = a.integer(2, "dim", -1);
    int times = a.integer(1, "n", 1);
    List<Tensor> parts = new ArrayList<>();
    if (a.isGiven(3, "prepend")) {
      parts.add(a.tensor(3, "prepend"));
    }
    parts.add(x);
    if (a.isGiven(4, "append")) {
      parts.add(a.tensor(4, "append"));
    }
    // Nothing is joined for no differences at all.
    return times == 0 ? x : Tensor.cat(axis, parts.toArray(Tensor[]::new)).diff(times, axis);
  }

  private static Tensor product(Arguments a) {
    Tensor x = converted(a);
    int[] axes = a.integers(1, "dim", new int[0]);
    return a.flag(2, "keepdim", false) ? x.prod(KEEPDIM, axes) : x.prod(axes);
  }

  private static Tensor norm(Arguments a) {
    Tensor x = a.tensor(0, "input");
    int[] axes = a.integers(2, "dim", new int[0]);
    boolean isKept = a.flag(3, "keepdim", false);
    return switch (a.any(1, "p")) {
      case null -> norm(x, 2, axes, isKept);
      case String s when s.equals("fro") -> norm(x, 2, axes, isKept);
      case String s when s.equals("nuc") -> {
        Tensor y = Linalg.nuclearNorm(axes.length == 0 ? x : x.movedim(axes, new int[] {-2, -1}));
        yield isKept ? kept(y, x, axes) : y;
      }
      default -> norm(x, a.real(1, "p", 2), axes, isKept);
    };
  }

  private static Tensor norm(Tensor x, double p, int[] axes, boolean isKept) {
    return isKept ? x.norm(p, KEEPDIM, axes) : x.norm(p, axes);
  }

  private static Tensor kept(Tensor reduced, Tensor x, int[] axes) {
    int[] dims = x.shape().dims();
    for (int axis : x.shape().axes(axes)) {
      dims[axis] = 1;
    }
    return reduced.reshape(dims);
  }
}
