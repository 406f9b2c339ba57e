package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;

/**
 * The error function of {@code double}s, by the rational approximations of W. J. Cody, Math. Comp.
 * 23 (1969), and its complement.
 */
final class DoubleErf {
  /** From here on erf is 1. */
  private static final double END = 6;

  /** Where the one approximation takes over from the other. */
  private static final double NEAR = 0.5;

  private static final double ONE_OVER_SQRT_TWO_PI = 0.3989422804014327;
  private static final double SQRT_HALF = 0.7071067811865476;

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

  /**
   * erfc x: exp(−x²) times a polynomial in (|x| − 4) / (|x| + 4), divided by |x| + 4; from
   * Chebyshev interpolation, to a relative error of 6.0e-18.
   */
  static DoubleVector erfc(DoubleVector x) {
    DoubleVector a = x.abs();
    DoubleVector tail =
        scaledTail(a.blend(40, a.compare(GT, 40))).mul(DoubleExponentials.gaussian(x));
    return tail.blend(tail.neg().add(2), x.compare(LT, 0));
  }

  private static DoubleVector scaledTail(DoubleVector a) {
    DoubleVector one = DoubleVector.broadcast(a.species(), 1);
    DoubleVector s = a.add(4);
    DoubleVector rest = a.sub(s.sub(4));
    DoubleVector r = one.div(s);
    DoubleVector lost = r.mul(r.fma(s, one.neg()).add(r.mul(rest)));
    DoubleVector t = r.fma(-8, 1).add(lost.mul(8));
    DoubleVector q = t.fma(8.690024847398464e-10, -7.618640755130118e-10);
    q = q.fma(t, DoubleVector.broadcast(t.species(), -1.524032739771575e-08));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 3.672436793466471e-09));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 1.242015356031439e-07));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -7.925548689633914e-08));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -8.46611075551616e-07));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 1.4269555514790643e-06));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 4.694837292458508e-06));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -1.8862144901542804e-05));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -3.6353826014171695e-06));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 0.00017681318319289938));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -0.00045505262483978447));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -0.0002809589325332724));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 0.0061120556462494315));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -0.026370053332813836));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 0.07638151491013245));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -0.17401093724040378));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 0.33085158787797714));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -0.5408538313132214));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 0.7732087022652376));
    q = q.fma(t, DoubleVector.broadcast(t.species(), -0.9765487290808821));
    q = q.fma(t, DoubleVector.broadcast(t.species(), 1.095995661000491));
    return q.mul(r.sub(lost));
  }

  /** x Φ(x). */
  static DoubleVector gelu(DoubleVector x) {
    DoubleVector a = bounded(x);
    DoubleVector y = a.mul(normalTail(a)).mul(halfGaussian(a));
    DoubleVector far = y.neg().blend(x.sub(y), x.compare(GT, 0));
    DoubleVector half = x.mul(0.5);
    DoubleVector near = near(x.mul(SQRT_HALF)).fma(half, half);
    return near.blend(far, a.compare(GT, NEAR / SQRT_HALF));
  }

  /** Φ(x) + x Φ′(x), which is 1 less its value at −x. */
  static DoubleVector geluSlope(DoubleVector x) {
    DoubleVector a = bounded(x);
    DoubleVector e = halfGaussian(a);
    DoubleVector density = e.mul(ONE_OVER_SQRT_TWO_PI);
    DoubleVector y = normalTail(a).mul(e).sub(a.mul(density));
    DoubleVector far = y.blend(y.neg().add(1), x.compare(GT, 0));
    DoubleVector half = DoubleVector.broadcast(x.species(), 0.5);
    DoubleVector near = x.fma(density, near(x.mul(SQRT_HALF)).fma(half, half));
    return near.blend(far, a.compare(GT, NEAR / SQRT_HALF));
  }

  /** |x|, or a number that is large enough. */
  private static DoubleVector bounded(DoubleVector x) {
    DoubleVector a = x.abs();
    return a.blend(40, a.compare(GT, 40));
  }

  /** exp(−a²/2): the square is in two parts. */
  private static DoubleVector halfGaussian(DoubleVector a) {
    DoubleVector half = a.mul(-0.5);
    DoubleVector square = half.mul(a);
    return DoubleExponentials.expOfSum(square, half.fma(a, square.neg()));
  }

  /** Φ(−a) exp(a²/2). */
  private static DoubleVector normalTail(DoubleVector a) {
    return scaledTail(a.mul(SQRT_HALF)).mul(0.5);
  }
}
