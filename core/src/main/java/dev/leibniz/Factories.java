package dev.leibniz;

import dev.leibniz.kernel.Dense;
import dev.leibniz.transform.Numbers;
import java.util.Arrays;

/** Tensors of regular numbers, and the checks of shapes that users write by hand. */
final class Factories {
  private Factories() {}

  static Tensor eye(int n, DType dtype) {
    Shape s = Shape.of(n, n);
    Tensor rows = arange(0, n, 1).reshape(n, 1);
    return rows.eq(arange(0, n, 1)).to(dtype).reshape(s);
  }

  static Tensor arange(long start, long end, long step) {
    if (step == 0 || (end - start) / step < 0) {
      throw new ShapeException(wrongStep(start, end, step));
    }
    long span = end - start;
    long n = span / step + (span % step == 0 ? 0 : 1);
    long[] a = new long[count(n, start, end, step)];
    for (int i = 0; i < a.length; i++) {
      a[i] = start + i * step;
    }
    return Dense.over(Shape.of(a.length), DType.INT64, a);
  }

  static Tensor arange(double start, double end, double step) {
    double n = Math.ceil((end - start) / step);
    if (!(n >= 0) || Double.isInfinite(n)) {
      throw new ShapeException(wrongStep(start, end, step));
    }
    double[] a = new double[count((long) n, start, end, step)];
    for (int i = 0; i < a.length; i++) {
      a[i] = start + i * step;
    }
    return Dense.over(Shape.of(a.length), DType.FLOAT64, a);
  }

  private static int count(long n, Number start, Number end, Number step) {
    if (n > Integer.MAX_VALUE - 8) {
      throw new ShapeException(
          "arange: from "
              + start
              + " to "
              + end
              + " by "
              + step
              + " are "
              + n
              + " numbers, more than one tensor can hold");
    }
    return (int) n;
  }

  private static String wrongStep(Number start, Number end, Number step) {
    return "arange: from "
        + start
        + " to "
        + end
        + " by "
        + step
        + ": the step must be finite, not zero, and lead from the start towards the end";
  }

  static Tensor linspace(double start, double end, int n) {
    double[] a = new double[Shape.of(n).size()];
    double step = n > 1 ? (end - start) / (n - 1) : 0;
    for (int i = 0; i < n; i++) {
      a[i] = i < n / 2 ? start + i * step : end - (n - 1 - i) * step;
    }
    if (n == 1) {
      a[0] = start;
    }
    return Dense.over(Shape.of(n), DType.FLOAT64, a);
  }

  static Shape inferred(Shape from, int[] dims) {
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] == -1 && unknown < 0) {
        unknown = i;
      } else if (dims[i] < 0) {
        throw new ShapeException(
            "reshape: to "
                + Arrays.toString(dims)
                + ": a size may not be negative, but one of them may be -1 for what is left");
      } else {
        known *= dims[i];
      }
    }
    if (unknown < 0) {
      return Shape.of(dims);
    }
    if (known == 0 || from.size() % known != 0) {
      throw new ShapeException(
          "reshape: a tensor of shape "
              + from
              + " has "
              + from.size()
              + " elements, which "
              + Arrays.toString(dims)
              + " cannot divide; the -1 has no one solution");
    }
    int[] d = dims.clone();
    d[unknown] = (int) (from.size() / known);
    return Shape.of(d);
  }

  static Shape spread(Shape from, int[] dims) {
    int[] d = dims.clone();
    int extra = dims.length - from.rank();
    for (int i = 0; i < d.length; i++) {
      if (d[i] == -1) {
        if (i < extra) {
          throw new ShapeException(
              "expand: "
                  + from
                  + " to "
                  + Arrays.toString(dims)
                  + ": -1 stands for the size an axis has, but axis "
                  + i
                  + " is new");
        }
        d[i] = from.get(i - extra);
      }
    }
    return Shape.of(d);
  }

  static int[] count(int n) {
    int[] a = new int[n];
    for (int i = 0; i < n; i++) {
      a[i] = i;
    }
    return a;
  }

  static int[] permutation(Shape shape, int[] axes) {
    int[] out = new int[axes.length];
    boolean[] seen = new boolean[shape.rank()];
    boolean valid = axes.length == shape.rank();
    for (int i = 0; valid && i < axes.length; i++) {
      out[i] = shape.axis(axes[i]);
      valid = !seen[out[i]];
      seen[out[i]] = true;
    }
    if (!valid) {
      throw new ShapeException(
          "permute: axes "
              + Arrays.toString(axes)
              + " of a tensor of shape "
              + shape
              + ": each of its "
              + shape.rank()
              + " axes must be named once");
    }
    return out;
  }

  static boolean allClose(Tensor x, Tensor y, double rtol, double atol) {
    if (!x.shape().equals(y.shape()) || x.dtype() != y.dtype()) {
      return false;
    }
    Dense a = Numbers.of(x, "allClose");
    Dense b = Numbers.of(y, "allClose");
    if (a.dtype() == DType.INT64) {
      return Arrays.equals(a.toLongArray(), b.toLongArray())
          || close(a.toArray(), b.toArray(), rtol, atol);
    }
    return close(a.toArray(), b.toArray(), rtol, atol);
  }

  private static boolean close(double[] p, double[] q, double rtol, double atol) {
    for (int i = 0; i < p.length; i++) {
      boolean same = p[i] == q[i] || Double.isNaN(p[i]) && Double.isNaN(q[i]);
      if (!same && !(Math.abs(p[i] - q[i]) <= atol + rtol * Math.abs(q[i]))) {
        return false;
      }
      if (!same && Double.isInfinite(q[i])) {
        return false;
      }
    }
    return true;
  }
}
