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

  private static final float SCALE = FloatExponentials.SCALE;

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
    FloatVector one = FloatVector.broadcast(a.species(), 1);
    FloatVector s = a.add(3);
    FloatVector rest = a.sub(s.sub(3));
    FloatVector r = one.div(s);
    FloatVector lost = r.mul(r.fma(s, one.neg()).add(r.mul(rest)));
    FloatVector t = r.fma(-6, 1).add(lost.mul(6));
    FloatVector q = t.fma(-0.00033382451510988176f, -0.0004990712623111904f);
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.0030780835077166557f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.001216964446939528f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.02683667652308941f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.11952722072601318f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.31046661734580994f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.5902284383773804f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.8833944797515869f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 1.0740069150924683f));
    return q.mul(r.sub(lost));
  }

  /** x Φ(x): the greater of x and zero, less |x| Φ(−|x|). */
  static FloatVector gelu(FloatVector x) {
    FloatVector a = bounded(x);
    FloatVector y = a.mul(FloatExponentials.normalDecay(a)).mul(normalTail(a));
    return x.blend(0, x.compare(LT, 0)).sub(y);
  }

  /** Φ(x) + x Φ′(x), which is 1 less its value at −x. */
  static FloatVector geluSlope(FloatVector x) {
    FloatVector a = bounded(x);
    FloatVector scaled =
        a.fma(FloatVector.broadcast(a.species(), -0.3989423f / SCALE), normalTail(a));
    FloatVector y = FloatExponentials.normalDecay(a).mul(scaled);
    return y.blend(y.neg().add(1), x.compare(GT, 0));
  }

  /** |x|, or a number that is large enough. */
  private static FloatVector bounded(FloatVector x) {
    FloatVector a = x.abs();
    return a.blend(15, a.compare(GT, 15));
  }

  /**
   * Φ(−a) exp(a²/2), divided by the scale of {@link FloatExponentials#normalDecay}: a polynomial in
   * (a − 4) / (a + 4), divided by a + 4; from Chebyshev interpolation, to a relative error of
   * 1.4e-8.
   */
  private static FloatVector normalTail(FloatVector a) {
    FloatVector r = FloatVector.broadcast(a.species(), 1 / SCALE).div(a.add(4));
    FloatVector t = r.fma(-8 * SCALE, 1);
    FloatVector q = t.fma(-0.0001255583856022561f, 0.00018899651942026397f);
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.0015668816877809047f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.003520972823986374f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.007525402418208545f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.06040618551429179f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.18652330675776782f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.38713668307040544f));
    q = q.fma(t, FloatVector.broadcast(t.species(), -0.6078965941450818f));
    q = q.fma(t, FloatVector.broadcast(t.species(), 0.755285138596193f));
    return q.mul(r);
  }
}
