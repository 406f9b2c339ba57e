package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * Exponential functions of {@code double}s.
 *
 * <p>x = n ln 2 + r with |r| ≤ ln 2 / 2, and a polynomial for (eʳ − 1 − r) / r². Adding {@link
 * #ROUND} rounds to a whole number, which then stands in the low bits. Where all results of a
 * vector are normal numbers, the usual case, n is added to the exponent's bits at once.
 */
final class DoubleExponentials {
  private static final double ROUND = 0x1.8p52;
  private static final double ONE_OVER_LN_TWO = 1.4426950408889634;
  private static final double LN_TWO = 0.6931471805599453;
  private static final double LN_TWO_REST = 2.3190468138462996e-17;

  /** Above it exp overflows. */
  private static final double GREATEST = 709.782712893384;

  /** Up to it, on either side, exp is a normal number. */
  private static final double NORMAL = 708;

  /** Below it exp is zero. */
  private static final double LEAST = -745.1332191019412;

  private DoubleExponentials() {}

  /** eˣ. */
  static DoubleVector exp(DoubleVector x) {
    DoubleVector shifted = x.fma(ONE_OVER_LN_TWO, ROUND);
    DoubleVector n = shifted.sub(ROUND);
    return scaled(fraction(rest(x, n)).add(1), shifted, n, x);
  }

  /** exp(x + rest) with a rest that is tiny. */
  static DoubleVector expOfSum(DoubleVector x, DoubleVector rest) {
    DoubleVector shifted = x.fma(ONE_OVER_LN_TWO, ROUND);
    DoubleVector n = shifted.sub(ROUND);
    return scaled(fraction(rest(x, n).add(rest)).add(1), shifted, n, x);
  }

  /** y · 2ⁿ, which is about eˣ. */
  private static DoubleVector scaled(
      DoubleVector y, DoubleVector shifted, DoubleVector n, DoubleVector x) {
    if (x.abs().compare(LE, NORMAL).allTrue()) {
      return y.reinterpretAsLongs()
          .add(shifted.reinterpretAsLongs().lanewise(LSHL, 52))
          .reinterpretAsDoubles();
    }
    return timesPower(y, n)
        .blend(Double.POSITIVE_INFINITY, x.compare(GT, GREATEST))
        .blend(0, x.compare(LT, LEAST));
  }

  /** 2ˣ. */
  static DoubleVector exp2(DoubleVector x) {
    DoubleVector n = x.add(ROUND).sub(ROUND);
    return timesPower(fraction(x.sub(n).mul(0.6931471805599453)).add(1), n)
        .blend(Double.POSITIVE_INFINITY, x.compare(GE, 1024))
        .blend(0, x.compare(LT, -1075));
  }

  /** eˣ − 1. */
  static DoubleVector expm1(DoubleVector x) {
    DoubleVector y = expm1OfModerate(x.blend(-40, x.compare(LT, -40)));
    return withSign(
        y.blend(Double.POSITIVE_INFINITY, x.compare(GT, GREATEST))
            .blend(x, x.abs().compare(LT, Double.MIN_NORMAL)),
        x);
  }

  /** (e²ˣ − 1) / (e²ˣ + 1), far from zero 1 − 2 / (e²ˣ + 1). */
  static DoubleVector tanh(DoubleVector x) {
    DoubleVector twice = x.abs().mul(2);
    DoubleVector e = expm1OfModerate(twice.blend(50, twice.compare(GT, 50)));
    VectorMask<Double> far = twice.compare(GT, 1.1);
    DoubleVector q = e.blend(2, far).div(e.add(2));
    return withSign(q.blend(DoubleVector.broadcast(x.species(), 1).sub(q), far), x);
  }

  /** 1 / (1 + e⁻ˣ). */
  static DoubleVector sigmoid(DoubleVector x) {
    DoubleVector e = exp(x.abs().neg());
    DoubleVector one = DoubleVector.broadcast(x.species(), 1);
    return one.blend(e, x.compare(LT, 0)).div(e.add(1));
  }

  /** σ(x) σ(−x). */
  static DoubleVector sigmoidSlope(DoubleVector x) {
    DoubleVector e = exp(x.abs().neg());
    DoubleVector d = e.add(1);
    return e.div(d).div(d);
  }

  /** 1 / cosh² x. */
  static DoubleVector tanhSlope(DoubleVector x) {
    DoubleVector e = exp(x.abs().neg());
    DoubleVector y = e.mul(2).div(e.fma(e, DoubleVector.broadcast(x.species(), 1)));
    return y.mul(y);
  }

  /** exp(−x²): the square is in two parts. */
  static DoubleVector gaussian(DoubleVector x) {
    DoubleVector a = x.abs();
    a = a.blend(40, a.compare(GT, 40));
    DoubleVector square = a.mul(a.neg());
    return expOfSum(square, a.fma(a, square).neg());
  }

  /** exp(x) − 1 where exp neither vanishes nor overflows. */
  private static DoubleVector expm1OfModerate(DoubleVector x) {
    DoubleVector n = x.fma(ONE_OVER_LN_TWO, ROUND).sub(ROUND);
    DoubleVector half = power(n.sub(1));
    return half.fma(fraction(rest(x, n)), half.sub(0.5)).mul(2);
  }

  private static DoubleVector rest(DoubleVector x, DoubleVector n) {
    return n.fma(
        DoubleVector.broadcast(x.species(), -LN_TWO_REST),
        n.fma(DoubleVector.broadcast(x.species(), -LN_TWO), x));
  }

  /** exp(r) − 1. */
  private static DoubleVector fraction(DoubleVector r) {
    DoubleVector q = r.fma(2.092901784036456e-09, 2.511463860656811e-08);
    q = q.fma(r, DoubleVector.broadcast(r.species(), 2.755722605994074e-07));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 2.7557227329786128e-06));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 2.4801587383222775e-05));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 0.00019841269903986635));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 0.0013888888888852929));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 0.00833333333331394));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 0.04166666666666674));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 0.16666666666666688));
    q = q.fma(r, DoubleVector.broadcast(r.species(), 0.5));
    return q.fma(r.mul(r), r);
  }

  /** y · 2ⁿ in two steps, so that the result may be subnormal, or n one too large. */
  private static DoubleVector timesPower(DoubleVector y, DoubleVector n) {
    DoubleVector half = n.fma(0.5, ROUND).sub(ROUND);
    return y.mul(power(half)).mul(power(n.sub(half)));
  }

  /** 2ⁿ. */
  private static DoubleVector power(DoubleVector n) {
    return n.add(ROUND).reinterpretAsLongs().add(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
  }

  /** y, which is zero or has the sign of x, with the sign of x. */
  static DoubleVector withSign(DoubleVector y, DoubleVector x) {
    return y.reinterpretAsLongs()
        .or(x.reinterpretAsLongs().and(Long.MIN_VALUE))
        .reinterpretAsDoubles();
  }
}
