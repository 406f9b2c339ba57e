package dev.leibniz.kernel.vector;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;

/**
 * Sine and cosine of {@code float}s.
 *
 * <p>x = n π/2 + r with |r| ≤ π/4, where π/2 has three parts; a polynomial for either function of
 * r. Arguments too far out for that are left to {@link Math}.
 */
final class FloatCircle {
  private static final float ROUND = 0x1.8p23f;
  private static final float TWO_OVER_PI = 0.6366197723675814f;
  private static final float HALF_PI = 1.5707963705062866f;
  private static final float HALF_PI_REST = -4.371138828673793e-8f;
  private static final float HALF_PI_LAST = -1.7151245100058819e-15f;
  private static final float FAR = 8192;

  private FloatCircle() {}

  /** sin x. */
  static FloatVector sin(FloatVector x) {
    FloatVector y = turned(x, 0).blend(x, x.compare(EQ, 0));
    VectorMask<Float> near = x.abs().compare(LE, FAR);
    return near.allTrue() ? y : slowSin(x).blend(y, near);
  }

  /** cos x. */
  static FloatVector cos(FloatVector x) {
    FloatVector y = turned(x, 1);
    VectorMask<Float> near = x.abs().compare(LE, FAR);
    return near.allTrue() ? y : slowCos(x).blend(y, near);
  }

  /** sin(x + turns π/2). */
  private static FloatVector turned(FloatVector x, int turns) {
    FloatVector rounded = x.fma(TWO_OVER_PI, ROUND);
    FloatVector n = rounded.sub(ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(x.species(), -HALF_PI), x);
    r = n.fma(FloatVector.broadcast(x.species(), -HALF_PI_REST), r);
    r = n.fma(FloatVector.broadcast(x.species(), -HALF_PI_LAST), r);
    IntVector quadrant = rounded.reinterpretAsInts().add(turns);
    VectorMask<Float> isSine = quadrant.and(1).compare(EQ, 0).cast(x.species());
    FloatVector z = r.mul(r);
    return cosine(z)
        .blend(sine(r, z), isSine)
        .reinterpretAsInts()
        .lanewise(XOR, quadrant.and(2).lanewise(LSHL, 30))
        .reinterpretAsFloats();
  }

  private static FloatVector sine(FloatVector r, FloatVector z) {
    FloatVector q = z.fma(2.7175774448551238e-6f, -1.983925758395344e-4f);
    q = q.fma(z, FloatVector.broadcast(z.species(), 8.333329111337662e-3f));
    q = q.fma(z, FloatVector.broadcast(z.species(), -1.6666667163372040e-1f));
    return q.fma(r.mul(z), r);
  }

  private static FloatVector cosine(FloatVector z) {
    FloatVector q = z.fma(2.4431485144305043e-5f, -1.3887308305129409e-3f);
    q = q.fma(z, FloatVector.broadcast(z.species(), 4.166664555668831e-2f));
    return q.fma(z.mul(z), z.fma(-0.5f, 1));
  }

  static FloatVector slowSin(FloatVector x) {
    float[] a = x.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) Math.sin(a[i]);
    }
    return FloatVector.fromArray(x.species(), a, 0);
  }

  static FloatVector slowCos(FloatVector x) {
    float[] a = x.toArray();
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) Math.cos(a[i]);
    }
    return FloatVector.fromArray(x.species(), a, 0);
  }
}
