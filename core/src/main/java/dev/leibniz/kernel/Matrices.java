package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.NumericalException;
import dev.leibniz.Shape;
import java.util.Arrays;

/** What the factorisations share: a batch of matrices as one array of doubles, and back. */
final class Matrices {
  /** About how many multiplications are worth another thread. */
  private static final long GRAIN = Settings.THRESHOLD == 1 ? 1 : 1 << 19;

  private Matrices() {}

  /** What is done to one matrix of a batch. */
  @FunctionalInterface
  interface Body {
    void run(int entry);
  }

  /** Runs the body for each matrix of a batch. */
  static void each(int count, long work, Body body) {
    int grain = (int) Math.max(1, GRAIN / Math.max(1, work));
    if (count <= grain) {
      for (int b = 0; b < count; b++) {
        body.run(b);
      }
      return;
    }
    Pool.parallel(
        count,
        grain,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            body.run(b);
          }
        });
  }

  /** Rows and columns exchanged, as a view. */
  static Dense transposed(Dense a) {
    int rank = a.rank();
    int[] axes = new int[rank];
    for (int i = 0; i < rank; i++) {
      axes[i] = i;
    }
    axes[rank - 2] = rank - 1;
    axes[rank - 1] = rank - 2;
    return a.permuted(axes);
  }

  /** The matrices one behind the other, each column by column. */
  static double[] columns(Dense a) {
    return Copies.toDoubles(transposed(a));
  }

  static Dense of(Shape shape, double[] values, DType dtype) {
    return Elementwise.convert(Dense.over(shape, DType.FLOAT64, values), dtype);
  }

  /** Matrices that are stored column by column. */
  static Dense ofColumns(Shape lead, int rows, int columns, double[] values, DType dtype) {
    return transposed(of(lead.join(Shape.of(columns, rows)), values, dtype));
  }

  /** Refuses NaN and infinities, with which iterations do not end. */
  static void requireFinite(Dense a, String operation) {
    requireFinite(a, Copies.toDoubles(a), operation);
  }

  /** Refuses NaN and infinities, with which iterations do not end. */
  static void requireFinite(Dense a, double[] values, String operation) {
    int size = a.shape().get(-1) * a.shape().get(-2);
    for (int i = 0; i < values.length; i++) {
      if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
        throw new NumericalException(
            operation
                + ": "
                + entry(a, i / size)
                + " holds NaN or an infinity; look for where it comes from with"
                + " Autograd.detectAnomaly, or replace it first");
      }
    }
  }

  /** Names one matrix of a batch. */
  static String entry(Dense a, int flat) {
    int lead = a.shape().rank() - 2;
    if (lead <= 0 || a.shape().range(0, lead).size() <= flat) {
      return "the matrix of shape " + a.shape();
    }
    int[] position = new int[lead];
    for (int i = lead - 1, left = flat; i >= 0; i--) {
      position[i] = left % a.shape().get(i);
      left /= a.shape().get(i);
    }
    return "matrix " + Arrays.toString(position) + " of the batch of shape " + a.shape();
  }
}
