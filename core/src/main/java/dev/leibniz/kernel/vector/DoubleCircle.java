package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sine and cosine of {@code double}s.
 *
 * <p>x = n π/2 + r with |r| ≤ π/4, where π/2 has three parts; a polynomial for either function of
 * r. Arguments too far out for that are left to {@link Math}.
 */
final class DoubleCircle {
  private static final double ROUND = 0x1.8p52;
  private static final double TWO_OVER_PI = 0.6366197723675814;
  private static final double HALF_PI = 1.5707963267948966;
  private static final double HALF_PI_REST = 6.123233995736766e-17;
  private static final double HALF_PI_LAST = -1.4973849048591698e-33;
  private static final double FAR = 1e6;

  private DoubleCircle() {}

  /** sin x. */
  static DoubleVector sin(DoubleVector x) {
    DoubleVector y = turned(x, 0).blend(x, x.compare(EQ, 0));
    VectorMask<Double> near = x.abs().compare(LE, FAR);
    return near.allTrue() ? y : slowSin(x).blend(y, near);
  }

  /** cos x. */
  static DoubleVector cos(DoubleVector x) {
    DoubleVector y = turned(x, 1);
    VectorMask<Double> near = x.abs().compare(LE, FAR);
    return near.allTrue() ? y : slowCos(x).blend(y, near);
  }

  /** sin(x + turns π/2). */
  private static DoubleVector turned(DoubleVector x, int turns) {
    DoubleVector rounded = x.fma(TWO_OVER_PI, ROUND);
    DoubleVector n = rounded.sub(ROUND);
    DoubleVector r = n.fma(DoubleVector.broadcast(x.species(), -HALF_PI), x);
    r = n.fma(DoubleVector.broadcast(x.species(), -HALF_PI_REST), r);
    r = n.fma(DoubleVector.broadcast(x.species(), -HALF_PI_LAST), r);
    LongVector quadrant = rounded.reinterpretAsLongs().add(turns);
    VectorMask<Double> isSine = quadrant.and(1).compare(EQ, 0).cast(x.species());
    DoubleVector z = r.mul(r);
    return cosine(z)
        .blend(sine(r, z), isSine)
        .reinterpretAsLongs()
        .lanewise(XOR, quadrant.and(2).lanewise(LSHL, 62))
        .reinterpretAsDoubles();
  }

  private static DoubleVector sine(DoubleVector r, DoubleVector z) {
    DoubleVector q = z.fma(1.5893642510281219e-10, -2.5050705051805672e-08);
    q = q.fma(z, DoubleVector.broadcast(z.species(), 2.755731336234024e-06));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.00019841269828887195));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.008333333333321303));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.16666666666666627));
    return q.fma(r.mul(z), r);
  }

  private static DoubleVector cosine(DoubleVector z) {
    DoubleVector q = z.fma(-1.1357461009727056e-11, 2.087568210615798e-09);
    q = q.fma(z, DoubleVector.broadcast(z.species(), -2.7557314058161664e-07));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 2.4801587288497322e-05));
    q = q.fma(z, DoubleVector.broadcast(z.species(), -0.0013888888888872607));
    q = q.fma(z, DoubleVector.broadcast(z.species(), 0.04166666666666659));
    return q.fma(z.mul(z), z.fma(-0.5, 1));
  }

  static DoubleVector slowSin(DoubleVector x) {
    double[] a = x.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.sin(a[i]);
    }
    return DoubleVector.fromArray(x.species(), a, 0);
  }

  static DoubleVector slowCos(DoubleVector x) {
    double[] a = x.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = Math.cos(a[i]);
    }
    return DoubleVector.fromArray(x.species(), a, 0);
  }
}
