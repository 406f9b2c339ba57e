package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Powers of {@code double}s: exp(y ln |x|), where the logarithm has some 65 bits, in two numbers,
 * for a power is as inexact as the exponent is large.
 *
 * <p>With |x| = 2ᵉ (1 + f) and s = f / (2 + f), ln(1 + f) = 2s + ⅔ s³ + s⁵ R(s²), of which the
 * first two terms are in two parts. Where a number or its power is zero, subnormal, infinite or
 * none takes the function of single numbers for these.
 */
final class DoublePowers {
  private static final double ROUND = 0x1.8p52;

  /** Up to it, on either side, exp is a normal number. */
  private static final double NORMAL = 708;

  /** The same for a power of two. */
  private static final double NORMAL_EXPONENT = 1021;

  /** Below it, adding {@link #ROUND} rounds to a whole number. */
  private static final double EXACT = 0x1p51;

  private static final double LN_TWO = 0.6931471803691238;
  private static final double LN_TWO_REST = 1.9082149292705877e-10;
  private static final double TWO_THIRDS = 0.6666666666666666;
  private static final double TWO_THIRDS_REST = 3.700743415417188e-17;

  private DoublePowers() {}

  /** xʸ. */
  static DoubleVector pow(DoubleVector x, DoubleVector y) {
    DoubleVector a = x.abs();
    LongVector bits = DoubleLogarithms.bits(a);
    DoubleVector e = DoubleLogarithms.exponent(bits);
    DoubleVector f = DoubleLogarithms.fraction(bits);
    // s = f / (2 + f), in two parts; so is 2 + f.
    DoubleVector d = f.add(2);
    DoubleVector dRest = f.sub(d.sub(2));
    DoubleVector r = DoubleVector.broadcast(x.species(), 1).div(d);
    DoubleVector s = f.mul(r);
    DoubleVector sRest = s.neg().fma(d, f).sub(s.mul(dRest)).mul(r);
    DoubleVector z = s.mul(s);
    DoubleVector cube = s.mul(z);
    DoubleVector cubeRest = s.fma(z, cube.neg()).add(s.mul(s.fma(s, z.neg())));
    DoubleVector third = cube.mul(TWO_THIRDS);
    DoubleVector thirdRest =
        cube.fma(DoubleVector.broadcast(x.species(), TWO_THIRDS), third.neg())
            .add(cubeRest.mul(TWO_THIRDS))
            .add(cube.mul(TWO_THIRDS_REST));
    DoubleVector twice = s.add(s);
    DoubleVector main = twice.add(third);
    DoubleVector rest =
        twice
            .sub(main)
            .add(third)
            .add(thirdRest)
            .add(sRest.add(sRest).mul(z.add(1)))
            .add(cube.mul(z).mul(further(z)));
    // ln |x|, in two parts.
    DoubleVector whole = e.mul(LN_TWO);
    DoubleVector sum = whole.add(main);
    rest =
        e.fma(DoubleVector.broadcast(x.species(), LN_TWO_REST), whole.sub(sum).add(main).add(rest));
    DoubleVector ln = sum.add(rest);
    DoubleVector lnRest = sum.sub(ln).add(rest);
    DoubleVector p = y.mul(ln);
    DoubleVector pRest = y.fma(lnRest, y.fma(ln, p.neg()));
    return withExtremes(DoubleExponentials.expOfSum(p, pRest), x, y, p.abs().compare(LE, NORMAL));
  }

  /**
   * xʸ to the precision of a {@code float}, which has no extremes here: 2 to the power y log₂ |x|,
   * by polynomials of Chebyshev interpolation to relative errors of 4.3e-12 and 1.2e-10. They are
   * short, and summed in pairs, since it is the waiting for one another that such a function costs.
   */
  static DoubleVector powOfFloats(DoubleVector x, DoubleVector y) {
    LongVector bits = DoubleLogarithms.bits(x.abs());
    DoubleVector f = DoubleLogarithms.fraction(bits);
    DoubleVector s = f.div(f.add(2));
    DoubleVector p = y.mul(s.fma(shortLogarithm(s.mul(s)), DoubleLogarithms.exponent(bits)));
    DoubleVector shifted = p.add(ROUND);
    DoubleVector power =
        shortPower(p.sub(shifted.sub(ROUND)))
            .reinterpretAsLongs()
            .add(shifted.reinterpretAsLongs().lanewise(LSHL, 52))
            .reinterpretAsDoubles();
    return withExtremes(power, x, y, p.abs().compare(LE, NORMAL_EXPONENT));
  }

  /** log₂((1 + s) / (1 − s)) / s, from s². */
  private static DoubleVector shortLogarithm(DoubleVector z) {
    DoubleVector low = z.fma(0.9617966734515485, 2.885390081789987);
    DoubleVector high = z.fma(0.41167376623771057, 0.5770835660048659);
    DoubleVector square = z.mul(z);
    high = square.fma(DoubleVector.broadcast(z.species(), 0.3407120415619086), high);
    return high.fma(square, low);
  }

  /** 2ʳ. */
  private static DoubleVector shortPower(DoubleVector r) {
    DoubleVector square = r.mul(r);
    DoubleVector low = r.fma(0.6931471805599453, 1);
    DoubleVector second = r.fma(0.055504108839096185, 0.24022650922288757);
    DoubleVector third = r.fma(0.001333350238616277, 0.009618056678524637);
    DoubleVector high = r.fma(1.5297323760701075e-05, 0.0001546144469856913);
    return high.fma(square, third).fma(square.mul(square), second.fma(square, low));
  }

  /** The power of |x|, mended where x is negative or something is out of the ordinary. */
  private static DoubleVector withExtremes(
      DoubleVector power, DoubleVector x, DoubleVector y, VectorMask<Double> isModerate) {
    DoubleVector a = x.abs();
    VectorMask<Double> isOrdinary =
        a.compare(GE, Double.MIN_NORMAL).and(a.compare(LE, Double.MAX_VALUE)).and(isModerate);
    VectorMask<Double> isNegative = x.compare(LT, 0);
    DoubleVector z = power;
    if (isNegative.anyTrue()) {
      z = signed(power, isNegative, y);
      isOrdinary = isOrdinary.and(y.abs().compare(LE, EXACT));
    }
    return isOrdinary.allTrue() ? z : slowPow(x, y).blend(z, isOrdinary);
  }

  /** R, from Chebyshev interpolation, to a relative error of 6.8e-16. */
  private static DoubleVector further(DoubleVector z) {
    DoubleVector q = z.fma(0.1291361767218225, 0.13285957435193352);
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.15385574796462032));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.18181808247544543));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.2222222227110234));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.2857142857133851));
    return q.fma(z, DoubleVector.broadcast(z.species(), 0.40000000000000024));
  }

  /** Where x is negative: minus the power for odd y, NaN for y that is not whole. */
  private static DoubleVector signed(
      DoubleVector power, VectorMask<Double> isNegative, DoubleVector y) {
    DoubleVector half = y.mul(0.5);
    VectorMask<Double> isEven = half.add(ROUND).sub(ROUND).compare(EQ, half);
    VectorMask<Double> isWhole = y.add(ROUND).sub(ROUND).compare(EQ, y);
    return power
        .blend(power.neg(), isNegative.andNot(isEven))
        .blend(Double.NaN, isNegative.andNot(isWhole));
  }

  static DoubleVector slowPow(DoubleVector x, DoubleVector y) {
    double[] a = x.toArray();
    double[] b = y.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.pow(a[i], b[i]);
    }
    return DoubleVector.fromArray(x.species(), a, 0);
  }
}
