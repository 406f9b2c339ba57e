package dev.leibniz;

import dev.leibniz.kernel.Dense;
import dev.leibniz.op.Op;
import dev.leibniz.op.Where;
import dev.leibniz.transform.Run;

/**
 * The one place where dtypes meet: before an op runs, its inputs are brought to one dtype.
 *
 * <p>PyTorch's rule: the higher category wins (bool, integer, floating), but a scalar tensor beside
 * one with axes does not widen within its category, and a Java number never does. An integer that
 * meets a number with a fraction becomes {@link DType#DEFAULT_FLOATING}.
 */
final class Promotion {
  private Promotion() {}

  static DType of(Tensor x, Tensor y) {
    DType a = x.dtype();
    DType b = y.dtype();
    if (a == b) {
      return a;
    }
    boolean scalarX = x.rank() == 0;
    boolean scalarY = y.rank() == 0;
    if (scalarX != scalarY) {
      DType wide = scalarX ? b : a;
      DType scalar = scalarX ? a : b;
      return category(scalar) > category(wide) ? scalar : wide;
    }
    return DType.promote(a, b);
  }

  private static int category(DType d) {
    return d.isFloating() ? 2 : d == DType.BOOL ? 0 : 1;
  }

  static Tensor pair(Op.Two op, Tensor x, Tensor y) {
    if (x.dtype() == y.dtype()) {
      return Run.two(op, x, y);
    }
    DType d = of(x, y);
    return Run.two(op, x.to(d), y.to(d));
  }

  static Tensor pair(Op.Two op, Tensor x, double y) {
    if (x.dtype().isFloating()) {
      return Run.two(op, x, Dense.scalar(y, x.dtype()));
    }
    DType d = DType.DEFAULT_FLOATING;
    return Run.two(op, x.to(d), Dense.scalar(y, d));
  }

  static Tensor pair(Op.Two op, double x, Tensor y) {
    if (y.dtype().isFloating()) {
      return Run.two(op, Dense.scalar(x, y.dtype()), y);
    }
    DType d = DType.DEFAULT_FLOATING;
    return Run.two(op, Dense.scalar(x, d), y.to(d));
  }

  static Tensor pair(Op.Two op, Tensor x, long y) {
    DType d = x.dtype() == DType.BOOL ? DType.INT64 : x.dtype();
    return Run.two(op, x.to(d), Dense.scalar(y, d));
  }

  static Tensor pair(Op.Two op, long x, Tensor y) {
    DType d = y.dtype() == DType.BOOL ? DType.INT64 : y.dtype();
    return Run.two(op, Dense.scalar(x, d), y.to(d));
  }

  static Tensor pairFloating(Op.Two op, Tensor x, Tensor y) {
    if (x.dtype() == y.dtype() && x.dtype().isFloating()) {
      return Run.two(op, x, y);
    }
    DType d = of(x, y).toFloating();
    return Run.two(op, x.to(d), y.to(d));
  }

  static Tensor pairFloating(Op.Two op, Tensor x, double y) {
    DType d = x.dtype().toFloating();
    return Run.two(op, x.to(d), Dense.scalar(y, d));
  }

  static Tensor pairFloating(Op.Two op, Tensor x, long y) {
    return pairFloating(op, x, (double) y);
  }

  static Tensor where(Tensor condition, Tensor x, Tensor y) {
    if (condition.dtype() != DType.BOOL) {
      throw new DTypeException(
          "where: the condition is "
              + condition.dtype()
              + ", not BOOL; compare it with something, as in condition.ne(0)");
    }
    DType d = of(x, y);
    return Run.many(Where.WHERE, condition, x.to(d), y.to(d))[0];
  }
}
