package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import dev.leibniz.kernel.SpecialFunctions;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/**
 * The logarithm of the gamma function, of positive {@code double}s.
 *
 * <p>One polynomial, for ln Γ(2 + z) with −0.7 ≤ z ≤ 0.5, and one logarithm, of what the recurrence
 * Γ(x + 1) = x Γ(x) has gathered between x and there; from 10 on Stirling's series. Other numbers
 * take the function of single ones.
 */
final class DoubleGamma {
  private static final double FAR = 10;

  /** Up to here the recurrence leads to Γ from above, beyond it from below. */
  private static final double MIDDLE = 1.3;

  /** Numbers between these two are ordinary. */
  private static final double LEAST = 1e-290;

  private static final double GREATEST = 1e300;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private DoubleGamma() {}

  /** ln |Γ(x)|. */
  static DoubleVector lgamma(DoubleVector x) {
    VectorMask<Double> isFar = x.compare(GE, FAR);
    DoubleVector y = x.blend(2, isFar);
    DoubleVector product = DoubleVector.broadcast(x.species(), 1);
    if (y.compare(GE, 2.5).anyTrue()) {
      for (int i = 0; i < 8; i++) {
        VectorMask<Double> isLarge = y.compare(GE, 2.5);
        y = y.blend(y.sub(1), isLarge);
        product = product.blend(product.mul(y), isLarge);
      }
    }
    VectorMask<Double> isSmall = x.compare(LT, MIDDLE);
    VectorMask<Double> isTiny = x.compare(LT, 0.5);
    DoubleVector z = y.sub(2).blend(y.sub(1), isSmall).blend(y, isTiny);
    DoubleVector w = product.blend(x, isSmall.or(isFar)).blend(x.fma(x, x), isTiny);
    DoubleVector ln = DoubleLogarithms.log(w);
    DoubleVector near = aroundTwo(z).add(ln.blend(ln.neg(), isSmall));
    DoubleVector result = isFar.anyTrue() ? near.blend(stirling(x, ln), isFar) : near;
    VectorMask<Double> isOrdinary = x.compare(GE, LEAST).and(x.compare(LE, GREATEST));
    return isOrdinary.allTrue() ? result : slowLgamma(x).blend(result, isOrdinary);
  }

  /**
   * ln Γ(2 + z) for −0.7 ≤ z ≤ 0.5, from Chebyshev interpolation, to a relative error of 2.0e-17.
   */
  private static DoubleVector aroundTwo(DoubleVector z) {
    DoubleVector q = z.fma(5.507642252528651e-08, 8.81289090943987e-09);
    q = q.fma(z, DoubleVector.broadcast(z.species(), 5.632938061063637e-09));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -1.4548559837251197e-07));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 2.2643795585035623e-07));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -4.2402205088759924e-07));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 9.53977468882887e-07));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -2.0469233329889713e-06));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 4.374324977104769e-06));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -9.438064125840024e-06));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 2.0507390769990976e-05));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -4.4926400935834896e-05));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 9.945748886178298e-05));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.00022315474676676852));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.0005096695264143903));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.0011927539121902482));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.002890510330681948));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.007385551028663437));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.020580808427785476));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.06735230105319819));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.3224670334241132));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.42278433509846713));
    return q.mul(z);
  }

  /** (x − ½)(ln x − 1) + ½ ln 2π − ½ + Σ B₂ₖ / (2k (2k − 1) x²ᵏ⁻¹). */
  private static DoubleVector stirling(DoubleVector x, DoubleVector ln) {
    DoubleVector r = DoubleVector.broadcast(x.species(), 1).div(x);
    DoubleVector s = r.mul(r);
    DoubleVector q = s.fma(0.17964437236883057, -0.029550653594771242);
    q = q.fma(s, DoubleVector.broadcast(s.species(), 0.00641025641025641));
    q = q.fma(s, DoubleVector.broadcast(s.species(), -0.0019175269175269176));
    q = q.fma(s, DoubleVector.broadcast(s.species(), 0.0008417508417508417));
    q = q.fma(s, DoubleVector.broadcast(s.species(), -0.0005952380952380953));
    q = q.fma(s, DoubleVector.broadcast(s.species(), 0.0007936507936507937));
    q = q.fma(s, DoubleVector.broadcast(s.species(), -0.002777777777777778));
    q = q.fma(s, DoubleVector.broadcast(s.species(), 0.08333333333333333));
    return x.sub(0.5).mul(ln.sub(1)).add(q.mul(r).add(HALF_LOG_TWO_PI - 0.5));
  }

  static DoubleVector slowLgamma(DoubleVector x) {
    double[] lanes = x.toArray();
    for (int i = 0; i < lanes.length; i++) {
      double a = lanes[i];
      lanes[i] = a >= LEAST && a <= GREATEST ? a : SpecialFunctions.lgamma(a);
    }
    return DoubleVector.fromArray(x.species(), lanes, 0);
  }
}
