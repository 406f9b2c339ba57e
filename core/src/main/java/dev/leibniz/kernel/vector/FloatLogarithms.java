package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Logarithms of {@code float}s.
 *
 * <p>x = 2ᵉ (1 + f) with √½ ≤ 1 + f < √2, and ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)) where s = f /
 * (2 + f), as in FreeBSD's libm: what is added last is largest, so that all but its rounding is
 * lost.
 */
final class FloatLogarithms {
  private static final int ONE = 0x3f800000;
  private static final int SQRT_HALF = 0x3f3504f3;
  private static final int FRACTION = 0x007fffff;

  /** A number in whose low bits a small whole number may be put. */
  private static final int WHOLE = 0x4b000000;

  /** A multiple of it by an exponent is exact. */
  private static final float LN_TWO = 0.693145751953125f;

  private static final float LN_TWO_REST = 1.4286068203094173e-6f;

  private FloatLogarithms() {}

  /** ln x. */
  static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = bits(x.blend(x.mul(0x1p25f), tiny));
    FloatVector e = exponent(bits);
    FloatVector zero = FloatVector.zero(x.species());
    return edges(logarithm(bits, e.blend(e.sub(25), tiny), zero), x);
  }

  /** The logarithm to the base 2. */
  static FloatVector log2(FloatVector x) {
    VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
    IntVector bits = bits(x.blend(x.mul(0x1p25f), tiny));
    FloatVector e = exponent(bits);
    FloatVector zero = FloatVector.zero(x.species());
    FloatVector scale = FloatVector.broadcast(x.species(), 1.4426950408889634f);
    return edges(logarithm(bits, zero, zero).fma(scale, e.blend(e.sub(25), tiny)), x);
  }

  /** ln(1 + x). */
  static FloatVector log1p(FloatVector x) {
    return FloatExponentials.withSign(edges(ofSum(x), x.add(1)), x);
  }

  /** ln(1 + eˣ). */
  static FloatVector softplus(FloatVector x) {
    return x.max(0).add(ofSum(FloatExponentials.exp(x.abs().neg())));
  }

  /** −ln(1 + e⁻ˣ). */
  static FloatVector logSigmoid(FloatVector x) {
    return softplus(x.neg()).neg();
  }

  private static IntVector bits(FloatVector normal) {
    return normal.reinterpretAsInts().add(ONE - SQRT_HALF);
  }

  /** e. */
  private static FloatVector exponent(IntVector bits) {
    return bits.lanewise(LSHR, 23).or(WHOLE).reinterpretAsFloats().sub(0x1p23f + 127);
  }

  /** ln(1 + x), with what rounding 1 + x has lost. */
  private static FloatVector ofSum(FloatVector x) {
    FloatVector sum = x.add(1);
    FloatVector part = sum.sub(x);
    FloatVector one = FloatVector.broadcast(x.species(), 1);
    FloatVector lost = x.sub(sum.sub(part)).add(one.sub(part));
    IntVector bits = bits(sum);
    return logarithm(bits, exponent(bits), lost.div(sum));
  }

  /** e ln 2 + ln(1 + f) + a correction. */
  private static FloatVector logarithm(IntVector bits, FloatVector e, FloatVector correction) {
    FloatVector f = bits.and(FRACTION).add(SQRT_HALF).reinterpretAsFloats().sub(1);
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector q = z.fma(0.23595860600471497f, 0.2853662967681885f);
    q = q.fma(z, FloatVector.broadcast(z.species(), 0.40000346302986145f));
    q = q.fma(z, FloatVector.broadcast(z.species(), 0.6666666269302368f));
    FloatVector half = f.mul(f).mul(0.5f);
    FloatVector rest = FloatVector.broadcast(e.species(), LN_TWO_REST);
    FloatVector low = s.fma(half.add(q.mul(z)), e.fma(rest, correction));
    return e.mul(LN_TWO).sub(half.sub(low).sub(f));
  }

  private static FloatVector edges(FloatVector ln, FloatVector x) {
    return ln.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0))
        .blend(Float.NaN, x.compare(GE, 0).not())
        .blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.POSITIVE_INFINITY));
  }
}
