package dev.leibniz;

import static dev.leibniz.Functional.hessian;
import static dev.leibniz.Functional.jacobian;

/**
 * A program: a Jacobian and a Hessian of 32 MB each, whose intermediates for all rows at once would
 * take some gigabytes.
 */
final class LargeJacobian {
  private LargeJacobian() {}

  public static void main(String[] args) {
    Tensor x = Tensor.linspace(-1, 1, 2000);
    System.out.println(jacobiansAgree(x) && hessianIsSymmetric(x));
  }

  private static boolean jacobiansAgree(Tensor x) {
    Tensor rows = jacobian(LargeJacobian::f, x, Option.Strategy.REVERSE);
    Tensor columns = jacobian(LargeJacobian::f, x, Option.Strategy.FORWARD);
    return rows.allClose(columns) && rows.select(0, 7).allClose(row(x, 7));
  }

  private static boolean hessianIsSymmetric(Tensor x) {
    Tensor h = hessian(z -> f(z).sum(), x);
    return h.allClose(h.mT(), 1e-6, 1e-6);
  }

  private static Tensor f(Tensor z) {
    Tensor y = z;
    for (int i = 0; i < 30; i++) {
      y = y.sin().add(y.mean().mul(0.1));
    }
    return y;
  }

  private static Tensor row(Tensor x, int i) {
    return Functional.<Tensor>grad(z -> f(z).select(0, i), x);
  }
}
