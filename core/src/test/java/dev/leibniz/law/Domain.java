package dev.leibniz.law;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Where an input may lie: how one is drawn, and in which directions it may be moved.
 *
 * @param isData whether it is an index, a condition or a key, and not numbers
 * @param isFree whether its elements may be anything in the range, each by itself
 */
record Domain(
    DType dtype,
    Shape shape,
    boolean isData,
    boolean isFree,
    Function<Random, double[]> values,
    Function<Random, double[]> directions) {

  Tensor draw(Random random) {
    return tensor(values.apply(random));
  }

  /** A tangent along which the input stays inside; for a floating input. */
  Tensor direction(Random random) {
    return tensor(directions.apply(random));
  }

  private Tensor tensor(double[] elements) {
    return Tensor.of(elements).reshape(shape).to(dtype);
  }

  boolean isActive() {
    return dtype.isFloating() && !isData;
  }

  /** The same numbers in another dtype; data stays as it is. */
  Domain as(DType to) {
    return isData ? this : new Domain(to, shape, false, isFree, values, directions);
  }

  private static Domain free(
      DType dtype, boolean isData, Function<Random, Double> one, int[] dims) {
    Shape shape = Shape.of(dims);
    return new Domain(
        dtype,
        shape,
        isData,
        true,
        random -> fill(shape.size(), () -> one.apply(random)),
        random -> fill(shape.size(), random::nextGaussian));
  }

  private static double[] fill(int n, DoubleSupplier next) {
    double[] a = new double[n];
    for (int i = 0; i < n; i++) {
      a[i] = next.getAsDouble();
    }
    return a;
  }

  /** Numbers between two bounds. */
  static Domain real(double low, double high, int... dims) {
    return free(DType.FLOAT64, false, random -> random.nextDouble(low, high), dims);
  }

  /** Numbers of both signs whose size lies between two bounds. */
  static Domain signed(double low, double high, int... dims) {
    return free(
        DType.FLOAT64,
        false,
        random -> random.nextDouble(low, high) * (random.nextBoolean() ? 1 : -1),
        dims);
  }

  /** An integer from −2 to 1 and a fraction between two bounds: away from where rounding jumps. */
  static Domain stepped(double low, double high, int... dims) {
    return free(
        DType.FLOAT64, false, random -> random.nextInt(-2, 2) + random.nextDouble(low, high), dims);
  }

  /** Integers, or booleans, from low to before high. */
  static Domain integers(DType dtype, int low, int high, int... dims) {
    return free(dtype, false, random -> (double) random.nextInt(low, high), dims);
  }

  /** An index into an axis of size n. */
  static Domain index(int n, int... dims) {
    return free(DType.INT64, true, random -> (double) random.nextInt(n), dims);
  }

  /** An index into an axis of size n, of which some entries are counted from the end. */
  static Domain signedIndex(int n, int... dims) {
    return free(DType.INT64, true, random -> (double) random.nextInt(-n, n), dims);
  }

  /** True or false. */
  static Domain condition(int... dims) {
    return free(DType.BOOL, true, random -> random.nextBoolean() ? 1.0 : 0.0, dims);
  }

  /** The words of keys; the last axis is of size 2. */
  static Domain keys(int... dims) {
    return free(DType.INT64, true, random -> (double) random.nextInt(), dims);
  }

  /** Numbers no two of which are near each other. */
  static Domain distinct(int... dims) {
    Shape shape = Shape.of(dims);
    return new Domain(
        DType.FLOAT64,
        shape,
        false,
        false,
        random -> {
          double[] a = new double[shape.size()];
          for (int i = 0; i < a.length; i++) {
            int j = random.nextInt(i + 1);
            a[i] = a[j];
            a[j] = i * 0.3 - 1 + random.nextDouble(0.1);
          }
          return a;
        },
        random -> fill(shape.size(), random::nextGaussian));
  }

  /** Square matrices far from singular. */
  static Domain regular(int... dims) {
    return matrices(false, dims);
  }

  /** Symmetric positive definite matrices, which move along symmetric ones. */
  static Domain positiveDefinite(int... dims) {
    return matrices(true, dims);
  }

  /** Matrices, not wider than high, with singular values far apart. */
  static Domain tall(int... dims) {
    Shape shape = Shape.of(dims);
    int n = dims[dims.length - 1];
    int rows = dims[dims.length - 2];
    return new Domain(
        DType.FLOAT64,
        shape,
        false,
        false,
        random -> {
          double[] a = fill(shape.size(), () -> random.nextDouble(-0.2, 0.2));
          for (int i = 0; i < a.length; i++) {
            a[i] += i / n % rows == i % n ? 1 + i % n : 0;
          }
          return a;
        },
        random -> fill(shape.size(), random::nextGaussian));
  }

  /** Matrices, wider than high, with singular values and leading minors far from zero. */
  static Domain wide(int... dims) {
    int rank = dims.length;
    int[] high = dims.clone();
    high[rank - 1] = dims[rank - 2];
    high[rank - 2] = dims[rank - 1];
    Domain tall = tall(high);
    Shape shape = Shape.of(dims);
    return new Domain(
        DType.FLOAT64,
        shape,
        false,
        false,
        random ->
            Tensor.of(tall.values().apply(random)).reshape(Shape.of(high)).mT().copy().toArray(),
        random -> fill(shape.size(), random::nextGaussian));
  }

  /** Symmetric matrices with eigenvalues far apart, which move along symmetric ones. */
  static Domain separated(int... dims) {
    Domain tall = tall(dims);
    int n = dims[dims.length - 1];
    return new Domain(
        DType.FLOAT64,
        Shape.of(dims),
        false,
        false,
        random -> symmetrised(tall.values().apply(random), n),
        random -> symmetrised(tall.directions().apply(random), n));
  }

  private static Domain matrices(boolean symmetric, int[] dims) {
    Shape shape = Shape.of(dims);
    int n = dims[dims.length - 1];
    return new Domain(
        DType.FLOAT64,
        shape,
        false,
        false,
        random -> {
          double[] a = fill(shape.size(), () -> random.nextDouble(-0.5, 0.5));
          for (int i = 0; i < a.length; i++) {
            boolean diagonal = i / n % n == i % n;
            a[i] += diagonal ? (symmetric || random.nextBoolean() ? 1 : -1) * (0.6 * n + 0.5) : 0;
          }
          return symmetric ? symmetrised(a, n) : a;
        },
        random -> {
          double[] a = fill(shape.size(), random::nextGaussian);
          return symmetric ? symmetrised(a, n) : a;
        });
  }

  private static double[] symmetrised(double[] a, int n) {
    double[] out = a.clone();
    for (int i = 0; i < a.length; i++) {
      int row = i / n % n;
      int column = i % n;
      out[i] = (a[i] + a[i - row * n - column + column * n + row]) / 2;
    }
    return out;
  }
}
