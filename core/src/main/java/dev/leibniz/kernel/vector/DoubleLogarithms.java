package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Logarithms of {@code double}s.
 *
 * <p>x = 2ᵉ (1 + f) with √½ ≤ 1 + f < √2, and ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)) where s = f /
 * (2 + f), as in FreeBSD's libm: what is added last is largest, so that all but its rounding is
 * lost.
 */
final class DoubleLogarithms {
  private static final long ONE = 0x3ff0000000000000L;
  private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
  private static final long FRACTION = 0x000fffffffffffffL;

  /** A number in whose low bits a small whole number may be put. */
  private static final long WHOLE = 0x4330000000000000L;

  /** A multiple of it by an exponent is exact. */
  private static final double LN_TWO = 0.6931471803691238;

  private static final double LN_TWO_REST = 1.9082149292705877e-10;

  private DoubleLogarithms() {}

  /** ln x. */
  static DoubleVector log(DoubleVector x) {
    VectorMask<Double> tiny = x.compare(LT, Double.MIN_NORMAL);
    LongVector bits = bits(x.blend(x.mul(0x1p54), tiny));
    DoubleVector e = exponent(bits);
    DoubleVector zero = DoubleVector.zero(x.species());
    return edges(logarithm(bits, e.blend(e.sub(54), tiny), zero), x);
  }

  /** The logarithm to the base 2. */
  static DoubleVector log2(DoubleVector x) {
    VectorMask<Double> tiny = x.compare(LT, Double.MIN_NORMAL);
    LongVector bits = bits(x.blend(x.mul(0x1p54), tiny));
    DoubleVector e = exponent(bits);
    DoubleVector zero = DoubleVector.zero(x.species());
    DoubleVector scale = DoubleVector.broadcast(x.species(), 1.4426950408889634);
    return edges(logarithm(bits, zero, zero).fma(scale, e.blend(e.sub(54), tiny)), x);
  }

  /** ln(1 + x). */
  static DoubleVector log1p(DoubleVector x) {
    return DoubleExponentials.withSign(edges(ofSum(x), x.add(1)), x);
  }

  /** ln(1 + eˣ). */
  static DoubleVector softplus(DoubleVector x) {
    return x.max(0).add(ofSum(DoubleExponentials.exp(x.abs().neg())));
  }

  /** −ln(1 + e⁻ˣ). */
  static DoubleVector logSigmoid(DoubleVector x) {
    return softplus(x.neg()).neg();
  }

  /** What {@link #exponent} and {@link #fraction} read. */
  static LongVector bits(DoubleVector normal) {
    return normal.reinterpretAsLongs().add(ONE - SQRT_HALF);
  }

  /** e. */
  static DoubleVector exponent(LongVector bits) {
    return bits.lanewise(LSHR, 52).or(WHOLE).reinterpretAsDoubles().sub(0x1p52 + 1023);
  }

  /** f. */
  static DoubleVector fraction(LongVector bits) {
    return bits.and(FRACTION).add(SQRT_HALF).reinterpretAsDoubles().sub(1);
  }

  /** ln(1 + x), with what rounding 1 + x has lost. */
  private static DoubleVector ofSum(DoubleVector x) {
    DoubleVector sum = x.add(1);
    DoubleVector part = sum.sub(x);
    DoubleVector one = DoubleVector.broadcast(x.species(), 1);
    DoubleVector lost = x.sub(sum.sub(part)).add(one.sub(part));
    LongVector bits = bits(sum);
    return logarithm(bits, exponent(bits), lost.div(sum));
  }

  /** e ln 2 + ln(1 + f) + a correction. */
  static DoubleVector logarithm(LongVector bits, DoubleVector e, DoubleVector correction) {
    DoubleVector f = fraction(bits);
    DoubleVector s = f.div(f.add(2));
    DoubleVector z = s.mul(s);
    DoubleVector q = z.fma(0.1481131042324211, 0.1531259315876502);
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.1818361807611249));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.2222219760455104));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.28571428751146494));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.3999999999937855));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.666666666666674));
    DoubleVector half = f.mul(f).mul(0.5);
    DoubleVector rest = DoubleVector.broadcast(e.species(), LN_TWO_REST);
    DoubleVector low = s.fma(half.add(q.mul(z)), e.fma(rest, correction));
    return e.mul(LN_TWO).sub(half.sub(low).sub(f));
  }

  private static DoubleVector edges(DoubleVector ln, DoubleVector x) {
    return ln.blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0))
        .blend(Double.NaN, x.compare(GE, 0).not())
        .blend(Double.POSITIVE_INFINITY, x.compare(EQ, Double.POSITIVE_INFINITY));
  }
}
