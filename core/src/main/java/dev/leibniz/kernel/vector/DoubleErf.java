package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;

/**
 * The error function of {@code double}s, by the rational approximations of W. J. Cody, Math. Comp.
 * 23 (1969).
 */
final class DoubleErf {
  /** From here on erf is 1. */
  private static final double END = 6;

  /** Where the one approximation takes over from the other. */
  private static final double NEAR = 0.5;

  private DoubleErf() {}

  /** erf x. */
  static DoubleVector erf(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector y = near(a).blend(far(a), a.compare(GT, NEAR));
    return DoubleExponentials.withSign(y, x);
  }

  private static DoubleVector near(DoubleVector a) {
    DoubleVector z = a.mul(a);
    DoubleVector p = z.fma(1.85777706184603153e-1, 3.16112374387056560);
    p = p.fma(z, DoubleVector.broadcast(z.species(), 1.13864154151050156e2));
    p = p.fma(z, DoubleVector.broadcast(z.species(), 3.77485237685302021e2));
    p = p.fma(z, DoubleVector.broadcast(z.species(), 3.20937758913846947e3));
    DoubleVector q = z.fma(1, 2.36012909523441209e1);
    q = q.fma(z, DoubleVector.broadcast(z.species(), 2.44024637934444173e2));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 1.28261652607737228e3));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 2.84423683343917062e3));
    return a.mul(p).div(q);
  }

  private static DoubleVector far(DoubleVector unbounded) {
    DoubleVector a = unbounded.blend(END, unbounded.compare(GT, END));
    DoubleVector p = a.fma(2.15311535474403846e-8, 5.64188496988670089e-1);
    p = p.fma(a, DoubleVector.broadcast(a.species(), 8.88314979438837594));
    p = p.fma(a, DoubleVector.broadcast(a.species(), 6.61191906371416295e1));
    p = p.fma(a, DoubleVector.broadcast(a.species(), 2.98635138197400131e2));
    p = p.fma(a, DoubleVector.broadcast(a.species(), 8.81952221241769090e2));
    p = p.fma(a, DoubleVector.broadcast(a.species(), 1.71204761263407058e3));
    p = p.fma(a, DoubleVector.broadcast(a.species(), 2.05107837782607147e3));
    p = p.fma(a, DoubleVector.broadcast(a.species(), 1.23033935479799725e3));
    DoubleVector q = a.fma(1, 1.57449261107098347e1);
    q = q.fma(a, DoubleVector.broadcast(a.species(), 1.17693950891312499e2));
    q = q.fma(a, DoubleVector.broadcast(a.species(), 5.37181101862009858e2));
    q = q.fma(a, DoubleVector.broadcast(a.species(), 1.62138957456669019e3));
    q = q.fma(a, DoubleVector.broadcast(a.species(), 3.29079923573345963e3));
    q = q.fma(a, DoubleVector.broadcast(a.species(), 4.36261909014324716e3));
    q = q.fma(a, DoubleVector.broadcast(a.species(), 3.43936767414372164e3));
    q = q.fma(a, DoubleVector.broadcast(a.species(), 1.23033935480374942e3));
    DoubleVector exp = DoubleExponentials.exp(a.mul(a).neg());
    return DoubleVector.broadcast(a.species(), 1).sub(exp.mul(p).div(q));
  }
}
