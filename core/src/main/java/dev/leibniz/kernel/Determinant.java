package dev.leibniz.kernel;

import dev.leibniz.NumericalException;
import dev.leibniz.Shape;

/** What the diagonal of an LU factorisation tells. */
public final class Determinant {
  private Determinant() {}

  /** The sign and ln |det| of each matrix. */
  public static Dense[] signAndLogarithm(Dense a) {
    Dense[] lu = Factorisation.lu(a);
    Shape shape = a.shape().range(0, a.rank() - 2);
    int n = a.shape().get(-1);
    double[] packed = Copies.toDoubles(lu[0]);
    double[] sign = Copies.toDoubles(lu[2]);
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

  /** Refuses a factorisation with a zero on its diagonal. */
  public static void requireRegular(Dense packed, String operation) {
    int n = packed.shape().get(-1);
    double[] a = Copies.toDoubles(packed);
    for (int i = 0; n > 0 && i < a.length / n; i++) {
      double d = a[i * n + i % n];
      if (d == 0) {
        throw new NumericalException(
            operation
                + ": matrix "
                + i / n
                + " of shape ["
                + n
                + ", "
                + n
                + "] is singular (its pivot "
                + i % n
                + " is 0); add a small multiple of Tensor.eye("
                + n
                + "), or solve the least-squares problem AᵀA x = Aᵀb");
      }
    }
  }
}
