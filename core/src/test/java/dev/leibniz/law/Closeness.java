package dev.leibniz.law;

import dev.leibniz.Tensor;
import java.util.List;
import java.util.function.Supplier;

/** Tensors that should be equal but for rounding. */
final class Closeness {
  private Closeness() {}

  /** Requires equal shapes and dtypes, and elements as near as the greatest of them allows. */
  static void require(
      Tensor actual, Tensor expected, double tolerance, Supplier<? extends Object> where) {
    if (!actual.shape().equals(expected.shape()) || actual.dtype() != expected.dtype()) {
      throw new AssertionError(
          where.get()
              + ": "
              + actual.dtype()
              + " "
              + actual.shape()
              + " should be "
              + expected.dtype()
              + " "
              + expected.shape());
    }
    double[] a = actual.toArray();
    double[] e = expected.toArray();
    double scale = 1;
    for (double d : e) {
      scale = Math.max(scale, Double.isFinite(d) ? Math.abs(d) : 0);
    }
    for (int i = 0; i < a.length; i++) {
      boolean same = a[i] == e[i] || Double.isNaN(a[i]) && Double.isNaN(e[i]);
      if (!same && !(Math.abs(a[i] - e[i]) <= tolerance * scale)) {
        throw new AssertionError(
            where.get()
                + ": element "
                + i
                + " is "
                + a[i]
                + " and should be "
                + e[i]
                + "\nall: "
                + actual
                + "\nshould be: "
                + expected);
      }
    }
  }

  static void require(
      List<Tensor> actual,
      List<Tensor> expected,
      double tolerance,
      Supplier<? extends Object> where) {
    if (actual.size() != expected.size()) {
      throw new AssertionError(
          where.get() + ": " + actual.size() + " results should be " + expected.size());
    }
    for (int i = 0; i < actual.size(); i++) {
      int at = i;
      require(actual.get(i), expected.get(i), tolerance, () -> "result " + at + ", " + where.get());
    }
  }

  /** The inner product, in FLOAT64. */
  static double dot(List<Tensor> x, List<Tensor> y) {
    double sum = 0;
    for (int i = 0; i < x.size(); i++) {
      double[] a = x.get(i).toArray();
      double[] b = y.get(i).toArray();
      for (int j = 0; j < a.length; j++) {
        sum += a[j] * b[j];
      }
    }
    return sum;
  }

  /** x + step · direction. */
  static List<Tensor> moved(List<Tensor> x, double step, List<Tensor> direction) {
    return java.util.stream.IntStream.range(0, x.size())
        .mapToObj(i -> x.get(i).add(direction.get(i).mul(step)))
        .toList();
  }

  /** (a − b) / (2 step). */
  static List<Tensor> slope(List<Tensor> a, List<Tensor> b, double step) {
    return java.util.stream.IntStream.range(0, a.size())
        .mapToObj(i -> a.get(i).sub(b.get(i)).mul(0.5 / step))
        .toList();
  }
}
