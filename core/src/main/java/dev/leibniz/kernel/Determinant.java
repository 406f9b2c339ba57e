package dev.leibniz.kernel;

import dev.leibniz.NumericalException;
import dev.leibniz.Shape;

/** What the diagonal of an LU factorisation tells. */
public final class Determinant {
  /** Pivots that differ by more than this say that an inverse would have lost digits. */
  private static final double REGULAR = 1e-3;

  private Determinant() {}

  /** The sign and ln |det| of each matrix. */
  public static Dense[] signAndLogarithm(Dense a) {
    Dense[] lu = Factorisation.lu(a);
    Shape shape = a.shape().range(0, a.rank() - 2);
    int n = a.shape().get(-1);
    double[] packed = Copies.toDoubles(lu[0]);
    double[] sign = Factorisation.signs(lu[1]);
    double[] log = new double[sign.length];
    for (int b = 0; b < sign.length; b++) {
      for (int i = 0; i < n; i++) {
        double d = packed[(b * n + i) * n + i];
        sign[b] *= Math.signum(d);
        log[b] += Math.log(Math.abs(d));
      }
    }
    return new Dense[] {
      Elementwise.convert(over(shape, sign), a.dtype()),
      Elementwise.convert(over(shape, log), a.dtype())
    };
  }

  private static Dense over(Shape shape, double[] values) {
    return Dense.over(shape, dev.leibniz.DType.FLOAT64, values);
  }

  /** The determinant of each matrix. */
  public static Dense value(Dense a) {
    Dense[] lu = Factorisation.lu(a);
    int n = a.shape().get(-1);
    double[] packed = Copies.toDoubles(lu[0]);
    double[] out = Factorisation.signs(lu[1]);
    for (int b = 0; b < out.length; b++) {
      for (int i = 0; i < n; i++) {
        out[b] *= packed[(b * n + i) * n + i];
      }
    }
    return Matrices.of(a.shape().range(0, a.shape().rank() - 2), out, a.dtype());
  }

  /** Whether every matrix is far enough from singular for its inverse to be trusted. */
  public static boolean isRegular(Dense a) {
    int n = a.shape().get(-1);
    double[] packed = Copies.toDoubles(Factorisation.lu(a)[0]);
    for (int at = 0; n > 0 && at < packed.length; at += n * n) {
      double least = Double.POSITIVE_INFINITY;
      double most = 0;
      for (int i = 0; i < n; i++) {
        double d = Math.abs(packed[at + i * n + i]);
        least = Math.min(least, d);
        most = Math.max(most, d);
      }
      if (!(least > REGULAR * most)) {
        return false;
      }
    }
    return true;
  }

  /** Refuses a factorisation, row by row in its array, with a zero on its diagonal. */
  public static void requireRegular(Dense packed, String operation) {
    int n = packed.shape().get(-1);
    int rows = n == 0 ? 0 : packed.size() / n;
    for (int i = 0; i < rows; i++) {
      int at = packed.offset() + i * n + i % n;
      if (packed.array() instanceof float[] f ? f[at] == 0 : packed.doubles()[at] == 0) {
        throw new NumericalException(
            operation
                + ": "
                + Matrices.entry(packed, i / n)
                + " is singular (its pivot "
                + i % n
                + " is 0); add a small multiple of Tensor.eye("
                + n
                + "), or take Linalg.lstsq or Linalg.pinv");
      }
    }
  }
}
