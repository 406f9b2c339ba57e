package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/**
 * Exponential functions of {@code float}s.
 *
 * <p>x = n ln 2 + r with |r| ≤ ln 2 / 2, and a polynomial for (eʳ − 1 − r) / r². Adding {@link
 * #ROUND} rounds to a whole number, which then stands in the low bits. Where all results of a
 * vector are normal numbers, the usual case, n is added to the exponent's bits at once.
 */
final class FloatExponentials {
  private static final float ROUND = 0x1.8p23f;
  private static final float ONE_OVER_LN_TWO = 1.4426950408889634f;
  private static final float LN_TWO = 0.6931471824645996f;
  private static final float LN_TWO_REST = -1.9046542121259336e-9f;

  /** Above it exp overflows. */
  private static final float GREATEST = 88.72283935546875f;

  /** Up to it, on either side, exp is a normal number. */
  private static final float NORMAL = 87;

  /** Of {@link #normalDecay}. */
  static final float SCALE = 0x1p40f;

  private static final float SCALE_EXPONENT = 40;

  /** Below it exp is zero. */
  private static final float LEAST = -103.97208404541016f;

  private FloatExponentials() {}

  /** eˣ. */
  static FloatVector exp(FloatVector x) {
    FloatVector shifted = x.fma(ONE_OVER_LN_TWO, ROUND);
    FloatVector n = shifted.sub(ROUND);
    return scaled(fraction(rest(x, n)).add(1), shifted, n, x);
  }

  /** exp(x + rest) with a rest that is tiny. */
  static FloatVector expOfSum(FloatVector x, FloatVector rest) {
    FloatVector shifted = x.fma(ONE_OVER_LN_TWO, ROUND);
    FloatVector n = shifted.sub(ROUND);
    return scaled(fraction(rest(x, n).add(rest)).add(1), shifted, n, x);
  }

  /**
   * exp(−a²/2) times {@link #SCALE}, for 0 ≤ a ≤ 15: a normal number, without asking. The square is
   * in two parts.
   */
  static FloatVector normalDecay(FloatVector a) {
    FloatVector half = a.mul(-0.5f);
    FloatVector square = half.mul(a);
    FloatVector shifted = square.fma(ONE_OVER_LN_TWO, ROUND + SCALE_EXPONENT);
    FloatVector r = rest(square, shifted.sub(ROUND + SCALE_EXPONENT));
    FloatVector y = fraction(r.add(half.fma(a, square.neg()))).add(1);
    return y.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(LSHL, 23))
        .reinterpretAsFloats();
  }

  /** y · 2ⁿ, which is about eˣ. */
  private static FloatVector scaled(
      FloatVector y, FloatVector shifted, FloatVector n, FloatVector x) {
    if (x.abs().compare(LE, NORMAL).allTrue()) {
      return y.reinterpretAsInts()
          .add(shifted.reinterpretAsInts().lanewise(LSHL, 23))
          .reinterpretAsFloats();
    }
    return timesPower(y, n)
        .blend(Float.POSITIVE_INFINITY, x.compare(GT, GREATEST))
        .blend(0, x.compare(LT, LEAST));
  }

  /** 2ˣ. */
  static FloatVector exp2(FloatVector x) {
    FloatVector n = x.add(ROUND).sub(ROUND);
    return timesPower(fraction(x.sub(n).mul(0.6931471805599453f)).add(1), n)
        .blend(Float.POSITIVE_INFINITY, x.compare(GE, 128))
        .blend(0, x.compare(LT, -150));
  }

  /** eˣ − 1. */
  static FloatVector expm1(FloatVector x) {
    FloatVector y = expm1OfModerate(x.blend(-20, x.compare(LT, -20)));
    return withSign(
        y.blend(Float.POSITIVE_INFINITY, x.compare(GT, GREATEST))
            .blend(x, x.abs().compare(LT, Float.MIN_NORMAL)),
        x);
  }

  /** (e²ˣ − 1) / (e²ˣ + 1), far from zero 1 − 2 / (e²ˣ + 1). */
  static FloatVector tanh(FloatVector x) {
    FloatVector twice = x.abs().mul(2);
    FloatVector e = expm1OfModerate(twice.blend(30, twice.compare(GT, 30)));
    VectorMask<Float> far = twice.compare(GT, 1.1f);
    FloatVector q = e.blend(2, far).div(e.add(2));
    return withSign(q.blend(FloatVector.broadcast(x.species(), 1).sub(q), far), x);
  }

  /** 1 / (1 + e⁻ˣ). */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector one = FloatVector.broadcast(x.species(), 1);
    return one.blend(e, x.compare(LT, 0)).div(e.add(1));
  }

  /** σ(x) σ(−x). */
  static FloatVector sigmoidSlope(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector d = e.add(1);
    return e.div(d).div(d);
  }

  /** 1 / cosh² x. */
  static FloatVector tanhSlope(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector y = e.mul(2).div(e.fma(e, FloatVector.broadcast(x.species(), 1)));
    return y.mul(y);
  }

  /** exp(−x²): the square is in two parts. */
  static FloatVector gaussian(FloatVector x) {
    FloatVector a = x.abs();
    a = a.blend(20, a.compare(GT, 20));
    FloatVector square = a.mul(a.neg());
    return expOfSum(square, a.fma(a, square).neg());
  }

  /** exp(x) − 1 where exp neither vanishes nor overflows. */
  private static FloatVector expm1OfModerate(FloatVector x) {
    FloatVector n = x.fma(ONE_OVER_LN_TWO, ROUND).sub(ROUND);
    FloatVector half = power(n.sub(1));
    return half.fma(fraction(rest(x, n)), half.sub(0.5f)).mul(2);
  }

  private static FloatVector rest(FloatVector x, FloatVector n) {
    return n.fma(
        FloatVector.broadcast(x.species(), -LN_TWO_REST),
        n.fma(FloatVector.broadcast(x.species(), -LN_TWO), x));
  }

  /** exp(r) − 1. */
  private static FloatVector fraction(FloatVector r) {
    FloatVector q = r.fma(1.395252882502973e-3f, 8.37030541151762e-3f);
    q = q.fma(r, FloatVector.broadcast(r.species(), 4.1666172444820404e-2f));
    q = q.fma(r, FloatVector.broadcast(r.species(), 1.6666506230831146e-1f));
    q = q.fma(r, FloatVector.broadcast(r.species(), 0.5f));
    return q.fma(r.mul(r), r);
  }

  /** y · 2ⁿ in two steps, so that the result may be subnormal, or n one too large. */
  private static FloatVector timesPower(FloatVector y, FloatVector n) {
    FloatVector half = n.fma(0.5f, ROUND).sub(ROUND);
    return y.mul(power(half)).mul(power(n.sub(half)));
  }

  /** 2ⁿ. */
  private static FloatVector power(FloatVector n) {
    return n.add(ROUND).reinterpretAsInts().add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  /** y, which is zero or has the sign of x, with the sign of x. */
  static FloatVector withSign(FloatVector y, FloatVector x) {
    return y.reinterpretAsInts()
        .or(x.reinterpretAsInts().and(Integer.MIN_VALUE))
        .reinterpretAsFloats();
  }
}
