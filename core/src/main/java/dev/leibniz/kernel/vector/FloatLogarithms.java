package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * Logarithms of {@code float}s.
 *
 * <p>x = 2ᵉ (1 + f) with √½ ≤ 1 + f < √2, and ln(1 + f) = f − f²/2 + s (f²/2 + R(s²)) where s = f / (2 +
 * f), as in FreeBSD's libm: what is added last is largest, so that all but its rounding is lost.
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
  record Log() implements FloatSteps {
    @Override
    public FloatVector first(FloatVector x) {
      return remainder(factor(x));
    }

    @Override
    public FloatVector second(FloatVector x, FloatVector y) {
      return total(factor(x), y, exponent(x), FloatVector.zero(x.species()));
    }

    @Override
    public FloatVector third(FloatVector x, FloatVector y) {
      return edges(y, x);
    }
  }

  /** The logarithm to the base 2. */
  record Log2() implements FloatSteps {
    @Override
    public FloatVector first(FloatVector x) {
      return remainder(factor(x));
    }

    @Override
    public FloatVector second(FloatVector x, FloatVector y) {
      FloatVector zero = FloatVector.zero(x.species());
      return total(factor(x), y, zero, zero)
          .fma(FloatVector.broadcast(x.species(), 1.4426950408889634f), exponent(x));
    }

    @Override
    public FloatVector third(FloatVector x, FloatVector y) {
      return edges(y, x);
    }
  }

  /** ln(1 + x). */
  record Log1p() implements FloatSteps {
    @Override
    public FloatVector first(FloatVector x) {
      return remainder(factor(x.add(1)));
    }

    @Override
    public FloatVector second(FloatVector x, FloatVector y) {
      return ofSum(x, y);
    }

    @Override
    public FloatVector third(FloatVector x, FloatVector y) {
      return FloatExponentials.withSign(edges(y, x.add(1)), x);
    }
  }

  /** ln(1 + eˣ). */
  record Softplus() implements FloatSteps {
    @Override
    public FloatVector first(FloatVector x) {
      return FloatExponentials.exp(x.abs().neg());
    }

    @Override
    public FloatVector second(FloatVector x, FloatVector y) {
      return ofSum(y, remainder(factor(y.add(1))));
    }

    @Override
    public FloatVector third(FloatVector x, FloatVector y) {
      return x.max(0).add(y);
    }
  }

  /** −ln(1 + e⁻ˣ). */
  record LogSigmoid() implements FloatSteps {
    @Override
    public FloatVector first(FloatVector x) {
      return FloatExponentials.exp(x.abs().neg());
    }

    @Override
    public FloatVector second(FloatVector x, FloatVector y) {
      return ofSum(y, remainder(factor(y.add(1))));
    }

    @Override
    public FloatVector third(FloatVector x, FloatVector y) {
      return x.neg().max(0).add(y).neg();
    }
  }

  private static IntVector bits(FloatVector x) {
    return x.blend(x.mul(0x1p25f), x.compare(LT, Float.MIN_NORMAL))
        .reinterpretAsInts()
        .add(ONE - SQRT_HALF);
  }

  /** e. */
  private static FloatVector exponent(FloatVector x) {
    FloatVector e =
        bits(x).lanewise(LSHR, 23).or(WHOLE).reinterpretAsFloats().sub(0x1p23f + 127);
    return e.blend(e.sub(25), x.compare(LT, Float.MIN_NORMAL));
  }

  /** 1 + f. */
  private static FloatVector factor(FloatVector x) {
    return bits(x).and(FRACTION).add(SQRT_HALF).reinterpretAsFloats();
  }

  /** R(s²). */
  private static FloatVector remainder(FloatVector factor) {
    FloatVector f = factor.sub(1);
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector q = z.fma(0.23595860600471497f, 0.2853662967681885f);
    q = q.fma(z, FloatVector.broadcast(z.species(), 0.40000346302986145f));
    q = q.fma(z, FloatVector.broadcast(z.species(), 0.6666666269302368f));
    return q.mul(z);
  }

  /** e ln 2 + ln(1 + f) + a correction. */
  private static FloatVector total(
      FloatVector factor, FloatVector remainder, FloatVector e, FloatVector correction) {
    FloatVector f = factor.sub(1);
    FloatVector s = f.div(f.add(2));
    FloatVector half = f.mul(f).mul(0.5f);
    FloatVector rest = FloatVector.broadcast(e.species(), LN_TWO_REST);
    FloatVector low = s.fma(half.add(remainder), e.fma(rest, correction));
    return e.mul(LN_TWO).sub(half.sub(low).sub(f));
  }

  /** ln(1 + x), with what rounding 1 + x has lost. */
  private static FloatVector ofSum(FloatVector x, FloatVector remainder) {
    FloatVector sum = x.add(1);
    FloatVector part = sum.sub(x);
    FloatVector one = FloatVector.broadcast(x.species(), 1);
    FloatVector lost = x.sub(sum.sub(part)).add(one.sub(part));
    return total(factor(sum), remainder, exponent(sum), lost.div(sum));
  }

  private static FloatVector edges(FloatVector ln, FloatVector x) {
    return ln.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0))
        .blend(Float.NaN, x.compare(GE, 0).not())
        .blend(Float.POSITIVE_INFINITY, x.compare(EQ, Float.POSITIVE_INFINITY));
  }
}
