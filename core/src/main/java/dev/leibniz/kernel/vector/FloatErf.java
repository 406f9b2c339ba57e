package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/**
 * The error function of {@code float}s: one polynomial near zero, one for ln erfc further out; and
 * its complement.
 */
final class FloatErf {
  /** From here on erf is 1. */
  private static final float END = 4;

  private FloatErf() {}

  /** erf x. */
  static FloatVector erf(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector y = near(a).blend(far(a), a.compare(GT, 0.875f));
    return FloatExponentials.withSign(y, x);
  }

  private static FloatVector near(FloatVector a) {
    FloatVector z = a.mul(a);
    FloatVector q = z.fma(8.538646943634376e-5f, -8.181879529729486e-4f);
    q = q.fma(z, FloatVector.broadcast(z.species(), 5.204431712627411e-3f));
    q = q.fma(z, FloatVector.broadcast(z.species(), -2.686075121164322e-2f));
    q = q.fma(z, FloatVector.broadcast(z.species(), 1.1283719539642334e-1f));
    q = q.fma(z, FloatVector.broadcast(z.species(), -3.7612634897232056e-1f));
    q = q.fma(z, FloatVector.broadcast(z.species(), 1.2837916612625122e-1f));
    return q.fma(a, a);
  }

  private static FloatVector far(FloatVector unbounded) {
    FloatVector a = unbounded.blend(END, unbounded.compare(GT, END));
    FloatVector q = a.fma(-1.335799652224523e-6f, -3.1227989438775694e-6f);
    q = q.fma(a, FloatVector.broadcast(a.species(), 3.3096925471909344e-4f));
    q = q.fma(a, FloatVector.broadcast(a.species(), -3.8378271274268627e-3f));
    q = q.fma(a, FloatVector.broadcast(a.species(), 2.446301281452179e-2f));
    q = q.fma(a, FloatVector.broadcast(a.species(), -1.0746973752975464e-1f));
    q = q.fma(a, FloatVector.broadcast(a.species(), -6.339594721794128e-1f));
    q = q.fma(a, FloatVector.broadcast(a.species(), -1.1292555332183838f));
    q = q.fma(a, FloatVector.broadcast(a.species(), 1.2753866030834615e-4f));
    return FloatVector.broadcast(a.species(), 1).sub(FloatExponentials.exp(q));
  }

  /**
   * erfc x: exp(−x²) times a polynomial in (|x| − 3) / (|x| + 3), divided by |x| + 3; from
   * Chebyshev interpolation, to a relative error of 6.0e-9.
   */
  static FloatVector erfc(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector tail =
        scaledTail(a.blend(20, a.compare(GT, 20))).mul(FloatExponentials.gaussian(x));
    return tail.blend(tail.neg().add(2), x.compare(LT, 0));
  }

  private static FloatVector scaledTail(FloatVector a) {
    FloatVector d = a.add(3);
    FloatVector t = a.sub(3).div(d);
    FloatVector q = t.fma(-0.00033382451510988176f, -0.0004990712623111904f);
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.0030780835077166557f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.001216964446939528f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.02683667652308941f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.11952722072601318f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.31046661734580994f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.5902284383773804f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.8833944797515869f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 1.0740069150924683f));
    return q.div(d);
  }
}
